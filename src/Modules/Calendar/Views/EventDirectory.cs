using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Calendar.Views;

/// <summary>Every event as it stands.</summary>
internal sealed class EventDirectory() : StreamView<CalendarEvent>("calendarevent", "calendar_event", version: 3)
{
    public override IReadOnlyCollection<Type> Facts { get; } =
    [
        typeof(EventScheduled), typeof(EventRescheduled), typeof(EventDetailsChanged), typeof(AttendeesInvited), typeof(AttendeesRemoved), typeof(InvitationAnswered),
        typeof(OccurrenceChanged), typeof(OccurrenceCancelled), typeof(SeriesSplit), typeof(EventCancelled), typeof(EventRestored), typeof(EventStarted),
        typeof(EventCompleted), typeof(EventReopened), typeof(RoomNotAvailable), typeof(EventImported),
    ];

    protected override IReadOnlyList<ViewColumn<CalendarEvent>> Columns { get; } =
    [
        // A file is taken in twice: the second time it finds what the first brought.
        new("uid", NpgsqlDbType.Text, e => e.Uid),
        new("organizer_uid", NpgsqlDbType.Text, e => OrganizerUid(e.Organizer.PersonId, e.Uid), Unique: true),
    ];

    public static string OrganizerUid(Guid organizerId, string uid) => $"{organizerId:N} {uid}";

    public override CalendarEvent? Fold(CalendarEvent? row, StoredEvent e)
    {
        var after = e.Data is { } fact ? CalendarEvent.Evolve(row, fact) : row;
        return row is not null && after is not null && after.Sequence != row.Sequence && e.Data is not EventImported ? after with { RevisedAt = e.RecordedAt } : after;
    }
}

/// <summary>Finds events for the verbs and the lists.</summary>
internal sealed class EventFinder(EventStore.Projections.Views views, EventDirectory directory)
{
    public async Task<ViewRow<CalendarEvent>?> FindAsync(Guid id, Guid personId, CancellationToken cancellationToken) =>
        await views.LoadAsync(directory, id, cancellationToken) is { } found && found.Data.IsVisibleTo(personId) ? found : null;

    public async Task<ViewRow<CalendarEvent>?> FindAsync(Invitation invitation, CancellationToken cancellationToken) =>
        await views.LoadAsync(directory, invitation.EventId, cancellationToken) is { } found && invitation.IsTo(found.Data) ? found : null;

    /// <summary>Several, when several people here took the same one in from a file.</summary>
    public async Task<IReadOnlyList<CalendarEvent>> OfUidAsync(string uid, CancellationToken cancellationToken) =>
        [.. (await views.QueryAsync(directory, "where uid = $1", [uid], cancellationToken)).Select(e => e.Data)];

    public async Task<IReadOnlyDictionary<Guid, ViewRow<CalendarEvent>>> FindAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await views.QueryAsync(directory, "where id = any($1)", [ids.Distinct().ToArray()], cancellationToken)).ToDictionary(e => e.Id);

    /// <summary>The same in a unit of work, on its connection.</summary>
    public async Task<IReadOnlyDictionary<Guid, ViewRow<CalendarEvent>>> FindAsync(EventSession unit, IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await unit.QueryAsync(directory, "where id = any($1)", [ids.Distinct().ToArray()], cancellationToken)).ToDictionary(e => e.Id);
}
