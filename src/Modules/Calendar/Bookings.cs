using Npgsql;
using NpgsqlTypes;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>A time at which a room is wanted by one event and held by another.</summary>
internal sealed record Collision(Guid EventId, Guid RoomId, Instant Start, Instant End);

/// <summary>The written-out occurrences: who holds which room, and who is where, up to the horizon.</summary>
internal sealed class Bookings(CalendarOptions options)
{
    /// <summary>The most that is written out of one event.</summary>
    public const int MostSlots = 20_000;
    private const int MostCollisions = 20;

    public Instant HorizonAt(Instant now) => now + options.Horizon;

    /// <summary>An occurrence with the room that it takes, if it takes one.</summary>
    public readonly record struct Slot(Held Held, Guid? RoomId);

    /// <summary>What is written out of an event; a cancelled one stands in its people's calendars and takes no room.</summary>
    public IReadOnlyList<Slot> SlotsOf(CalendarEvent state, Instant now) =>
        [.. new Series(state).Between(Instant.FromUnixTimeSeconds(0), HorizonAt(now)).Select(o =>
            // What is over holds no room any more: nobody can take it.
            new Slot(o, state.IsCancelled || o.End <= now ? null : state.DetailsOf(o.Key).Place.RoomId))];

    /// <summary>
    /// Looks whether rooms are free, after queueing up with everybody else who books them: what is found free here is free
    /// when this unit is saved.
    /// </summary>
    public async Task<IReadOnlyList<Collision>> ClaimAsync(EventSession unit, IReadOnlyList<(Guid EventId, IReadOnlyList<Slot> Slots)> wanted, CancellationToken cancellationToken)
    {
        var found = await ClaimAsync(unit, wanted, MostCollisions, cancellationToken);
        // A series that is too close for its own length, or the two halves of one
        return found.Count > 0 ? found : [.. Overlaps(wanted)];
    }

    /// <summary>The same, with at most so many collisions with others and none among these events.</summary>
    public async Task<IReadOnlyList<Collision>> ClaimAsync(
        EventSession unit, IReadOnlyList<(Guid EventId, IReadOnlyList<Slot> Slots)> wanted, int most, CancellationToken cancellationToken)
    {
        Slot[] slots = [.. wanted.SelectMany(w => w.Slots).Where(s => s.RoomId is not null)];
        if (slots.Length == 0) return [];
        unit.QueueUp("calendar.room", slots.Select(s => s.RoomId!.Value.ToString()));
        await using var look = await unit.CreateCommandAsync(
            $"""
             select distinct o.event_id, o.room_id, o.starts_at, o.ends_at
             from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w (room_id, starts_at, ends_at)
             join calendar.occurrences o on o.room_id = w.room_id and tstzrange(o.starts_at, o.ends_at) && tstzrange(w.starts_at, w.ends_at)
             where o.event_id <> all($4) order by o.starts_at limit {most}
             """, cancellationToken);
        look.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. slots.Select(s => s.RoomId!.Value)] });
        look.Parameters.Add(Times(slots.Select(s => s.Held.Start)));
        look.Parameters.Add(Times(slots.Select(s => s.Held.End)));
        look.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. wanted.Select(w => w.EventId)] });
        var found = new List<Collision>();
        await using (var reader = await look.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                found.Add(new Collision(reader.GetGuid(0), reader.GetGuid(1), At(reader, 2), At(reader, 3)));
        }
        return found;
    }

    private static IEnumerable<Collision> Overlaps(IReadOnlyList<(Guid EventId, IReadOnlyList<Slot> Slots)> wanted)
    {
        var inOrder = wanted.SelectMany(w => w.Slots.Where(s => s.RoomId is not null).Select(s => (w.EventId, Slot: s)))
            .OrderBy(s => s.Slot.RoomId).ThenBy(s => s.Slot.Held.Start).ToList();
        return inOrder.Zip(inOrder.Skip(1)).Where(p => p.First.Slot.RoomId == p.Second.Slot.RoomId && p.First.Slot.Held.End > p.Second.Slot.Held.Start)
            .Take(MostCollisions).Select(p => new Collision(p.First.EventId, p.First.Slot.RoomId!.Value, p.Second.Slot.Held.Start, p.First.Slot.Held.End));
    }

    /// <summary>When rooms are held within a window, by others than these events.</summary>
    public static async Task<IReadOnlyList<Collision>> HeldAsync(
        EventSession unit, Guid roomId, Instant from, Instant to, IEnumerable<Guid> except, CancellationToken cancellationToken)
    {
        await using var command = await unit.CreateCommandAsync(
            """
            select event_id, room_id, starts_at, ends_at from calendar.occurrences
            where room_id = $1 and tstzrange(starts_at, ends_at) && tstzrange($2, $3) and event_id <> all($4)
            """, cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = to.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. except] });
        var found = new List<Collision>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(new Collision(reader.GetGuid(0), reader.GetGuid(1), At(reader, 2), At(reader, 3)));
        return found;
    }

    /// <summary>Writes events' occurrences anew, in the transaction of their facts.</summary>
    public void Write(EventSession unit, IReadOnlyList<(CalendarEvent State, IReadOnlyList<Slot> Slots)> events, Instant now)
    {
        // First all that was: what goes on from a cut takes the room of what it was cut from
        foreach (var table in (string[])["occurrences", "appearances", "open_series"])
            unit.Enlist(new NpgsqlBatchCommand($"delete from calendar.{table} where event_id = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(e => e.State.Id)] } } });
        WriteNew(unit, events, now);
    }

    /// <summary>The same for events of which nothing has been written yet.</summary>
    public void WriteNew(EventSession unit, IReadOnlyList<(CalendarEvent State, IReadOnlyList<Slot> Slots)> events, Instant now)
    {
        var held = events.Where(e => !e.State.IsCancelled).SelectMany(e => e.Slots.Select(s => (e.State.Id, Slot: s))).ToList();
        if (held.Count > 0)
        {
            unit.Enlist(WithSlots("insert into calendar.occurrences (event_id, occurrence, starts_at, ends_at, room_id) select * from unnest($1::uuid[], $2::timestamp[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])",
                held, new NpgsqlParameter { Value = held.Select(h => h.Slot.RoomId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }));
        }
        var appearing = events.SelectMany(e => e.Slots.Select(s => (e.State.Id, Slot: s))).ToList();
        if (appearing.Count > 0)
        {
            var people = events.SelectMany(e => e.State.People.Select(person => (e.State.Id, Person: person))).ToList();
            unit.Enlist(WithSlots(
                """
                insert into calendar.appearances (event_id, occurrence, starts_at, ends_at, person_id)
                select o.*, p.person_id from unnest($1::uuid[], $2::timestamp[], $3::timestamptz[], $4::timestamptz[]) as o (event_id, occurrence, starts_at, ends_at)
                join unnest($5::uuid[], $6::uuid[]) as p (event_id, person_id) on p.event_id = o.event_id
                """,
                appearing, new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(p => p.Id)] }, new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(p => p.Person)] }));
        }
        foreach (var (state, _) in events.Where(e => !e.State.IsCancelled && new Series(e.State).Between(HorizonAt(now), Instant.MaxValue).Any()))
        {
            unit.Enlist(new NpgsqlBatchCommand("insert into calendar.open_series (event_id, people, written_until) values ($1, $2, $3)")
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = state.Id }, new NpgsqlParameter<Guid[]> { TypedValue = [.. state.People] },
                    new NpgsqlParameter<DateTime> { TypedValue = HorizonAt(now).ToDateTimeUtc() },
                },
            });
        }
    }

    private static NpgsqlBatchCommand WithSlots(string sql, IReadOnlyList<(Guid EventId, Slot Slot)> slots, params ReadOnlySpan<NpgsqlParameter> more)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. slots.Select(s => s.EventId)] });
        command.Parameters.Add(new NpgsqlParameter { Value = slots.Select(s => s.Slot.Held.Key.ToDateTimeUnspecified()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Timestamp });
        command.Parameters.Add(Times(slots.Select(s => s.Slot.Held.Start)));
        command.Parameters.Add(Times(slots.Select(s => s.Slot.Held.End)));
        foreach (var parameter in more) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter Times(IEnumerable<Instant> times) =>
        new() { Value = times.Select(t => t.ToDateTimeUtc()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    internal static Instant At(NpgsqlDataReader reader, int column) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));
}
