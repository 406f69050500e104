using Microsoft.Extensions.Hosting;
using Npgsql;
using VideoConf.Calendar.Views;
using VideoConf.EventStore.Timers;

namespace VideoConf.Calendar.Reactions;

/// <summary>
/// Once a day, what goes on is written out as far ahead as before, and what is not written out at all is made again. One
/// step takes some events, so that none takes long.
/// </summary>
internal sealed class ExtendHorizon(Bookings bookings, EventDirectory directory, IClock clock) : TimerHandler(Daily)
{
    private const string Daily = "calendar.extend_horizon";
    private const int Most = 100;
    private static readonly Duration Slack = Duration.FromDays(7);

    /// <param name="After">Of the events that were not written out, those up to this one have been seen today.</param>
    internal sealed record Step(Guid After);

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var due = await FindAsync(
            session, $"select event_id from calendar.open_series where written_until < $1 order by written_until limit {Most}",
            new NpgsqlParameter<DateTime> { TypedValue = (bookings.HorizonAt(now) - Slack).ToDateTimeUtc() }, cancellationToken);
        var missing = await FindAsync(
            session,
            $"""
             select id from {directory.Table.Name} d where id > $1
             and not exists (select 1 from calendar.appearances where event_id = d.id) and not exists (select 1 from calendar.open_series where event_id = d.id)
             order by id limit {Most}
             """, new NpgsqlParameter<Guid> { TypedValue = timer.Read<Step>().After }, cancellationToken);
        await ExtendAsync(session, [.. due, .. missing], now, cancellationToken);
        var isDone = due.Count < Most && missing.Count < Most;
        session.SetTimer(Daily, "daily", isDone ? now + Duration.FromDays(1) : now, new Step(isDone || missing.Count == 0 ? Guid.Empty : missing[^1]));
    }

    private static async Task<List<Guid>> FindAsync(EventSession session, string sql, NpgsqlParameter parameter, CancellationToken cancellationToken)
    {
        await using var command = await session.CreateCommandAsync(sql, cancellationToken);
        command.Parameters.Add(parameter);
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(reader.GetGuid(0));
        return found;
    }

    private async Task ExtendAsync(EventSession session, IReadOnlyList<Guid> due, Instant now, CancellationToken cancellationToken)
    {
        var events = new List<(EventStream<CalendarEvent> Stream, CalendarEvent State, IReadOnlyList<Bookings.Slot> Slots)>();
        foreach (var eventId in due)
        {
            var stream = await session.FetchForWritingAsync<CalendarEvent>(eventId, cancellationToken: cancellationToken);
            if (stream.State is { } state) events.Add((stream, state, bookings.SlotsOf(state, now)));
        }
        // All rooms at once: taken one after the other, they could be waited for in a ring.
        var taken = await bookings.ClaimAsync(session, [.. events.Select(e => (e.State.Id, e.Slots))], int.MaxValue, cancellationToken);
        var lost = Lost([.. events.SelectMany(e => e.Slots.Where(s => s.RoomId is not null).Select(s => (e.State.Id, s)))], taken);
        foreach (var (stream, state, _) in events.Where(e => lost.Contains(e.State.Id))) stream.Append(new RoomNotAvailable([.. lost[state.Id]]));
        bookings.Write(session, [.. events.Select(e => (e.State, (IReadOnlyList<Bookings.Slot>)[.. e.Slots.Select(s => lost[e.State.Id].Contains(s.Held.Key) ? s with { RoomId = null } : s)]))], now);
    }

    /// <summary>Who booked a room for one day behind the old horizon was there first; of series that meet there, the one that begins first.</summary>
    internal static ILookup<Guid, LocalDateTime> Lost(IReadOnlyList<(Guid EventId, Bookings.Slot Slot)> wanted, IReadOnlyList<Collision> taken)
    {
        var lost = new List<(Guid EventId, LocalDateTime Key)>();
        foreach (var room in wanted.GroupBy(w => w.Slot.RoomId))
        {
            Interval[] held = [.. taken.Where(t => t.RoomId == room.Key).OrderBy(t => t.Start).Select(t => new Interval(t.Start, t.End))];
            var granted = Instant.MinValue;
            foreach (var (eventId, slot) in room.OrderBy(w => w.Slot.Held.Start).ThenBy(w => w.EventId))
            {
                if (granted <= slot.Held.Start && Alternatives.IsFree(held, slot.Held.Start, slot.Held.End)) granted = slot.Held.End;
                else lost.Add((eventId, slot.Held.Key));
            }
        }
        return lost.ToLookup(l => l.EventId, l => l.Key);
    }

    /// <summary>Sets the first timer; setting it again at the next start changes nothing but its hour.</summary>
    internal sealed class SetAtStart(EventLog log, IClock clock) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await using var session = log.OpenSession(EventMetadata.System);
            session.SetTimer(Daily, "daily", clock.GetCurrentInstant() + Duration.FromMinutes(1), new Step(Guid.Empty));
            await session.SaveChangesAsync(stoppingToken);
        }
    }
}
