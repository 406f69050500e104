namespace VideoConf.EventStore;

/// <summary>What is read in place of what was somebody's, after his key was destroyed.</summary>
public static class Erased
{
    /// <summary>In place of a name or a text.</summary>
    public const string Text = "‹erased›";

    // Mail to it goes nowhere (RFC 2606 section 2)
    private const string Domain = "@erased.invalid";

    /// <summary>In place of an e-mail address: one that parses, and to which nobody must write.</summary>
    internal static string Address(Guid keyId) => $"erased-{keyId:N}{Domain}";

    public static bool Is(string? text) => text is not null && (text == Text || text.EndsWith(Domain, StringComparison.OrdinalIgnoreCase));

    private static readonly Guid Addresses = new("6c1d7a52-0c0e-4f0b-9b6e-7d1f6a2e9a41");

    /// <summary>Whose the content of somebody is who has no account, but an address. Letter case does not matter.</summary>
    public static Guid SubjectOf(string email) => NamedIds.Of(Addresses, email.Trim().ToLowerInvariant());
}
