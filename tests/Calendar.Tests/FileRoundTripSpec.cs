using VideoConf.ICalendar.Events;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>What is written as a file and read again happens at the same times, whatever the rule and the clocks.</summary>
public sealed class FileRoundTripSpec
{
    private const string Origin = "https://meet.example.org";

    private static FileEvent Read(CalendarEvent e)
    {
        CalendarImport.TryRead(new CalendarObject { Events = EventFile.Of(e, Origin) }.Write(), null, out var import, out _).ShouldBeTrue();
        var (read, reason, _) = import!.Events.ShouldHaveSingleItem();
        reason.ShouldBeNull();
        return read!;
    }

    private static CalendarEvent Imported(CalendarEvent e) =>
        State([.. ImportEvent.Decide(new ImportEvent(OtherEventId, e.Organizer, Read(e), Origin, Later), null).ShouldBeOfType<Decision.Accepted>().Facts]);

    [Theory]
    [InlineData("FREQ=DAILY;UNTIL=20261231")]
    [InlineData("FREQ=DAILY;UNTIL=20261231T235959")]
    [InlineData("FREQ=DAILY;UNTIL=20261231T080000Z")]
    [InlineData("FREQ=DAILY;COUNT=12;INTERVAL=3")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=SU;INTERVAL=2")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")]
    [InlineData("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO")]
    [InlineData("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30")]
    public void Every_kind_of_rule_in_zones_that_change_their_clocks(string rule)
    {
        foreach (var zone in new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran", "UTC" })
        {
            foreach (var start in new LocalDateTime[] { new(2026, 3, 29, 2, 30), new(2026, 10, 25, 2, 30), new(2026, 11, 24, 9, 0) })
            {
                var e = State(Scheduled with { Time = new EventTime(start, start.PlusMinutes(45), zone, false, new Recurrence(rule, [], [])) });
                var copy = Imported(e);
                new Series(copy).All.Take(60).ShouldBe(new Series(e).All.Take(60), $"{rule} {zone} {start}");
            }
        }
    }

    [Fact]
    public void A_start_that_the_clocks_skip_does_not_come_behind_its_end()
    {
        LocalDateTime start = new(2026, 3, 29, 2, 30);
        var held = new Series(new EventTime(start, start.PlusMinutes(45), "Europe/Berlin", false, null), []).All.ShouldHaveSingleItem();
        (held.End - held.Start).ShouldBe(Duration.FromMinutes(45));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231")]
    [InlineData("FREQ=YEARLY")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU;COUNT=5")]
    public void Whole_days(string rule)
    {
        foreach (var zone in new[] { "Europe/Berlin", "America/Sao_Paulo", "Pacific/Kiritimati", "UTC" })
        {
            LocalDateTime start = new(2026, 10, 24, 0, 0);
            var e = State(Scheduled with { Time = new EventTime(start, start.PlusDays(3), zone, true, new Recurrence(rule, [start.PlusWeeks(1)], [start.PlusDays(40)])) });
            new Series(Imported(e)).All.Take(60).ShouldBe(new Series(e).All.Take(60), $"{rule} {zone}");
        }
    }

    [Fact]
    public void Dates_alone_without_a_rule()
    {
        var e = State(Scheduled with { Time = Once with { Recurrence = new Recurrence(null, [], [Second, Third]) } });
        new Series(Imported(e)).All.ShouldBe(new Series(e).All);
    }

    [Fact]
    public void Answers_to_single_occurrences_and_changes_of_moved_ones()
    {
        var e = State(
            Scheduled, new InvitationAnswered(BobInvited.Id, Answer.Accepted, null, null, Later), new InvitationAnswered(BobInvited.Id, Answer.Declined, null, Second, Later),
            new OccurrenceChanged(new OccurrenceChange(Third, IsCancelled: false, Third.PlusDays(2), Third.PlusDays(2).PlusHours(3), Details with { Title = "Moved", Reminders = [] })));
        var copy = Imported(e);
        copy.Changes.ShouldBe(e.Changes);
        Said(copy).ShouldBe(Said(e));
        (copy.Sequence, copy.Details).ShouldBe((e.Sequence, e.Details));
        // Taken in over itself it changes nothing
        ImportEvent.Decide(new ImportEvent(OtherEventId, e.Organizer, Read(copy), Origin, Later), copy).ShouldBe(Decision.Nothing);

        // When somebody said so stands in no file
        static IEnumerable<(string, string?, Answer, string)> Said(CalendarEvent e) => e.Attendees.Select(a => (a.Email, a.Name, a.Answer, string.Join(",", a.Answers.Select(o => (o.Occurrence, o.Answer)))));
    }

    [Fact]
    public void A_newer_file_brings_just_what_differs()
    {
        var e = State(Scheduled, new EventImported(1, Now));
        var file = Read(e) with { Sequence = 2 };
        var bob = BobInvited with { Answer = Answer.Tentative };
        Changed(file with { Details = Details with { Title = "Other" } }).Select(f => f.GetType()).ShouldBe([typeof(EventDetailsChanged), typeof(EventImported)]);
        Changed(file with { Time = Once }).Select(f => f.GetType()).ShouldBe([typeof(EventRescheduled), typeof(EventImported)]);
        Changed(file with { Attendees = [bob, CleoInvited with { Id = SessionId, Email = "new@example.org" }] })
            .Select(f => f.GetType()).ShouldBe([typeof(AttendeesRemoved), typeof(AttendeesInvited), typeof(InvitationAnswered), typeof(EventImported)]);
        State([Scheduled, .. Changed(file with { Attendees = [bob], Time = Once, Details = Details with { Title = "Other" } })]).Sequence.ShouldBe(2);

        IReadOnlyList<object> Changed(FileEvent newer) =>
            ImportEvent.Decide(new ImportEvent(OtherEventId, e.Organizer, newer, Origin, Later), e).ShouldBeOfType<Decision.Accepted>().Facts;
    }
}
