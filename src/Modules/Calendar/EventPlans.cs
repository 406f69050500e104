using Npgsql;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Events that another module holds something of its own in.</summary>
internal sealed class EventPlans(Bookings bookings, EventFinder events, IClock clock) : IEventPlans
{
    public void Schedule(EventSession unit, IReadOnlyList<PlannedEvent> plans)
    {
        var now = clock.GetCurrentInstant();
        var scheduled = plans.Select(plan => new EventScheduled(
            plan.EventId, ScheduleEvent.UidOf(plan.EventId), new Organizer(plan.OrganizerId, plan.OrganizerName, plan.OrganizerEmail), DetailsOf(plan), TimeOf(plan), AttendeesOf(plan, []), [], null, now)).ToList();
        foreach (var fact in scheduled) unit.StartStream<CalendarEvent>(fact.EventId, fact);
        bookings.WriteNew(unit, [.. scheduled.Select(fact => CalendarEvent.Evolve(null, fact)!).Select(state => (state, bookings.SlotsOf(state, now)))], now);
    }

    public async Task ApplyAsync(EventSession unit, PlannedEvent plan, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var stream = await unit.FetchForWritingAsync<CalendarEvent>(plan.EventId, cancellationToken: cancellationToken);
        if (stream.State is not { } state) return;
        var facts = Facts(state, stream.Version, plan, now);
        if (facts.Count == 0) return;
        stream.Append(facts);
        var after = facts.Aggregate(state, (s, fact) => CalendarEvent.Evolve(s, fact)!);
        var slots = bookings.SlotsOf(after, now);
        if ((await bookings.ClaimAsync(unit, [(after.Id, slots)], cancellationToken)).Count > 0) throw new ConcurrencyException("The room is held by another event at this time.");
        bookings.Write(unit, [(after, slots)], now);
    }

    internal static IReadOnlyList<object> Facts(CalendarEvent state, long version, PlannedEvent plan, Instant now)
    {
        if (plan.IsCancelled) return state.IsCancelled ? [] : [new EventCancelled(now)];
        List<object> facts = state.IsCancelled ? [new EventRestored(version, state with { IsCancelled = false })] : [];
        var decided = ChangeEvent.Decide(
            new ChangeEvent(state.Organizer.PersonId, Scope.All, null, new EventPlan(DetailsOf(plan), TimeOf(plan), AttendeesOf(plan, state.Attendees)), Guid.Empty, now), state with { IsCancelled = false });
        if (decided is Decision.Accepted accepted) facts.AddRange(accepted.Facts);
        return facts;
    }

    private static EventDetails DetailsOf(PlannedEvent plan) => new(
        plan.Title, plan.Description, plan.Type switch { "interview" => EventType.Interview, "training" => EventType.Training, _ => EventType.Meeting }, [.. plan.Reminders.Distinct().Order()],
        plan.Place switch
        {
            { RoomId: { } room, RoomCode: { } code } => new Place(PlaceKind.Room, room, code, $"/room/{code}"),
            { Url: { } url } => new Place(plan.Place.IsGoogleMeet ? PlaceKind.GoogleMeet : PlaceKind.Link, Url: url),
            _ => Place.None,
        }, plan.OrganizerId);

    private static EventTime TimeOf(PlannedEvent plan) => new(plan.Start, plan.End, plan.TimeZone, AllDay: false, null);

    private static IReadOnlyList<Attendee> AttendeesOf(PlannedEvent plan, IReadOnlyList<Attendee> known) =>
        [.. plan.Invitees.Where(i => i.PersonId != plan.OrganizerId).Select(i =>
            known.FirstOrDefault(a => a.Email.Equals(i.Email, StringComparison.OrdinalIgnoreCase)) ?? new Attendee(Guid.CreateVersion7(), i.Email, i.Name, i.PersonId, Answer.NeedsAction, null, []))];

    public async Task<IReadOnlyList<BusyTime>> BusyAsync(EventSession unit, IReadOnlyList<BusyTime> asked, CancellationToken cancellationToken)
    {
        if (asked.Count == 0) return [];
        await using var command = await unit.CreateCommandAsync(
            """
            select distinct a.person_id, a.event_id, a.occurrence, a.starts_at, a.ends_at
            from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::uuid[]) as w (person_id, starts_at, ends_at, event_id)
            join calendar.appearances a on a.person_id = w.person_id and a.starts_at < w.ends_at and a.ends_at > w.starts_at and a.starts_at > w.starts_at - interval '1 day'
            where a.event_id is distinct from w.event_id
            """, cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. asked.Select(a => a.PersonId)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. asked.Select(a => a.Start.ToDateTimeUtc())] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. asked.Select(a => a.End.ToDateTimeUtc())] });
        command.Parameters.Add(new NpgsqlParameter { Value = asked.Select(a => a.EventId).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid });
        var rows = new List<(Guid Person, Guid Event, LocalDateTime Key, Instant Start, Instant End)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                rows.Add((reader.GetGuid(0), reader.GetGuid(1), LocalDateTime.FromDateTime(reader.GetDateTime(2)), Bookings.At(reader, 3), Bookings.At(reader, 4)));
        }
        if (rows.Count == 0) return [];
        var states = await events.FindAsync(unit, rows.Select(r => r.Event), cancellationToken);
        return [.. from row in rows
            let e = states.GetValueOrDefault(row.Event)?.Data
            where e is not null && !e.Time.AllDay && e.TakesUp(row.Person, row.Key)
            select new BusyTime(row.Person, row.Start, row.End, row.Event, e.DetailsOf(row.Key).Title)];
    }
}
