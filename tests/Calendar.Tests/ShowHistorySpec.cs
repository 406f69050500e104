using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class ShowHistorySpec
{
    private static readonly Dictionary<string, string> Names = new() { [$"{Ada}"] = "Ada", [$"{Bob}"] = "Bob" };

    private static IReadOnlyList<ShowHistory.Entry> Of(params (Guid? By, object Fact)[] facts) => ShowHistory.Of(
        [.. facts.Select((f, i) => new StoredEvent(1, 1, Guid.Empty, EventId, i + 1, "", "", f.Fact, new EventMetadata(Actor: f.By?.ToString()), Now + Duration.FromMinutes(i)))], Names);

    private static ShowHistory.Entry Last(params object[] facts) => Of([.. facts.Prepend(Scheduled).Select(f => ((Guid?)Ada, f))])[0];

    [Fact]
    public void The_newest_comes_first_with_who_and_when()
    {
        var history = Of((Ada, Scheduled), (Bob, new InvitationAnswered(BobInvited.Id, Answer.Accepted, null, null, Now)), (null, new EventStarted(First, SessionId, Now)));
        history.Select(e => (e.Version, e.By, e.What, e.Occurrence)).ShouldBe([(3, null, "started", First), (2, "Bob", "answered", null), (1, "Ada", "scheduled", null)]);
        history.Select(e => e.At).ShouldBe([Now + Duration.FromMinutes(2), Now + Duration.FromMinutes(1), Now]);
    }

    [Fact]
    public void A_new_event_tells_all_that_was_set() => Of((Ada, With(Once)))[0].Changes.ShouldBe(
    [
        new("title", null, "Standup"), new("description", null, "Every week"), new("type", null, "meeting"), new("start", null, "2026-11-24T09:00:00"), new("end", null, "2026-11-24T10:00:00"),
        new("timeZone", null, "Europe/Berlin"), new("allDay", null, "false"), new("reminders", null, "10"), new("attendees", null, "bob@example.org, cleo@example.org"), new("cancelled", null, "false"),
    ]);

    [Fact]
    public void Only_what_changed_is_told_from_what_to_what()
    {
        Last(new EventDetailsChanged(Details with { Title = "Retro", Reminders = [] })).ShouldSatisfyAllConditions(
            e => e.What.ShouldBe("details_changed"), e => e.Changes.ShouldBe([new("title", "Standup", "Retro"), new("reminders", "10", null)]));
        Last(new EventRescheduled(At(First.PlusHours(1)), [])).Changes.ShouldBe([new("start", "2026-11-24T09:00:00", "2026-11-24T10:00:00"), new("end", "2026-11-24T10:00:00", "2026-11-24T11:00:00")]);
        Last(new EventRescheduled(Once, [])).Changes.ShouldBe([new("recurrence", "FREQ=WEEKLY;BYDAY=TU", null)]);
        Last(new AttendeesRemoved([BobInvited.Id])).Changes.ShouldBe([new("attendees", "bob@example.org, cleo@example.org", "cleo@example.org")]);
        Last(new EventCancelled(Now)).Changes.ShouldBe([new("cancelled", "false", "true")]);
    }

    [Fact]
    public void An_answer_names_whose_it_is() =>
        Last(new InvitationAnswered(BobInvited.Id, Answer.Tentative, null, null, Now)).Changes.ShouldBe([new("answer:bob@example.org", null, "tentative")]);

    [Fact]
    public void Who_answers_without_signing_in_is_the_one_who_was_invited()
    {
        Of((Ada, Scheduled), (null, new InvitationAnswered(BobInvited.Id, Answer.Accepted, null, null, Now)))[0].By.ShouldBe("Bob");
        Of((Ada, Scheduled), (null, new InvitationAnswered(CleoInvited.Id, Answer.Accepted, null, null, Now)))[0].By.ShouldBe("cleo@example.org");
        Of((Ada, Scheduled), (Ada, new InvitationAnswered(CleoInvited.Id, Answer.Accepted, null, null, Now)))[0].By.ShouldBe("Ada");
    }

    [Fact]
    public void Of_one_occurrence_its_own_times_are_told()
    {
        var entry = Last(new OccurrenceChanged(Moved(Second, Second.PlusHours(2))));
        (entry.What, entry.Occurrence).ShouldBe(("occurrence_changed", Second));
        entry.Changes.ShouldBe([new("start", "2026-12-01T09:00:00", "2026-12-01T11:00:00"), new("end", "2026-12-01T10:00:00", "2026-12-01T12:00:00")]);
        Last(new OccurrenceCancelled(Second)).Changes.ShouldBe([new("cancelled", "false", "true")]);
    }

    [Fact]
    public void Every_fact_of_an_event_has_a_word_of_its_own()
    {
        object[] facts =
        [
            new EventRescheduled(Weekly, []), new EventDetailsChanged(Details), new AttendeesInvited([]), new AttendeesRemoved([]), new InvitationAnswered(BobInvited.Id, Answer.Accepted, null, null, Now),
            new OccurrenceChanged(Moved(Second, Third)), new OccurrenceCancelled(Second), new SeriesSplit(Weekly, Second, null), new EventCancelled(Now), new EventRestored(1, State(Scheduled)),
            new EventStarted(First, null, Now), new EventCompleted(First, Now), new EventReopened(First), new RoomNotAvailable([First]),
        ];
        facts.Select(f => Last(f).What).Distinct().Count().ShouldBe(facts.Length);
        // What was taken in from a file stands in the facts beside it
        Last(new EventImported(1, Now)).What.ShouldBe("scheduled");
        facts.Select(f => f.GetType()).Append(typeof(EventScheduled)).Append(typeof(EventImported)).ShouldBe(new Views.EventDirectory().Facts, ignoreOrder: true);
    }

    [Fact]
    public void A_fact_of_tomorrow_is_passed_over() =>
        ShowHistory.Of([new StoredEvent(1, 1, Guid.Empty, EventId, 1, "", "", Scheduled, new EventMetadata(), Now), new StoredEvent(2, 2, Guid.Empty, EventId, 2, "", "", null, new EventMetadata(), Now)], Names)
            .ShouldHaveSingleItem().Version.ShouldBe(1);
}
