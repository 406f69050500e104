using System.Runtime.CompilerServices;
using VideoConf.EventStore.Projections;
using VideoConf.Reports.Statistics;

namespace VideoConf.Reports.Tests.Statistics;

/// <summary>The views against the facts that the other modules really write, as their golden files keep them.</summary>
public sealed class ReadAsWrittenSpec
{
    private static readonly EventRegistry None = Activity.Registry();

    [Fact]
    public void A_session_is_read()
    {
        var session = Fold(new SessionStats(None), "rooms.session_started", "rooms.participant_joined", "rooms.participant_left", "rooms.session_host_changed", "rooms.session_ended", "calendar.event_started");
        session.ShouldNotBeNull();
        (session.RoomId, session.HostId, session.Started, session.Ended is not null, session.Occurrence).ShouldBe(
            (new Guid("01a203db-0000-7000-8000-000000000001"), new Guid("01a203db-0000-7000-8000-00000000000b"), ManualClock.Start.ToUnixTimeMilliseconds(), true, new LocalDateTime(2026, 11, 24, 9, 0)));
        var person = session.People.ShouldHaveSingleItem();
        (person.IsGuest, person.Stays[1] - person.Stays[0]).ShouldBe((true, 5 * 60_000));
    }

    [Fact]
    public void An_event_is_read()
    {
        string[] facts =
        [
            "calendar.event_scheduled", "calendar.event_details_changed", "calendar.event_rescheduled", "calendar.attendees_invited", "calendar.attendees_removed", "calendar.invitation_answered",
            "calendar.occurrence_changed", "calendar.event_restored", "calendar.event_started",
        ];
        var restored = Fold(new EventStats(None), facts);
        restored.ShouldNotBeNull();
        (restored.Type, restored.TimeZone, restored.LastStarted).ShouldBe(("interview", "Europe/Berlin", new LocalDateTime(2026, 11, 24, 9, 0)));
        restored.People[0].Accepted(new LocalDateTime(2026, 11, 24, 9, 0)).ShouldBeTrue();
        restored.People[0].Accepted(new LocalDateTime(2026, 12, 8, 9, 0)).ShouldBeFalse();
        restored.StartOf(new LocalDateTime(2026, 12, 8, 9, 0)).ShouldBe(Instant.FromUtc(2026, 12, 8, 10, 0).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void An_interview_is_read()
    {
        string[] facts =
        [
            "interviews.interview_requested", "interviews.interview_scheduled", "interviews.interview_rescheduled", "interviews.interviewer_assigned", "interviews.candidate_assigned",
            "interviews.interview_cancelled", "interviews.interview_reopened", "interviews.no_show_recorded", "interviews.feedback_given",
        ];
        var interview = Fold(new InterviewStats(None), facts);
        interview.ShouldNotBeNull();
        (interview.State, interview.Moves, interview.NoShows, interview.Start).ShouldBe(("no_show", 1, 1, Instant.FromUtc(2026, 11, 24, 8, 0).ToUnixTimeMilliseconds()));
        interview.Feedback.ShouldHaveSingleItem().Scores["clarity"].ShouldBe(4);
        Fold(new InterviewStats(None), [.. facts, "interviews.interview_ended"])!.State.ShouldBe("held");
    }

    [Theory]
    [InlineData("notifications.delivery_failed", "waiting"), InlineData("notifications.delivery_gathered", "digest"), InlineData("notifications.delivery_withdrawn", "withdrawn"), InlineData("notifications.delivery_sent", "sent")]
    public void A_reminder_is_read(string fact, string outcome)
    {
        var raised = Golden("notifications.notification_raised").Replace("0199c2b4-0000-7000-8000-0000000000b0", "0199c2b4-0000-7000-8000-0000000000d0", StringComparison.Ordinal);
        var view = new ReminderStats(None);
        var reminder = view.Fold(view.Fold(null, Stored("notifications.notification_raised", raised)), Stored(fact, Golden(fact)));
        reminder.ShouldNotBeNull();
        reminder.Ways.Select(w => (w.Channel, w.Outcome)).ShouldBe([("list", "sent"), ("push", outcome)]);
        view.Fold(reminder, Stored("notifications.reminder_postponed", Golden("notifications.reminder_postponed")))!.Ways.Length.ShouldBe(3);
        view.Fold(null, Stored("notifications.notification_raised", raised.Replace("\"reminder\"", "\"invitation\"", StringComparison.Ordinal))).ShouldBeNull();
    }

    private static TRow? Fold<TRow>(View<Guid, TRow> view, params string[] facts) where TRow : class =>
        facts.Aggregate((TRow?)null, (row, name) => view.Fold(row, Stored(name, Golden(name))));

    private static StoredEvent Stored(string name, string json) => new(1, 1, Guid.NewGuid(), Guid.NewGuid(), 1, name, json, null, EventMetadata.System, ManualClock.Start);

    private static string Golden(string name, [CallerFilePath] string file = "")
    {
        var module = name.Split('.')[0];
        return File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", $"{char.ToUpperInvariant(module[0])}{module[1..]}.Tests", "Golden", $"{name}.golden.json"));
    }
}
