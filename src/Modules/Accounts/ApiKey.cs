namespace VideoConf.Accounts;

/// <summary>What deciders must know of a key.</summary>
internal sealed record ApiKey(bool IsRevoked) : IEvolve<ApiKey>
{
    public static ApiKey? Evolve(ApiKey? state, object fact) => fact switch
    {
        ApiKeyCreated => new ApiKey(IsRevoked: false),
        ApiKeyRevoked => state! with { IsRevoked = true },
        _ => state,
    };
}
