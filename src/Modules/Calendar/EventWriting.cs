using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>A verb's word on an event: a decision, or a problem found on the way to it.</summary>
internal readonly record struct Verdict(Decision? Decision, IResult? Problem)
{
    public Verdict(Decision decision) : this(decision, null) { }

    public Verdict(IResult problem) : this(null, problem) { }
}

/// <summary>An event's state at a version.</summary>
internal sealed record At(CalendarEvent State, long Version);

/// <summary>What a change came to, or would come to.</summary>
/// <param name="Before">The event as it was; null when it is new.</param>
/// <param name="After">What was written, the event that goes on first. Empty when nothing changed.</param>
internal sealed record Written(IResult? Problem, At? Before, IReadOnlyList<At> After, IReadOnlyList<Collision> Collisions, IReadOnlyDictionary<Guid, string> Titles, IReadOnlyList<Overlap> Overlaps)
{
    public static Written Refused(IResult problem) => new(problem, null, [], [], new Dictionary<Guid, string>(), []);
}

/// <summary>Carries out what changes events: facts, rooms and written-out occurrences in one transaction, or none of it.</summary>
internal sealed class EventWriting(EventLog log, Bookings bookings, EventFinder events, Overlaps overlaps, IClock clock) : IDisposable
{
    // A change holds a connection, maybe waiting for a room, and looks for people and rooms on another one. A crowd that
    // held all connections of the pool would wait for ever for one more.
    private readonly SemaphoreSlim atOnce = new(32);

    public void Dispose() => atOnce.Dispose();

    /// <param name="metadata">Who gives the command.</param>
    /// <param name="caller">The account that asks.</param>
    /// <param name="eventId">The event, or the one that shall be.</param>
    /// <param name="expectedVersion">If-Match.</param>
    /// <param name="dryRun">Say what would come of it and write nothing.</param>
    /// <param name="decide">The decision about the event as it stands; null when there is none, or none for this caller.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Written> RunAsync(
        EventMetadata metadata, Caller caller, Guid eventId, long? expectedVersion, bool dryRun,
        Func<EventSession, At?, Task<Verdict>> decide, CancellationToken cancellationToken) =>
        RunAsync(new Run(metadata, caller, e => e.IsVisibleTo(caller.PersonId), eventId, expectedVersion, dryRun, decide), cancellationToken);

    /// <summary>The same for one who was invited and is not signed in: no account, no event but this.</summary>
    /// <param name="metadata">Where the command comes from.</param>
    /// <param name="invitation">What he was invited to, and as whom.</param>
    /// <param name="decide">The decision about the event as it stands; null when there is none, or he is not invited to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Written> RunAsync(EventMetadata metadata, Invitation invitation, Func<CalendarEvent?, Decision> decide, CancellationToken cancellationToken) =>
        RunAsync(new Run(metadata, null, invitation.IsTo, invitation.EventId, null, DryRun: false, (_, before) => Task.FromResult(new Verdict(decide(before?.State)))), cancellationToken);

    private sealed record Run(
        EventMetadata Metadata, Caller? Caller, Func<CalendarEvent, bool> IsShown, Guid EventId, long? ExpectedVersion, bool DryRun, Func<EventSession, At?, Task<Verdict>> Decide);

    private async Task<Written> RunAsync(Run run, CancellationToken cancellationToken)
    {
        await atOnce.WaitAsync(cancellationToken);
        try
        {
            return await OneOfFewAsync(run, cancellationToken);
        }
        finally
        {
            atOnce.Release();
        }
    }

    private async Task<Written> OneOfFewAsync(Run run, CancellationToken cancellationToken)
    {
        var written = Written.Refused(Refusal.EventNotFound.Problem()!);
        await log.ExecuteAsync(run.Metadata, async unit =>
        {
            var stream = await unit.FetchForWritingAsync<CalendarEvent>(run.EventId, null, cancellationToken);
            var before = stream.State is { } state && run.IsShown(state) ? new At(state, stream.Version) : null;
            // Only now: to one who may not see it, an event has no version.
            if (before is not null && run.ExpectedVersion is { } expected && expected != stream.Version) throw new VersionMismatchException(expected, stream.Version);
            var verdict = await run.Decide(unit, before);
            if ((verdict.Problem ?? verdict.Decision!.Problem()) is { } problem)
            {
                written = Written.Refused(problem);
                return Decision.Nothing;
            }
            written = await WriteAsync(unit, stream, before, verdict.Decision!, run, cancellationToken);
            return run.DryRun || written.Problem is not null || written.After.Count == 0 ? Decision.Nothing : verdict.Decision!;
        }, cancellationToken);
        return written;
    }

    private async Task<Written> WriteAsync(EventSession unit, EventStream<CalendarEvent> stream, At? before, Decision decision, Run run, CancellationToken cancellationToken)
    {
        if (decision is not Decision.Accepted { Facts: var facts })
            return new Written(null, before, [], [], new Dictionary<Guid, string>(), []);
        var now = clock.GetCurrentInstant();
        var after = await RouteAsync(unit, stream, facts, cancellationToken);
        // Neither an answer nor what happened changes when and where it is held, nor can a taken room be in their way.
        List<(Guid EventId, IReadOnlyList<Bookings.Slot> Slots)> slots = facts.All(f => f is InvitationAnswered or EventStarted or EventCompleted or EventReopened)
            ? []
            : [.. after.Select(e => (e.State.Id, bookings.SlotsOf(e.State, now)))];
        // A long past counts, too: all of it is written out
        if (slots.Any(s => s.Slots.Count > Bookings.MostSlots)) return Written.Refused(Refusal.TooManyOccurrences.Problem()!);
        var collisions = await bookings.ClaimAsync(unit, slots, cancellationToken);
        if (slots.Count > 0) bookings.Write(unit, [.. after.Zip(slots, (e, s) => (e.State, s.Slots))], now);
        var titles = collisions.Count == 0 ? [] : (await events.FindAsync(unit, collisions.Select(c => c.EventId), cancellationToken))
            .Where(e => run.IsShown(e.Value.Data)).ToDictionary(e => e.Key, e => e.Value.Data.Details.Title);
        var problem = collisions.Count > 0 && !run.DryRun
            ? RoomTaken.Problem(collisions, titles, after[0].State, await AlternativesAsync(unit, slots, collisions, now, cancellationToken))
            : null;
        return new Written(problem, before, after, collisions, titles, run is { DryRun: true, Caller: { } caller } ? await overlaps.FindAsync(unit, after[0].State, caller, now, cancellationToken) : []);
    }

    // A fact that schedules another event starts that one's stream; facts about other events stand with their streams.
    private static async Task<List<At>> RouteAsync(EventSession unit, EventStream<CalendarEvent> stream, IReadOnlyList<object> facts, CancellationToken cancellationToken)
    {
        var after = new List<At>();
        foreach (var started in facts.OfType<EventScheduled>().Where(f => f.EventId != stream.Id))
        {
            unit.StartStream<CalendarEvent>(started.EventId, started);
            after.Add(new At(CalendarEvent.Evolve(null, started)!, 1));
        }
        foreach (var taken in facts.OfType<Undoing>())
        {
            var other = await unit.FetchForWritingAsync<CalendarEvent>(taken.EventId, taken.Version, cancellationToken);
            other.Append(taken.Fact);
            after.Add(new At(CalendarEvent.Evolve(other.State, taken.Fact)!, other.Version + 1));
        }
        object[] own = [.. facts.Where(f => f is not Undoing && (f is not EventScheduled started || started.EventId == stream.Id))];
        stream.Append(own);
        var self = new At(own.Aggregate(stream.State, CalendarEvent.Evolve)!, stream.Version + own.Length);
        // Of a split, what goes on is the answer; of an undo, what was undone.
        if (facts.OfType<Undoing>().Any()) after.Insert(0, self);
        else after.Add(self);
        return after;
    }

    private static async Task<IReadOnlyList<Interval>> AlternativesAsync(
        EventSession unit, IReadOnlyList<(Guid EventId, IReadOnlyList<Bookings.Slot> Slots)> slots, IReadOnlyList<Collision> collisions, Instant now, CancellationToken cancellationToken)
    {
        var roomId = collisions[0].RoomId;
        Interval[] wanted = [.. slots.SelectMany(s => s.Slots).Where(s => s.RoomId == roomId).Select(s => new Interval(s.Held.Start, s.Held.End)).OrderBy(w => w.Start)];
        var reach = Duration.FromHours(12);
        var held = await Bookings.HeldAsync(unit, roomId, wanted[0].Start - reach, wanted[^1].End + reach, slots.Select(s => s.EventId), cancellationToken);
        return Alternatives.Near(wanted, [.. held.Select(h => new Interval(h.Start, h.End))], now);
    }
}

/// <summary>A fact for another event's stream, which must still be at this version.</summary>
internal sealed record Undoing(Guid EventId, long Version, object Fact);
