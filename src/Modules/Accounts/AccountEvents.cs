namespace VideoConf.Accounts;

// A person's stream: that of an account from its registration on, or that of a guest who set preferences.
// No e-mail address and nothing secret is ever in a fact: facts are for ever. A name is encrypted (docs/erasure.md).

internal sealed record AccountRegistered(Guid AccountId, [property: Personal(nameof(AccountRegistered.AccountId))] string DisplayName);

internal sealed record ProfileChanged([property: Personal] string DisplayName);

internal sealed record PasswordChanged;

internal sealed record LockedOut(Instant Until);

internal sealed record PreferencesChanged(UserPreferences Preferences);

// By whom stands in the metadata
internal sealed record AdministratorAppointed;

internal sealed record AdministratorDismissed;

/// <summary>What was his is gone from the log and from everything that is made of it.</summary>
internal sealed record PersonErased(Instant At);
