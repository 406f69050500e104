using System.Text;
using VideoConf.ICalendar.Events;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class EventFileSpec
{
    private const string Origin = "https://meet.example.org";

    private static string Written(CalendarEvent e, Guid? reader = null) =>
        Encoding.UTF8.GetString(new CalendarObject { Events = EventFile.Of(e, Origin, reader) }.Write()).Replace("\r\n ", "", StringComparison.Ordinal);

    private static string[] Lines(CalendarEvent e, Guid? reader = null) => Written(e, reader).Split("\r\n");

    [Fact]
    public void A_series_is_a_master_with_its_zone_people_reminders_and_type()
    {
        var lines = Lines(State(
            Scheduled with { Details = Details with { Type = EventType.Interview, Place = InRoom }, Time = Weekly with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second], [Third.PlusDays(1)]) } },
            new InvitationAnswered(BobInvited.Id, Answer.Accepted, "Secret", null, Later)));
        lines.ShouldContain("BEGIN:VTIMEZONE");
        lines.ShouldContain("TZID:Europe/Berlin");
        lines.ShouldContain("UID:standup@videoconf");
        lines.ShouldContain("DTSTART;TZID=Europe/Berlin:20261124T090000");
        lines.ShouldContain("DTEND;TZID=Europe/Berlin:20261124T100000");
        lines.ShouldContain("RRULE:FREQ=WEEKLY;BYDAY=TU");
        lines.ShouldContain("EXDATE;TZID=Europe/Berlin:20261201T090000");
        lines.ShouldContain("RDATE;TZID=Europe/Berlin:20261209T090000");
        lines.ShouldContain("STATUS:CONFIRMED");
        lines.ShouldContain("CATEGORIES:INTERVIEW");
        lines.ShouldContain($"URL:{Origin}/room/abc-defg-hjk");
        lines.ShouldContain($"LOCATION:{Origin}/room/abc-defg-hjk");
        lines.ShouldContain("ORGANIZER;CN=Ada:mailto:ada@example.org");
        lines.ShouldContain("ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.org");
        lines.ShouldContain("ATTENDEE;RSVP=TRUE:mailto:cleo@example.org");
        lines.ShouldContain("TRIGGER:-PT10M");
        lines.ShouldNotContain(line => line.Contains("Secret"));
    }

    [Fact]
    public void A_changed_occurrence_is_an_override_and_a_cancelled_one_an_exception()
    {
        var lines = Lines(State(Scheduled, new OccurrenceCancelled(Second), new OccurrenceChanged(new OccurrenceChange(Third, IsCancelled: false, Third.PlusHours(2), Third.PlusHours(4), Details with { Title = "Longer" }))));
        lines.ShouldContain("EXDATE;TZID=Europe/Berlin:20261201T090000");
        lines.ShouldContain("RECURRENCE-ID;TZID=Europe/Berlin:20261208T090000");
        lines.ShouldContain("DTSTART;TZID=Europe/Berlin:20261208T110000");
        lines.ShouldContain("DTEND;TZID=Europe/Berlin:20261208T130000");
        lines.ShouldContain("SUMMARY:Longer");
        lines.Count(l => l == "RRULE:FREQ=WEEKLY;BYDAY=TU").ShouldBe(1);
        lines.ShouldContain("SEQUENCE:2");
    }

    [Fact]
    public void A_whole_day_is_a_date_and_keeps_its_zone()
    {
        var lines = Lines(State(Scheduled with { Time = new EventTime(new(2026, 11, 24, 0, 0), new(2026, 11, 26, 0, 0), "Europe/Berlin", AllDay: true, null) }));
        lines.ShouldContain("DTSTART;VALUE=DATE:20261124");
        lines.ShouldContain("DTEND;VALUE=DATE:20261126");
        lines.ShouldContain("X-VIDEOCONF-TIMEZONE:Europe/Berlin");
        lines.ShouldNotContain("BEGIN:VTIMEZONE");
    }

    [Fact]
    public void An_event_without_attendees_has_no_organizer() => Lines(State(Scheduled with { Attendees = [] })).ShouldNotContain(l => l.StartsWith("ORGANIZER"));

    [Fact]
    public void A_cancelled_event_says_so() => Lines(State(Scheduled, new EventCancelled(Later))).ShouldContain("STATUS:CANCELLED");

    [Fact]
    public void What_a_reader_declined_is_left_out_of_his_copy_alone()
    {
        var oneDeclined = State(Scheduled, new InvitationAnswered(BobInvited.Id, Answer.Declined, null, Second, Later));
        Lines(oneDeclined, Bob).ShouldContain("EXDATE;TZID=Europe/Berlin:20261201T090000");
        Lines(oneDeclined, Cleo).ShouldContain("RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000");
        Lines(oneDeclined, Cleo).ShouldContain("ATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@example.org");
        var allDeclined = State(Scheduled, new InvitationAnswered(BobInvited.Id, Answer.Declined, null, null, Later));
        EventFile.Of(allDeclined, Origin, Bob).ShouldBeEmpty();
        EventFile.Of(allDeclined, Origin, Cleo).Count.ShouldBe(1);
    }
}
