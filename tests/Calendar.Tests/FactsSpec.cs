using System.Runtime.CompilerServices;
using VideoConf.Calendar.Views;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class FactsSpec
{
    private static readonly EventRegistry Registry = new EventRegistry().AddCalendarFacts();

    private static readonly EventDetails InTheRoom = Details with { Type = EventType.Interview, Reminders = [10, 1440], Place = InRoom };
    private static readonly EventTime WithDates = Weekly with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second], [Third.PlusDays(1)]) };
    private static readonly OccurrenceChange Moved = new(Third, IsCancelled: false, Third.PlusHours(2), Third.PlusHours(4), InTheRoom);
    private static readonly Attendee BobAnswered = BobInvited with
    {
        Answer = Answer.Accepted, Comment = "With pleasure", Answers = [new OccurrenceAnswer(Third, Answer.Declined)],
    };

    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(Registry, "calendar.",
    [
        Scheduled with { Details = InTheRoom, Time = WithDates, Attendees = [BobAnswered, CleoInvited], Changes = [Moved], SplitFrom = OtherEventId },
        new EventRescheduled(WithDates, [Moved]),
        new EventDetailsChanged(InTheRoom),
        new AttendeesInvited([BobInvited]),
        new AttendeesRemoved([BobInvited.Id]),
        new InvitationAnswered(BobInvited.Id, Answer.Tentative, "Perhaps", Second, Now),
        new OccurrenceChanged(Moved),
        new OccurrenceCancelled(Second),
        new SeriesSplit(WithDates, Third, OtherEventId),
        new EventCancelled(Now),
        new EventRestored(3, State(
            Scheduled with { Details = InTheRoom, Time = WithDates, Attendees = [BobAnswered, CleoInvited] },
            new OccurrenceChanged(Moved), new EventStarted(First, SessionId, Now), new EventCompleted(First, Later))),
        new EventStarted(First, SessionId, Now),
        new EventCompleted(First, Now),
        new EventReopened(First),
        new RoomNotAvailable([Second, Third]),
        new FreeBusyShared(Ada),
        new FreeBusyHidden(Ada),
        new EventImported(3, Later),
        new FeedOpened(Ada, "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", Now),
        new FeedRevoked(Ada),
        new OutsideCalendarSubscribed(Ada, OtherEventId, "CfDJ8sealed", "Holidays", "#1a2b3c", Now),
        new OutsideCalendarRemoved(OtherEventId),
    ], Folder());

    [Fact]
    public void The_directory_names_every_fact_of_an_event_so_that_its_version_is_the_events() =>
        new EventDirectory().Facts.Concat(new CalendarOwners().Facts).ShouldBe(Registry.Facts.Keys.Where(f => f.Assembly == typeof(CalendarModule).Assembly), ignoreOrder: true);

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
