namespace VideoConf.Accounts;

// A key's stream. The key itself is nowhere: of 32 random bytes the hash tells nothing. Who made it stands in the metadata.

internal sealed record ApiKeyCreated(string Name, string Prefix, string Hash, IReadOnlyList<string> Scopes, int RequestsPerMinute, Instant At);

internal sealed record ApiKeyRevoked(Instant At);
