using Microsoft.AspNetCore.Http;
using VideoConf.EventStore.Projections;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>Reminders that a person wants besides the organizer's, and what became of all of his.</summary>
internal static class SetOwnReminders
{
    public const int Most = 5;
    private const int LongestMinutes = 28 * 24 * 60;
    private const int MostShown = 100;

    internal sealed record Request(IReadOnlyList<int>? Minutes);

    internal enum ReminderState { Due, Given, Withdrawn }

    /// <param name="Occurrence">The start that the series gave it.</param>
    /// <param name="Start">When it begins, as this reminder knew it.</param>
    /// <param name="GivenAt">Null while it is due, and when it was withdrawn before.</param>
    /// <param name="Deliveries">What became of it on the ways outside.</param>
    internal sealed record ReminderResource(
        Guid Id, LocalDateTime Occurrence, Instant Start, int MinutesBefore, Instant DueAt, ReminderState State, WithdrawalReason? Withdrawn, Instant? GivenAt, bool Listed, IReadOnlyList<DeliveryResource> Deliveries);

    /// <param name="Own">Minutes before the start.</param>
    /// <param name="Reminders">His own and the organizer's, the latest first.</param>
    internal sealed record Answer(IReadOnlyList<int> Own, IReadOnlyList<ReminderResource> Reminders);

    public static async Task<IResult> Get(
        Guid eventId, HttpContext http, EventLog log, ICalendarEvents calendar, EventStore.Projections.Views views, Inbox inbox, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (!await IsInAsync(log, calendar, eventId, caller.PersonId, cancellationToken)) return Refusal.EventNotFound.Problem()!;
        return Results.Ok(await ShowAsync(eventId, caller.PersonId, log, views, inbox, cancellationToken));
    }

    public static async Task<IResult> Put(
        Guid eventId, Request request, HttpContext http, EventLog log, ICalendarEvents calendar, Planner planner, EventStore.Projections.Views views, Inbox inbox, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        if (request.Minutes is null) check.Add("minutes", "required", "minutes is missing.");
        if (request.Minutes?.Count > Most) check.Add("minutes", "too_many", $"At most {Most} reminders of your own.");
        foreach (var (minutes, i) in (request.Minutes ?? []).Take(Most).Select((m, i) => (m, i))) check.InRange($"minutes[{i}]", minutes, 0, LongestMinutes);
        if (check.Problem is { } invalid) return invalid;
        if (!await IsInAsync(log, calendar, eventId, caller.PersonId, cancellationToken)) return Refusal.EventNotFound.Problem()!;
        var wanted = new OwnRemindersSet(eventId, caller.PersonId, [.. request.Minutes!.Distinct().Order()]);
        await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            await planner.PlanAsync(unit, [new(eventId, First: wanted)], cancellationToken);
            return Decision.Accept();
        }, cancellationToken);
        return Results.Ok(await ShowAsync(eventId, caller.PersonId, log, views, inbox, cancellationToken));
    }

    private static async Task<bool> IsInAsync(EventLog log, ICalendarEvents calendar, Guid eventId, Guid personId, CancellationToken cancellationToken)
    {
        await using var unit = log.OpenSession(EventMetadata.System);
        return (await calendar.FindAsync(unit, [eventId], cancellationToken)).GetValueOrDefault(eventId) is { } e && ReminderPlan.Parties(e).Any(p => p.PersonId == personId);
    }

    private static async Task<Answer> ShowAsync(Guid eventId, Guid personId, EventLog log, EventStore.Projections.Views views, Inbox inbox, CancellationToken cancellationToken)
    {
        var facts = (await log.FetchStreamAsync(ReminderPlan.StreamOf(eventId), cancellationToken: cancellationToken)).Select(f => f.Data).ToList();
        var own = facts.OfType<OwnRemindersSet>().LastOrDefault(f => f.PersonId == personId)?.Minutes ?? [];
        var planned = facts.OfType<RemindersPlanned>().SelectMany(f => f.Reminders).Where(r => r.Recipient.PersonId == personId).DistinctBy(r => r.NotificationId).OrderByDescending(r => r.DueAt).Take(MostShown).ToList();
        // A reminder that was withdrawn can be planned again, when the event comes back to its time: the last word counts
        var last = new Dictionary<Guid, WithdrawalReason?>();
        foreach (var fact in facts)
        {
            foreach (var again in (fact as RemindersPlanned)?.Reminders ?? []) last[again.NotificationId] = null;
            foreach (var gone in (fact as RemindersWithdrawn)?.Reminders ?? []) last[gone.NotificationId] = gone.Reason;
        }
        var given = (await views.QueryAsync(inbox, "where id = any($1)", [planned.Select(p => p.NotificationId).ToArray()], cancellationToken)).ToDictionary(n => n.Id, n => n.Data);
        return new Answer(own, [.. planned.Select(p => given.GetValueOrDefault(p.NotificationId) is { } n
            ? new ReminderResource(p.NotificationId, p.Occurrence, p.Start, p.MinutesBefore, p.DueAt, ReminderState.Given, null, n.RaisedAt, n.Listed, [.. n.Deliveries.Select(DeliveryResource.Of)])
            : new ReminderResource(p.NotificationId, p.Occurrence, p.Start, p.MinutesBefore, p.DueAt, last[p.NotificationId] is null ? ReminderState.Due : ReminderState.Withdrawn, last[p.NotificationId], null, false, []))]);
    }
}
