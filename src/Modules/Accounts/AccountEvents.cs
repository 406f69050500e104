namespace VideoConf.Accounts;

// A person's stream: that of an account from its registration on, or that of a guest who set preferences.
// No e-mail address and nothing secret is ever in a fact: facts are for ever.

internal sealed record AccountRegistered(Guid AccountId, string DisplayName);

internal sealed record ProfileChanged(string DisplayName);

internal sealed record PasswordChanged;

internal sealed record LockedOut(Instant Until);

internal sealed record PreferencesChanged(UserPreferences Preferences);

// By whom stands in the metadata
internal sealed record AdministratorAppointed;

internal sealed record AdministratorDismissed;
