using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

internal enum Scope { This, Following, All }

/// <summary>Makes an event, one occurrence or the rest of a series what the plan says.</summary>
/// <param name="Occurrence">Which occurrence the plan's start and end are of; null: the first.</param>
/// <param name="NewEventId">Of the event that the rest of the series becomes, when it is split off.</param>
internal sealed record ChangeEvent(Guid By, Scope Scope, LocalDateTime? Occurrence, EventPlan Plan, Guid NewEventId, Instant Now)
{
    public static Decision Decide(ChangeEvent c, CalendarEvent? state)
    {
        if (Check(state, c.By, c.Scope, c.Occurrence, out var held, out var scope) is { } refused) return refused;
        return scope switch
        {
            Scope.This => ThisOne(c, state!, held!.Value),
            Scope.Following => Following(c, state!, held!.Value),
            _ => All(c, state!, held),
        };
    }

    /// <summary>What every change by scope begins with: who, whether, and which occurrence. One event is all of its series.</summary>
    internal static Decision? Check(CalendarEvent? state, Guid by, Scope asked, LocalDateTime? occurrence, out Held? held, out Scope scope)
    {
        (held, scope) = (null, asked);
        if (state is null) return Refusal.EventNotFound;
        if (state.Organizer.PersonId != by) return Refusal.NotOrganizer;
        if (state.IsCancelled) return Refusal.AlreadyCancelled;
        if (!state.IsSeries) scope = Scope.All;
        if (occurrence is null) return scope == Scope.All ? null : Refusal.OccurrenceNeeded;
        var series = new Series(state);
        held = series.Find(occurrence.Value);
        if (held is null) return Refusal.OccurrenceNotFound;
        // The first by its name: one that was moved may stand behind others
        if (scope == Scope.Following && new Series(state.Time, state.Changes.FindAll(c => c.IsCancelled)).All.First().Key >= occurrence) scope = Scope.All;
        return null;
    }

    private static Decision ThisOne(ChangeEvent c, CalendarEvent state, Held held)
    {
        var plan = c.Plan;
        if (plan.Time.Recurrence != state.Time.Recurrence || plan.Time.TimeZone != state.Time.TimeZone || plan.Time.AllDay != state.Time.AllDay
            || !plan.Attendees.Select(a => a.Id).ToHashSet().SetEquals(state.Attendees.Select(a => a.Id))) return Refusal.ScopeNotPossible;
        var isMoved = (plan.Time.Start, plan.Time.End) != (held.StartLocal, held.EndLocal);
        var earlier = state.ChangeOf(held.Key);
        var change = new OccurrenceChange(held.Key, IsCancelled: false,
            isMoved ? plan.Time.Start : earlier?.Start, isMoved ? plan.Time.End : earlier?.End, plan.Details == state.Details ? null : plan.Details);
        return change == (earlier ?? new OccurrenceChange(held.Key, IsCancelled: false)) ? Decision.Nothing : Decision.Accept(new OccurrenceChanged(change));
    }

    private static Decision All(ChangeEvent c, CalendarEvent state, Held? held)
    {
        var (time, changes) = Moved(c.Plan.Time, state, held);
        List<object> facts = [];
        if (time != state.Time || changes.Count != state.Changes.Count) facts.Add(new EventRescheduled(time, changes));
        if (c.Plan.Details != (held is { } h ? state.DetailsOf(h.Key) : state.Details)) facts.Add(new EventDetailsChanged(c.Plan.Details));
        var removed = state.Attendees.Where(a => c.Plan.Attendees.All(b => b.Id != a.Id)).Select(a => a.Id).ToList();
        if (removed.Count > 0) facts.Add(new AttendeesRemoved(removed));
        var invited = c.Plan.Attendees.Where(a => state.Attendees.All(b => b.Id != a.Id)).ToList();
        if (invited.Count > 0) facts.Add(new AttendeesInvited(invited));
        return facts.Count == 0 ? Decision.Nothing : Decision.Accept([.. facts]);
    }

    // The series goes as far as the occurrence that the person moved.
    private static (EventTime Time, ImmutableList<OccurrenceChange> Changes) Moved(EventTime wanted, CalendarEvent state, Held? held)
    {
        var from = held?.StartLocal ?? state.Time.Start;
        var isMoved = (wanted.Start, wanted.End) != (from, held?.EndLocal ?? state.Time.End) || wanted.TimeZone != state.Time.TimeZone || wanted.AllDay != state.Time.AllDay;
        var by = Period.Between(from, wanted.Start, PeriodUnits.Ticks);
        var start = state.Time.Start + by;
        var recurrence = wanted.Recurrence == state.Time.Recurrence ? wanted.Recurrence?.Moved(state.Time.Start, start) : wanted.Recurrence;
        var time = isMoved
            ? wanted with { Start = start, End = start + Period.Between(wanted.Start, wanted.End, PeriodUnits.Ticks), Recurrence = recurrence }
            : state.Time with { Recurrence = recurrence };
        if (time == state.Time) return (time, state.Changes);
        return (time, Kept(state.Changes.Select(change => change with { Occurrence = change.Occurrence + by }), time));
    }

    /// <summary>The changes of single occurrences that a new series still has.</summary>
    private static ImmutableList<OccurrenceChange> Kept(IEnumerable<OccurrenceChange> changes, EventTime time)
    {
        var series = new Series(time, []);
        return time.Recurrence is null ? [] : [.. changes.Where(change => series.Find(change.Occurrence) is not null)];
    }

    private static Decision Following(ChangeEvent c, CalendarEvent state, Held held)
    {
        var by = Period.Between(held.StartLocal, c.Plan.Time.Start, PeriodUnits.Ticks);
        var start = held.Key + by;
        var time = c.Plan.Time with
        {
            Start = start,
            End = start + Period.Between(c.Plan.Time.Start, c.Plan.Time.End, PeriodUnits.Ticks),
            Recurrence = c.Plan.Time.Recurrence == state.Time.Recurrence ? state.Time.From(held.Key, start) : c.Plan.Time.Recurrence,
        };
        var changes = Kept(state.Changes.Where(change => change.Occurrence >= held.Key).Select(change => change with { Occurrence = change.Occurrence + by }), time);
        return Decision.Accept(
            new EventScheduled(c.NewEventId, ScheduleEvent.UidOf(c.NewEventId), state.Organizer, c.Plan.Details, time, [.. c.Plan.Attendees.Select(a => a.MovedBy(by))], changes, state.Id, c.Now),
            new SeriesSplit(state.Time.Before(held.Key), held.Key, c.NewEventId));
    }

    public static async Task<IResult> Patch(
        Guid id, EventFields.Request request, HttpContext http, EventFields fields, EventWriting writing, EventResources resources, IClock clock,
        string? scope, string? occurrence, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (what, which) = (check.Scope(scope), check.Occurrence(occurrence));
        if (request.Status is not null)
        {
            check.OneOf("status", request.Status, "scheduled", "in_progress", "completed", "cancelled");
            if (request.SaysMoreThanStatus) check.Add("status", "not_alone", "The status is changed by itself, without other fields.");
        }
        if (check.Problem is { } invalid) return invalid;
        var (now, newId) = (clock.GetCurrentInstant(), Guid.CreateVersion7());
        var written = await writing.RunAsync(http.Metadata(), caller, id, ETags.ReadIfMatch(http.Request), dryRun == true, async (unit, before) =>
        {
            if (request.Status is { } status) return new Verdict(ChangeStatus.Decide(new ChangeStatus(caller.PersonId, status, which, now), before?.State));
            if (Check(before?.State, caller.PersonId, what, which, out var held, out _) is { } refused) return new Verdict(refused);
            var (plan, problem) = await fields.ReadAsync(request, before!.State, held, unit, caller, cancellationToken);
            return plan is null ? new Verdict(problem!) : new Verdict(Decide(new ChangeEvent(caller.PersonId, what, which, plan, newId, now), before.State));
        }, cancellationToken);
        return resources.Answer(written, caller, dryRun == true, what == Scope.This ? which : null, http.Response);
    }

    public static async Task<IResult> Put(
        Guid id, EventFields.Request request, HttpContext http, EventFields fields, EventWriting writing, EventResources resources, IClock clock,
        string? scope, string? occurrence, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out _) is { } stranger) return stranger;
        var check = new Validation();
        check.RequiredText("title", request.Title, 200);
        check.Required("start", request.Start);
        check.Required("end", request.End);
        check.RequiredText("timeZone", request.TimeZone, 100);
        return check.Problem as IResult ?? await Patch(id, request.Whole(), http, fields, writing, resources, clock, scope, occurrence, dryRun, cancellationToken);
    }
}

internal static class Scopes
{
    public static Scope Scope(this Validation check, string? scope) => check.OneOf("scope", scope ?? "all", "this", "following", "all") switch
    {
        "this" => Calendar.Scope.This,
        "following" => Calendar.Scope.Following,
        _ => Calendar.Scope.All,
    };

    /// <summary>The start that names an occurrence, as it was handed out.</summary>
    public static LocalDateTime? Occurrence(this Validation check, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(text).TryGetValue(default, out var occurrence)) return occurrence;
        check.Add("occurrence", "invalid", "occurrence must be a wall-clock time such as 2026-11-24T09:00:00.");
        return null;
    }
}
