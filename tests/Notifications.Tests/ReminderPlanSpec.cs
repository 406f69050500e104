using System.Collections.Immutable;
using VideoConf.Calendar.Contracts;
using static VideoConf.Notifications.Tests.Samples;

namespace VideoConf.Notifications.Tests;

public sealed class ReminderPlanSpec
{
    private static readonly Recipient ToAda = new(Ada.PersonId), ToBob = new(Bob.PersonId);

    private static ReminderPlan? After(params object[] facts) => facts.Aggregate((ReminderPlan?)null, ReminderPlan.Evolve);

    private static Decision Decide(ReminderPlan? state, ICalendarEvent e, Instant? now = null, Instant? since = null) => ReminderPlan.Decide(state, e, since ?? now ?? Now, now ?? Now, out _);

    private static ReminderPlan Planned(ICalendarEvent e) => After([.. ((Decision.Accepted)Decide(null, e)).Facts])!;

    [Fact]
    public void Everybody_has_each_of_the_organizers_reminders()
    {
        var e = new SampleEvent { All = [Occurrence(Tuesday, 10, 60)] };
        Decide(null, e).Single<RemindersPlanned>().Reminders.Select(r => (r.Recipient, r.MinutesBefore, r.Occurrence)).ShouldBe(
            [(ToAda, 10, Tuesday), (ToBob, 10, Tuesday), (ToAda, 60, Tuesday), (ToBob, 60, Tuesday)], ignoreOrder: true);
    }

    [Fact]
    public void Who_was_invited_by_his_address_alone_is_known_by_the_invitation() =>
        Decide(null, new SampleEvent { Attendees = [Cleo] }).Single<RemindersPlanned>().Reminders[1].Recipient.ShouldBe(new Recipient(null, EventId, Cleo.Id));

    [Fact]
    public void An_organizer_who_invited_himself_is_reminded_once() =>
        Decide(null, new SampleEvent { Attendees = [Bob with { PersonId = Ada.PersonId }] }).Single<RemindersPlanned>().Reminders.Count.ShouldBe(1);

    [Fact]
    public void Who_declined_is_not_reminded() =>
        Decide(null, new SampleEvent { Answers = new Dictionary<Guid, Participation> { [Bob.Id] = Participation.Declined } }).Single<RemindersPlanned>().Reminders.Single().Recipient.ShouldBe(ToAda);

    [Fact]
    public void What_would_have_been_due_already_is_not_planned()
    {
        var e = new SampleEvent { All = [Occurrence(Tuesday, 10, 3 * 24 * 60)] };
        Decide(null, e).Single<RemindersPlanned>().Reminders.Select(r => r.MinutesBefore).Distinct().ShouldBe([10]);
    }

    [Fact]
    public void What_came_due_between_a_change_and_its_being_read_is_planned_and_given_late()
    {
        var e = new SampleEvent();
        var due = Decide(null, e).Single<RemindersPlanned>().Reminders[0].DueAt;
        var (changed, read) = (due - Duration.FromSeconds(5), due + Duration.FromSeconds(5));
        var planned = Decide(null, e, read, changed).Single<RemindersPlanned>();
        planned.Reminders.Select(r => (r.Recipient, r.DueAt)).ShouldBe([(ToAda, due), (ToBob, due)]);
        Decide(After(planned), e with { Version = 2 }, read, changed).ShouldBe(Decision.Nothing);
        Decide(null, e, read, due).ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void What_has_come_due_and_does_not_hold_is_left_to_the_reminder_itself()
    {
        var e = new SampleEvent();
        var due = Decide(null, e).Single<RemindersPlanned>().Reminders[0].DueAt;
        Decide(Planned(e), e with { IsCancelled = true }, due + Duration.FromSeconds(5), due - Duration.FromSeconds(5)).ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Ones_own_reminders_come_on_top_and_for_oneself_alone()
    {
        var own = new OwnRemindersSet(EventId, Bob.PersonId!.Value, [10, 30]);
        Decide(After(own), new SampleEvent()).Single<RemindersPlanned>().Reminders.Select(r => (r.Recipient, r.MinutesBefore)).ShouldBe(
            [(ToAda, 10), (ToBob, 10), (ToBob, 30)], ignoreOrder: true);
    }

    [Fact]
    public void What_stands_already_is_left_as_it_is()
    {
        var e = new SampleEvent();
        Decide(Planned(e), e with { Version = 2, Title = "Other words" }).ShouldBe(Decision.Nothing);
    }

    [Theory]
    [InlineData("moved"), InlineData("cancelled"), InlineData("declined"), InlineData("removed"), InlineData("changed")]
    public void What_does_not_hold_any_more_is_withdrawn_with_its_reason(string what)
    {
        var e = new SampleEvent();
        var after = what switch
        {
            // The same occurrence, an hour later
            "moved" => e with { All = [Occurrence(Tuesday.PlusHours(1)) with { Key = Tuesday }] },
            "cancelled" => e with { IsCancelled = true },
            "declined" => e with { Answers = new Dictionary<Guid, Participation> { [Bob.Id] = Participation.Declined } },
            "removed" => e with { Attendees = [] },
            _ => e with { All = [Occurrence(Tuesday, 20)] },
        };
        var withdrawn = Decide(Planned(e), after).Single<RemindersWithdrawn>().Reminders;
        withdrawn.Select(w => w.Reason.ToString().ToLowerInvariant()).ShouldAllBe(reason => reason == what);
        withdrawn.Count.ShouldBe(what is "declined" or "removed" ? 1 : 2);
    }

    [Fact]
    public void An_occurrence_that_is_taken_out_of_its_series_is_cancelled()
    {
        var e = new SampleEvent { IsSeries = true, All = Every(1) };
        var without = Decide(Planned(e), e with { All = Every(1).Skip(1) }).Single<RemindersWithdrawn>();
        without.Reminders.Select(w => w.Reason).ShouldBe([WithdrawalReason.Cancelled, WithdrawalReason.Cancelled]);
    }

    [Fact]
    public void An_event_that_comes_back_to_its_time_has_the_same_reminders()
    {
        var e = new SampleEvent();
        var planned = Planned(e);
        var moved = e with { All = [Occurrence(Tuesday.PlusHours(1)) with { Key = Tuesday }] };
        var after = ((Decision.Accepted)Decide(planned, moved)).Facts.Aggregate(planned, (s, f) => ReminderPlan.Evolve(s, f)!);
        Decide(after, e).Single<RemindersPlanned>().Reminders.Select(r => r.NotificationId).ShouldBe(planned.Pending.Select(p => p.NotificationId), ignoreOrder: true);
    }

    [Fact]
    public void Of_a_series_the_near_ones_are_planned_and_it_is_looked_at_again_in_time()
    {
        var e = new SampleEvent { IsSeries = true, Attendees = [], All = Every(1) };
        var reminders = ((Decision.Accepted)ReminderPlan.Decide(null, e, Now, Now, out var again)).Facts.OfType<RemindersPlanned>().Single().Reminders;
        reminders.Select(r => r.Occurrence).ShouldBe([Tuesday]);
        // The next is due at ten to nine on Wednesday
        again.ShouldBe(Occurrence(Tuesday.PlusDays(1)).Start - Duration.FromMinutes(10) - Duration.FromDays(1));
    }

    [Fact]
    public void Each_distance_is_looked_ahead_by_itself()
    {
        var week = 7 * 24 * 60;
        var e = new SampleEvent { IsSeries = true, Attendees = [], All = Every(1, 10, week) };
        Decide(null, e).Single<RemindersPlanned>().Reminders.Select(r => (r.MinutesBefore, r.Occurrence)).ShouldBe(
            [(10, Tuesday), (week, Tuesday.PlusDays(6)), (week, Tuesday.PlusDays(7))], ignoreOrder: true);
    }

    [Fact]
    public void A_single_event_years_away_is_planned_and_needs_no_second_look()
    {
        var far = Occurrence(Tuesday.PlusYears(3), 1440);
        ReminderPlan.Decide(null, new SampleEvent { All = [far] }, Now, Now, out var again).Single<RemindersPlanned>().Reminders.Count.ShouldBe(2);
        again.ShouldBeNull();
    }

    [Fact]
    public void The_clocks_going_back_do_not_move_a_reminder_from_its_start()
    {
        var sunday = Occurrence(new LocalDateTime(2027, 3, 28, 9, 0), 720);
        var planned = Decide(null, new SampleEvent { Attendees = [], All = [sunday] }).Single<RemindersPlanned>().Reminders.Single();
        // Twelve hours before nine in summer time is eight in the evening of winter time
        planned.DueAt.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime.ShouldBe(new LocalDateTime(2027, 3, 27, 20, 0));
    }

    [Fact]
    public void What_has_come_due_is_not_pending_any_more()
    {
        var e = new SampleEvent { IsSeries = true, Attendees = [], All = Every(1) };
        var planned = Planned(e);
        var later = Occurrence(Tuesday).Start;
        var next = Decide(planned, e, later).Single<RemindersPlanned>();
        ReminderPlan.Evolve(planned, next)!.Pending.Select(p => p.Occurrence).ShouldBe(next.Reminders.Select(r => r.Occurrence));
    }

    [Fact]
    public void A_reminder_long_before_one_of_very_many_still_holds()
    {
        var e = new SampleEvent { IsSeries = true, Attendees = [], All = Enumerable.Range(0, 5_000).Select(n => Occurrence(Tuesday.PlusMinutes(5 * n)) with { End = Occurrence(Tuesday.PlusMinutes(5 * n)).Start + Duration.FromMinutes(5) }) };
        var last = Occurrence(Tuesday.PlusMinutes(5 * 4_999));
        var reminder = PlannedReminder.Of(EventId, ToAda, last, 14 * 24 * 60);
        ReminderPlan.StillHolds(e, reminder, Now).ShouldNotBeNull().Key.ShouldBe(last.Key);
        ReminderPlan.StillHolds(e, reminder, last.Start + Duration.FromMinutes(5)).ShouldBeNull();
    }
}
