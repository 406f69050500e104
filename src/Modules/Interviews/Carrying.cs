using Npgsql;

namespace VideoConf.Interviews;

/// <summary>Room, event and lists follow the interview, in the transaction of its facts: all of it is written, or nothing.</summary>
internal sealed class Carrying(IBookableRooms rooms, IEventPlans plans)
{
    /// <summary>Of the room that an interview has, or will have.</summary>
    public static Guid RoomIdOf(Guid interviewId) => NamedIds.Of(interviewId, "room");

    /// <summary>The facts with the room that they need and that nobody has opened yet.</summary>
    public IReadOnlyList<object> WithRoom(EventSession unit, Interview? before, IReadOnlyList<object> facts)
    {
        var after = facts.Aggregate(before, Interview.Evolve)!;
        if (after.Service is not { Type: ServiceType.Custom, RoomId: null } service) return facts;
        var room = rooms.Open(unit, RoomIdOf(after.Id), RoomOf(after));
        return With(service with { RoomId = room.RoomId, RoomCode = room.Code }, facts);
    }

    /// <summary>The facts with a service of which more is known now.</summary>
    public static IReadOnlyList<object> With(Service service, IReadOnlyList<object> facts) =>
    [
        .. facts.Select(fact => fact switch
        {
            InterviewScheduled f => f with { Service = service },
            ServiceChosen f => f with { Service = service },
            _ => fact,
        }),
    ];

    /// <summary>For interviews that are scheduled with their first facts.</summary>
    /// <param name="unit">Theirs.</param>
    /// <param name="all">As they are with these facts, and the address of who asks for them.</param>
    public void Schedule(EventSession unit, IReadOnlyList<(Interview Interview, string? OrganizerEmail)> all)
    {
        plans.Schedule(unit, [.. all.Where(i => i.Interview.EventId is not null).Select(i => EventOf(i.Interview, i.OrganizerEmail))]);
        InsertPeople(unit, [.. all.Select(i => i.Interview)]);
    }

    public async Task ApplyAsync(EventSession unit, Interview before, Interview after, string? organizerEmail, CancellationToken cancellationToken)
    {
        if (!before.Members.SequenceEqual(after.Members))
        {
            unit.Enlist(new NpgsqlBatchCommand("delete from interviews.people where interview_id = $1") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = after.Id } } });
            InsertPeople(unit, [after]);
        }
        if (after.EventId is null) return;
        if (before.EventId is null) plans.Schedule(unit, [EventOf(after, organizerEmail)]);
        else if (!SameEvent(before, after)) await plans.ApplyAsync(unit, EventOf(after, organizerEmail), cancellationToken);
        // A room that is opened with these facts is right from the start
        if (before.Service?.RoomId is { } roomId && !SameRoom(before, after)) await rooms.KeepAsync(unit, roomId, RoomOf(after), cancellationToken);
    }

    private static bool SameEvent(Interview a, Interview b) =>
        (a.Details, a.Time, a.Service, a.State == InterviewState.Cancelled) == (b.Details, b.Time, b.Service, b.State == InterviewState.Cancelled)
        && a.Members.Select(m => m.Email).SequenceEqual(b.Members.Select(m => m.Email));

    private static bool SameRoom(Interview a, Interview b) =>
        (a.Details.Title, a.Service, a.State == InterviewState.Cancelled) == (b.Details.Title, b.Service, b.State == InterviewState.Cancelled) && a.Members.SequenceEqual(b.Members);

    private static KeptRoom RoomOf(Interview i)
    {
        var interviewer = i.Interviewer;
        return new KeptRoom(
            i.Details.Title, interviewer.PersonId ?? interviewer.GuestId, interviewer.PersonId is null ? [] : [interviewer.GuestId], [.. i.Members.SelectMany(IdsOf).Append(i.Organizer.Id).Distinct()],
            i.Service!.Type == ServiceType.Custom ? null : i.Service.Link, i.State != InterviewState.Cancelled, i.Organizer.Id);
    }

    private static PlannedEvent EventOf(Interview i, string? organizerEmail) => new(
        i.EventId!.Value, i.Organizer.Id, i.Organizer.Name, organizerEmail, i.Details.Title, i.Details.Description, "interview", i.Time!.Start, i.Time.End, i.Time.TimeZone,
        i.Service!.Type == ServiceType.Custom ? new EventPlace(i.Service.RoomId, i.Service.RoomCode, null, false) : new EventPlace(null, null, i.Service.Link, i.Service.Type == ServiceType.GoogleMeet),
        [.. i.Members.Select(m => new Invitee(m.Email, m.Name, m.PersonId))], i.Reminders, i.State == InterviewState.Cancelled);

    private static IEnumerable<Guid> IdsOf(Member member) => member.PersonId is { } account ? [account, member.GuestId] : [member.GuestId];

    private static void InsertPeople(EventSession unit, IReadOnlyList<Interview> all)
    {
        var people = all.SelectMany(i => i.Members.SelectMany(IdsOf).Append(i.Organizer.Id).Distinct().Select(person => (Person: person, Interview: i.Id))).ToList();
        unit.Enlist(new NpgsqlBatchCommand("insert into interviews.people (person_id, interview_id) select * from unnest($1::uuid[], $2::uuid[])")
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(p => p.Person)] }, new NpgsqlParameter<Guid[]> { TypedValue = [.. people.Select(p => p.Interview)] } },
        });
    }
}
