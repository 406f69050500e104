using VideoConf.EventStore.Projections;

namespace VideoConf.Accounts;

/// <summary>Everybody's preferences, for those who write to many at once.</summary>
internal sealed class PreferencesOfPeople() : StreamView<UserPreferences>("preferences", "person")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(PreferencesChanged)];

    public override UserPreferences? Fold(UserPreferences? row, StoredEvent e) => e.Data is PreferencesChanged changed ? changed.Preferences : row;
}
