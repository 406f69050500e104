using System.Collections.Immutable;

namespace VideoConf.Notifications;

/// <summary>What is planned of an event's reminders, as its deciders see it: what has come due is not in it any more.</summary>
internal sealed record ReminderPlan(Guid EventId, ImmutableList<PlannedReminder> Pending, ImmutableDictionary<Guid, IReadOnlyList<int>> Own) : IEvolve<ReminderPlan>
{
    /// <summary>Of a series only those are planned that come due so soon, and of each kind the next.</summary>
    public static readonly Duration Ahead = Duration.FromDays(2);

    private static readonly Duration Step = Duration.FromHours(1);

    /// <summary>The stream, beside that of the event.</summary>
    public static Guid StreamOf(Guid eventId) => NamedIds.Of(eventId, "notifications.reminders");

    public static ReminderPlan? Evolve(ReminderPlan? state, object fact) => fact switch
    {
        RemindersPlanned e => New(state, e.EventId) is var s ? s with { Pending = [.. s.Pending.Where(p => p.DueAt > e.At), .. e.Reminders] } : null,
        RemindersWithdrawn e => state is null ? null : state with { Pending = state.Pending.RemoveAll(p => p.DueAt <= e.At || e.Reminders.Any(w => w.NotificationId == p.NotificationId)) },
        OwnRemindersSet e => New(state, e.EventId) is var s ? s with { Own = s.Own.SetItem(e.PersonId, e.Minutes) } : null,
        _ => state,
    };

    private static ReminderPlan New(ReminderPlan? state, Guid eventId) => state ?? new ReminderPlan(eventId, [], ImmutableDictionary<Guid, IReadOnlyList<int>>.Empty);

    /// <summary>Brings what is planned in line with the event as it stands.</summary>
    /// <param name="since">When it came to stand like this, not after now: what has come due since then is given late, unless it is planned already.</param>
    /// <param name="again">When to look again, because a series goes on; null when all is planned.</param>
    public static Decision Decide(ReminderPlan? state, ICalendarEvent e, Instant since, Instant now, out Instant? again)
    {
        var (wanted, next) = Wanted(e, state?.Own ?? ImmutableDictionary<Guid, IReadOnlyList<int>>.Empty, since);
        again = next is { } due ? Instant.Max(due - Ahead / 2, now + Step) : null;
        var known = (state?.Pending ?? []).Select(p => p.NotificationId).ToHashSet();
        var right = wanted.Select(w => w.NotificationId).ToHashSet();
        PlannedReminder[] added = [.. wanted.Where(w => !known.Contains(w.NotificationId))];
        WithdrawnReminder[] gone = [.. (state?.Pending ?? []).Where(p => p.DueAt > now && !right.Contains(p.NotificationId)).Select(p => new WithdrawnReminder(p.NotificationId, WhyNot(e, p, now)))];
        object[] facts =
        [
            .. gone.Length > 0 ? [new RemindersWithdrawn(e.Id, gone, now)] : Array.Empty<object>(),
            .. added.Length > 0 ? [new RemindersPlanned(e.Id, added, now)] : Array.Empty<object>(),
        ];
        return facts.Length > 0 ? Decision.Accept(facts) : Decision.Nothing;
    }

    private static (List<PlannedReminder> Wanted, Instant? Next) Wanted(ICalendarEvent e, ImmutableDictionary<Guid, IReadOnlyList<int>> own, Instant now)
    {
        var wanted = new List<PlannedReminder>();
        Instant? next = null;
        if (e.IsCancelled) return (wanted, null);
        int[] ownMinutes = [.. own.Values.SelectMany(m => m).Distinct()];
        // Each distance on its own: the next day's meeting and the one in a week are both reminded of today
        foreach (var minutes in ownMinutes.Concat(AllOffered(e, now)).Distinct())
        {
            var any = false;
            var lead = Duration.FromMinutes(minutes);
            foreach (var occurrence in e.Occurrences(now + lead).Where(o => o.Start - lead > now))
            {
                if (any && occurrence.Start - lead > now + Ahead)
                {
                    next = next is { } n ? Instant.Min(n, occurrence.Start - lead) : occurrence.Start - lead;
                    break;
                }
                var reminders = Parties(e).Where(p => Wants(e, p, occurrence, minutes, own)).Select(p => PlannedReminder.Of(e.Id, RecipientOf(e, p), occurrence, minutes)).ToList();
                wanted.AddRange(reminders);
                any = true;
            }
        }
        return (wanted, next);
    }

    /// <summary>Distances that the organizer chose for any of the next occurrences; single ones may have their own.</summary>
    private static IEnumerable<int> AllOffered(ICalendarEvent e, Instant now) => e.Occurrences(now).Take(50).SelectMany(o => o.Reminders).Distinct();

    private static bool Wants(ICalendarEvent e, Party p, EventOccurrence o, int minutes, ImmutableDictionary<Guid, IReadOnlyList<int>> own) =>
        (p.IsOrganizer || e.AnswerOf(p.Id, o.Key) != Participation.Declined)
        && (o.Reminders.Contains(minutes) || (p.PersonId is { } person && own.TryGetValue(person, out var mine) && mine.Contains(minutes)));

    /// <summary>The organizer may have invited himself: he is told once.</summary>
    public static IEnumerable<Party> Parties(ICalendarEvent e) => e.Attendees.Where(a => a.PersonId != e.Organizer.PersonId).Prepend(e.Organizer);

    public static Recipient RecipientOf(ICalendarEvent e, Party p) => p.PersonId is { } person ? new Recipient(person) : new Recipient(null, e.Id, p.Id);

    /// <summary>Why a reminder that was planned does not hold any more; also asked of one that has waited to be sent.</summary>
    public static WithdrawalReason WhyNot(ICalendarEvent e, PlannedReminder reminder, Instant now)
    {
        if (e.IsCancelled) return WithdrawalReason.Cancelled;
        if (Parties(e).FirstOrDefault(p => RecipientOf(e, p) == reminder.Recipient) is not { } party) return WithdrawalReason.Removed;
        if (OccurrenceOf(e, reminder.Occurrence, now) is not { } occurrence) return IsElsewhere(e, reminder, now) ? WithdrawalReason.Moved : WithdrawalReason.Cancelled;
        if (occurrence.Start != reminder.Start) return WithdrawalReason.Moved;
        if (!party.IsOrganizer && e.AnswerOf(party.Id, reminder.Occurrence) == Participation.Declined) return WithdrawalReason.Declined;
        return WithdrawalReason.Changed;
    }

    /// <summary>Whether a reminder that has come due is still to be given: when it is, the occurrence that it is of.</summary>
    public static EventOccurrence? StillHolds(ICalendarEvent e, PlannedReminder reminder, Instant now) =>
        !e.IsCancelled
        && e.Occurrences(reminder.Start).TakeWhile(o => o.Start <= reminder.Start).FirstOrDefault(o => o.Key == reminder.Occurrence && o.Start == reminder.Start) is { } o && o.End > now
        && Parties(e).FirstOrDefault(p => RecipientOf(e, p) == reminder.Recipient) is { } party
        && (party.IsOrganizer || e.AnswerOf(party.Id, o.Key) != Participation.Declined) ? o : null;

    // Its name went with the event's start: of a series that is seen by the hour
    private static bool IsElsewhere(ICalendarEvent e, PlannedReminder reminder, Instant now) =>
        e.Occurrences(now).FirstOrDefault() is { } next && (!e.IsSeries || next.Key.TimeOfDay != reminder.Occurrence.TimeOfDay);

    // For a reason that a person reads: it is looked for among what is to come, and not for ever
    private static EventOccurrence? OccurrenceOf(ICalendarEvent e, LocalDateTime key, Instant now) =>
        e.Occurrences(now).Take(2_000).FirstOrDefault(o => o.Key == key);
}
