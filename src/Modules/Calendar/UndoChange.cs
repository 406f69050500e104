using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

/// <summary>Takes the last change back by a fact of its own; nothing is ever taken out of the log.</summary>
/// <param name="Last">The facts of that change, in order; empty when there was none.</param>
/// <param name="Before">The event before it; null when it did not exist.</param>
/// <param name="Other">The event that was split off by it, as it stands now.</param>
internal sealed record UndoChange(Guid By, IReadOnlyList<object> Last, CalendarEvent? Before, long BeforeVersion, At? Other, Instant Now)
{
    public static Decision Decide(UndoChange c, CalendarEvent? state)
    {
        if (state is null) return Refusal.EventNotFound;
        if (state.Organizer.PersonId != c.By) return Refusal.NotOrganizer;
        if (c.Last.Count == 0 || c.Last.Any(f => f is EventRestored)) return Refusal.NothingToUndo;
        if (c.Before is null) return state.IsCancelled ? Refusal.NothingToUndo : Decision.Accept(new EventCancelled(c.Now));
        var restored = new EventRestored(c.BeforeVersion, c.Before with
        {
            // What was answered and what happened since is no part of the change
            Attendees = [.. c.Before.Attendees.Select(a => state.Attendees.Find(b => b.Id == a.Id) ?? a)], Progress = state.Progress,
        });
        if (c.Last.OfType<SeriesSplit>().FirstOrDefault() is not { Into: { } into }) return Decision.Accept(restored);
        return c.Other is { Version: 1 } other ? Decision.Accept(restored, new Undoing(into, other.Version, new EventCancelled(c.Now))) : Refusal.ChangedSince;
    }

    public static async Task<IResult> Endpoint(
        Guid id, HttpContext http, EventLog log, EventWriting writing, EventResources resources, IClock clock, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var expected = ETags.ReadIfMatch(http.Request);
        // What has only been split off is taken back where it was split from.
        var own = await log.FetchStreamAsync(id, cancellationToken: cancellationToken);
        var origin = LastChange(own) is [{ Data: EventScheduled { SplitFrom: { } from } }] ? from : (Guid?)null;
        var written = await writing.RunAsync(http.Metadata(), caller, origin ?? id, origin is null ? expected : null, dryRun == true, async (_, before) =>
        {
            if (before is null) return new Verdict(Refusal.EventNotFound);
            if (origin is not null && expected is { } seen && seen != own[^1].Version) throw new VersionMismatchException(seen, own[^1].Version);
            var facts = await log.FetchStreamAsync(origin ?? id, toVersion: before.Version, cancellationToken: cancellationToken);
            var last = LastChange(facts);
            if (origin is not null && !last.Any(f => f.Data is SeriesSplit cut && cut.Into == id)) return new Verdict(Refusal.ChangedSince);
            var (earlier, version) = last.Count == 0 ? (null, 0L) : (Fold(facts, last[0].Version - 1), last[0].Version - 1);
            var into = last.Select(f => f.Data).OfType<SeriesSplit>().FirstOrDefault()?.Into;
            var other = into is { } split ? Fold(await log.FetchStreamAsync(split, cancellationToken: cancellationToken)) : null;
            return new Verdict(Decide(new UndoChange(caller.PersonId, [.. last.Select(f => f.Data!)], earlier, version, other, clock.GetCurrentInstant()), before.State));
        }, cancellationToken);
        return resources.Answer(written, caller, dryRun == true, null, http.Response);
    }

    /// <summary>The facts of the last request that changed the event; answers and what happened since are passed over.</summary>
    internal static IReadOnlyList<StoredEvent> LastChange(IReadOnlyList<StoredEvent> facts)
    {
        var changes = facts.Where(f => f.Data is not (null or InvitationAnswered or EventStarted or EventCompleted or EventReopened or RoomNotAvailable)).ToList();
        // One trace may hold several requests, and one moment several changes.
        return changes.Count == 0 ? [] : [.. changes.Where(f => (f.Metadata.CorrelationId, f.RecordedAt) == (changes[^1].Metadata.CorrelationId, changes[^1].RecordedAt))];
    }

    private static CalendarEvent? Fold(IEnumerable<StoredEvent> facts, long toVersion) =>
        facts.Where(f => f.Version <= toVersion && f.Data is not null).Select(f => f.Data!).Aggregate(default(CalendarEvent), CalendarEvent.Evolve);

    private static At? Fold(IReadOnlyList<StoredEvent> facts) =>
        Fold(facts, long.MaxValue) is { } state ? new At(state, facts[^1].Version) : null;
}
