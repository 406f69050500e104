namespace VideoConf.Accounts;

/// <summary>What deciders must know of a person. The revision counts changes of the preferences alone, so that a new name does not make them stale.</summary>
internal sealed record Person(string? DisplayName, UserPreferences? Preferences, long PreferencesRevision, bool IsAdministrator = false) : IEvolve<Person>
{
    private static readonly Person Unknown = new(null, null, 0);

    public static Person? Evolve(Person? state, object fact) => fact switch
    {
        AccountRegistered registered => (state ?? Unknown) with { DisplayName = registered.DisplayName },
        ProfileChanged changed => (state ?? Unknown) with { DisplayName = changed.DisplayName },
        PreferencesChanged changed => (state ?? Unknown) with
        {
            Preferences = changed.Preferences,
            PreferencesRevision = (state?.PreferencesRevision ?? 0) + 1,
        },
        AdministratorAppointed => (state ?? Unknown) with { IsAdministrator = true },
        PersonErased => (state ?? Unknown) with { DisplayName = Erased.Text, Preferences = null, IsAdministrator = false },
        AdministratorDismissed => (state ?? Unknown) with { IsAdministrator = false },
        _ => state,
    };
}
