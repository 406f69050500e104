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

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var eventId = timer.Read<Event>().EventId;
        var told = await ToldAsync(session, eventId, cancellationToken);
        if (await calendar.ChangeSinceAsync(eventId, told, cancellationToken) is not { } change || change.After.Version <= told) return;
        var names = (await people.FindAsync([.. change.After.Attendees.Select(a => a.PersonId).OfType<Guid>()], cancellationToken)).ToDictionary(p => p.PersonId, p => p.DisplayName);
        await raiser.RaiseAsync(session, [.. CalendarNews.Of(change, options.Origin, options.RepliesTo, names, clock.GetCurrentInstant())], cancellationToken);
        Remember(session, eventId, change.After.Version);
    }

    private static async Task<long> ToldAsync(EventSession session, Guid eventId, CancellationToken cancellationToken)
    {
        await using var command = await session.CreateCommandAsync("select version from notifications.told where event_id = $1", cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = eventId });
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    public static void Remember(EventSession session, Guid eventId, long version) => session.Enlist(new NpgsqlBatchCommand(
        "insert into notifications.told (event_id, version) values ($1, $2) on conflict (event_id) do update set version = greatest(told.version, excluded.version)")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = eventId }, new NpgsqlParameter<long> { TypedValue = version } },
    });
}
