namespace VideoConf.Signaling;

/// <summary>Section <c>Signaling</c> of the configuration. Without it browsers find one another on the local network alone, and nothing outside is asked.</summary>
public sealed record SignalingOptions
{
    /// <summary>STUN servers (RFC 7064), e.g. <c>stun:stun.example.org:3478</c>.</summary>
    public IReadOnlyList<string> Stun { get; init; } = [];

    /// <summary>TURN servers (RFC 7065), e.g. <c>turn:turn.example.org:3478?transport=udp</c>.</summary>
    public IReadOnlyList<string> Turn { get; init; } = [];

    /// <summary>What the TURN servers share with us: coturn's <c>static-auth-secret</c>.</summary>
    public string? TurnSecret { get; init; }

    /// <summary>How long a TURN credential opens new allocations, 1 minute to 7 days. Longer than a meeting: a browser asks for it once.</summary>
    public TimeSpan TurnTtl { get; init; } = TimeSpan.FromHours(12);

    // Promises of docs/signaling-protocol.md, not the operator's to change; tests shorten them.
    internal TimeSpan TicketLifetime { get; init; } = TimeSpan.FromMinutes(10);
    internal TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(4);
    // Looked at every second, so that 10 s are never exceeded.
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(9);
    internal TimeSpan Absence { get; init; } = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">A value cannot be used; the message is for the operator.</exception>
    public SignalingOptions Validated()
    {
        Check(nameof(Stun), Stun, "stun:", "stuns:");
        Check(nameof(Turn), Turn, "turn:", "turns:");
        if (Turn.Count > 0 && string.IsNullOrWhiteSpace(TurnSecret))
            throw new InvalidOperationException("Signaling:Turn is set, so Signaling:TurnSecret must be: the static-auth-secret of the TURN servers.");
        if (Turn.Count == 0 && TurnSecret is not null)
            throw new InvalidOperationException("Signaling:TurnSecret is set, but Signaling:Turn names no server.");
        if (TurnTtl < TimeSpan.FromMinutes(1) || TurnTtl > TimeSpan.FromDays(7))
            throw new InvalidOperationException($"Signaling:TurnTtl must be from 00:01:00 to 7.00:00:00, not {TurnTtl}.");
        return this;
    }

    private static void Check(string name, IReadOnlyList<string> urls, string plain, string secure)
    {
        foreach (var url in urls)
        {
            var scheme = url.StartsWith(plain, StringComparison.Ordinal) ? plain : secure;
            if (!url.StartsWith(scheme, StringComparison.Ordinal) || url.Length == scheme.Length || url.AsSpan(scheme.Length).StartsWith("//"))
                throw new InvalidOperationException($"Signaling:{name} has '{url}'; an entry reads {plain}host:port or {secure}host:port.");
        }
    }
}
