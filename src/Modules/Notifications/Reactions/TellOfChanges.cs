using Npgsql;
using VideoConf.EventStore.Timers;

namespace VideoConf.Notifications.Reactions;

/// <summary>
/// Tells an event's people what is new since they were told last. A moment after the last change: what is moved twice, or
/// taken back at once, is one message or none.
/// </summary>
internal sealed class TellOfChanges(ICalendarEvents calendar, IPeople people, Raiser raiser, NotificationsOptions options, IClock clock) : TimerHandler(Timer)
{
    public const string Timer = "notifications.tell_of_changes";

    internal sealed record Event(Guid EventId);

    public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken) => FireAsync([timer], session, cancellationToken);

    public override async Task FireAsync(IReadOnlyList<DueTimer> timers, EventSession session, CancellationToken cancellationToken)
    {
        var told = await ToldAsync(session, [.. timers.Select(t => t.Read<Event>().EventId)], cancellationToken);
        var changes = (await calendar.ChangesSinceAsync(told, cancellationToken)).Where(c => c.After.Version > told[c.After.Id]).ToList();
        var names = (await people.FindAsync([.. changes.SelectMany(c => c.After.Attendees).Select(a => a.PersonId).OfType<Guid>().Distinct()], cancellationToken)).ToDictionary(p => p.PersonId, p => p.DisplayName);
        var now = clock.GetCurrentInstant();
        await raiser.RaiseAsync(session, [.. changes.SelectMany(c => CalendarNews.Of(c, options.Origin, options.RepliesTo, names, now))], cancellationToken);
        foreach (var change in changes) Remember(session, change.After.Id, change.After.Version);
    }

    private static async Task<Dictionary<Guid, long>> ToldAsync(EventSession session, Guid[] eventIds, CancellationToken cancellationToken)
    {
        await using var command = await session.CreateCommandAsync("select event_id, version from notifications.told where event_id = any($1)", cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = eventIds });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var told = eventIds.ToDictionary(id => id, _ => 0L);
        while (await reader.ReadAsync(cancellationToken)) told[reader.GetGuid(0)] = reader.GetInt64(1);
        return told;
    }

    public static void Remember(EventSession session, Guid eventId, long version) => session.Enlist(new NpgsqlBatchCommand(
        "insert into notifications.told (event_id, version) values ($1, $2) on conflict (event_id) do update set version = greatest(told.version, excluded.version)")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = eventId }, new NpgsqlParameter<long> { TypedValue = version } },
    });
}
