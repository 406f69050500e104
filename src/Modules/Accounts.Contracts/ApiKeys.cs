using VideoConf.EventStore;

namespace VideoConf.Accounts.Contracts;

/// <summary>A key of the API, without the key.</summary>
/// <param name="Id">Names it, for revoking and in the log.</param>
/// <param name="Name">What it was made for, in somebody's words.</param>
/// <param name="Prefix">How the key begins, to recognise it by.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="RequestsPerMinute">1 to 100,000.</param>
/// <param name="CreatedBy">The administrator's name, or the operator's on his machine.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">Not null: it opens nothing any more.</param>
public sealed record ApiKeyInfo(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, int RequestsPerMinute, string? CreatedBy, Instant CreatedAt, Instant? RevokedAt);

/// <summary>What came of making a key.</summary>
/// <param name="Info">Null when it was refused.</param>
/// <param name="Key">The key itself; it is kept nowhere, and cannot be had again.</param>
/// <param name="Complaints">A sentence for everything that is wrong with what was asked for.</param>
public sealed record ApiKeyAttempt(ApiKeyInfo? Info, string? Key, IReadOnlyList<string> Complaints);

/// <summary>Keys of the API: for the operator's commands, and for modules that keep something for a key.</summary>
public interface IApiKeys
{
    /// <param name="name">1 to 80 characters.</param>
    /// <param name="scopes">One or more of those that there are.</param>
    /// <param name="requestsPerMinute">1 to 100,000; null: 600.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    Task<ApiKeyAttempt> CreateAsync(string? name, IReadOnlyList<string?>? scopes, int? requestsPerMinute, EventMetadata by, CancellationToken cancellationToken);

    /// <summary>The newest first, revoked ones among them.</summary>
    Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken);

    /// <returns>False when there is no such key. To revoke a revoked key is no fault.</returns>
    Task<bool> RevokeAsync(Guid id, EventMetadata by, CancellationToken cancellationToken);

    /// <summary>The stored facts after which a key opens nothing any more; their stream is its id.</summary>
    IReadOnlyCollection<Type> Revocations { get; }
}
