using VideoConf.EventStore.Projections;

namespace VideoConf.Accounts;

/// <summary>Everybody's preferences, for those who write to many at once.</summary>
internal sealed class PreferencesOfPeople() : StreamView<UserPreferences>("preferences", "person", version: 2)
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(PreferencesChanged), typeof(PersonErased)];

    public override UserPreferences? Fold(UserPreferences? row, StoredEvent e) => e.Data switch
    {
        PreferencesChanged changed => changed.Preferences,
        PersonErased => null,
        _ => row,
    };
}
