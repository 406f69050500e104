using Npgsql;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>What the interviewer has at the time that an interview is wanted.</summary>
/// <param name="Title">Of what he has.</param>
internal sealed record BusyConflict(Guid? EventId, string? Title, Instant Start, Instant End);

/// <summary>Finds interviewers who are taken: by their calendar when they have an account, otherwise by the interviews that they hold.</summary>
internal sealed class BusyInterviewers(IEventPlans plans, InterviewFinder interviews)
{
    /// <summary>
    /// What is in the way of each of these, in their order; null for nothing. Queues up behind everybody else who wants the
    /// same interviewers: who is free here is free when this unit is saved.
    /// </summary>
    public async Task<IReadOnlyList<BusyConflict?>> FindAsync(EventSession unit, IReadOnlyList<Interview> wanted, CancellationToken cancellationToken)
    {
        var timed = wanted.Where(w => w.Time is not null).ToList();
        if (timed.Count == 0) return [.. wanted.Select(_ => (BusyConflict?)null)];
        unit.QueueUp("interviews.interviewer", timed.Select(w => w.Interviewer.Key));
        var taken = await InCalendarsAsync(unit, timed, cancellationToken);
        taken.AddRange(await WithoutAccountAsync(unit, timed, cancellationToken));
        var found = new List<BusyConflict?>();
        foreach (var one in wanted)
        {
            BusyConflict? conflict = null;
            if (one.Time is { } time)
            {
                conflict = taken.Where(t => t.Key == one.Interviewer.Key && t.InterviewId != one.Id && t.Busy.Start < time.Interval.End && t.Busy.End > time.Interval.Start)
                    .OrderBy(t => t.Busy.Start).Select(t => t.Busy).FirstOrDefault();
                // The others of the same batch see this one
                if (conflict is null) taken.Add((one.Interviewer.Key, one.Id, new BusyConflict(one.EventId, one.Details.Title, time.Interval.Start, time.Interval.End)));
            }
            found.Add(conflict);
        }
        return found;
    }

    private async Task<List<(string Key, Guid? InterviewId, BusyConflict Busy)>> InCalendarsAsync(EventSession unit, IReadOnlyList<Interview> timed, CancellationToken cancellationToken)
    {
        var asked = timed.Where(w => w.Interviewer.PersonId is not null)
            .Select(w => new BusyTime(w.Interviewer.PersonId!.Value, w.Time!.Interval.Start, w.Time.Interval.End, w.EventId)).ToList();
        return [.. (await plans.BusyAsync(unit, asked, cancellationToken)).Select(b => (b.PersonId.ToString("N"), (Guid?)null, new BusyConflict(b.EventId, b.Title, b.Start, b.End)))];
    }

    private async Task<IEnumerable<(string Key, Guid? InterviewId, BusyConflict Busy)>> WithoutAccountAsync(EventSession unit, IReadOnlyList<Interview> timed, CancellationToken cancellationToken)
    {
        var strangers = timed.Where(w => w.Interviewer.PersonId is null).ToList();
        if (strangers.Count == 0) return [];
        var held = await interviews.OfInterviewersAsync(
            unit, [.. strangers.Select(w => w.Interviewer.Key).Distinct()], strangers.Min(w => w.Time!.Interval.Start), strangers.Max(w => w.Time!.Interval.End), cancellationToken);
        return held.Where(h => !h.Data.IsOver).Select(h => (h.Data.Interviewer.Key, (Guid?)h.Id, new BusyConflict(h.Data.EventId, h.Data.Details.Title, h.Data.Time!.Interval.Start, h.Data.Time.Interval.End)));
    }
}
