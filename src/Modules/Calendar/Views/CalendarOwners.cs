using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Calendar.Views;

internal sealed class CalendarOwners() : StreamView<CalendarOwner>("calendarowner", "calendar_owner", version: 3)
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(FreeBusyShared), typeof(FreeBusyHidden), typeof(FeedOpened), typeof(FeedRevoked), typeof(OutsideCalendarSubscribed), typeof(OutsideCalendarRemoved)];

    protected override IReadOnlyList<ViewColumn<CalendarOwner>> Columns { get; } =
    [
        new("person_id", NpgsqlDbType.Uuid, o => o.PersonId, Unique: true),
        new("feed_hash", NpgsqlDbType.Text, o => o.Feed?.SecretHash, Unique: true),
    ];

    public override CalendarOwner? Fold(CalendarOwner? row, StoredEvent e) => e.Data is { } fact ? CalendarOwner.Evolve(row, fact) : row;
}

/// <summary>Who lets others see when he is busy.</summary>
internal sealed class SharingFinder(EventStore.Projections.Views views, CalendarOwners owners)
{
    public async Task<IReadOnlySet<Guid>> WhoSharesAsync(IEnumerable<Guid> people, CancellationToken cancellationToken) =>
        (await views.QueryAsync(owners, "where person_id = any($1)", [people.ToArray()], cancellationToken)).Where(o => o.Data.SharesFreeBusy).Select(o => o.Data.PersonId).ToHashSet();
}

/// <summary>Finds what a person decided about his calendar.</summary>
internal sealed class OwnerFinder(EventStore.Projections.Views views, CalendarOwners owners)
{
    public Task<ViewRow<CalendarOwner>?> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        views.LoadAsync(owners, CalendarOwner.StreamOf(personId), cancellationToken);

    public async Task<CalendarOwner?> OfFeedAsync(string secretHash, CancellationToken cancellationToken) =>
        (await views.QueryAsync(owners, "where feed_hash = $1", [secretHash], cancellationToken)).SingleOrDefault()?.Data;
}
