using System.Runtime.CompilerServices;
using VideoConf.Rooms.Views;
using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class FactsSpec
{
    private static readonly EventRegistry Registry = new EventRegistry().AddRoomFacts();

    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(Registry, "rooms.",
    [
        Opened with { Pass = Pass, ScheduledStart = Now, ScheduledEnd = Later, RecordingEnabled = true, Settings = new RoomSettings(true, false, false) },
        new RoomDetailsChanged("Standup", "Every day"),
        new RoomSettingsChanged(Pass, 3, Now, Later, true, new RoomSettings(true, false, false)),
        new RoomClosed(Ada, Now),
        new RoomReopened(Ada, Now),
        new HostHandedOver(Ada, Bob, Now),
        new CoHostAppointed(Bob, Ada),
        new CoHostDismissed(Bob, Ada),
        new RoomPeopleSet(Ada, [Bob], [Ada, Bob]),
        new RoomMoved("https://meet.google.com/abc-defg-hij", Now),
        new RoomMovedBack(Now),
        Started,
        Joined(Bob, Role.CoHost, isGuest: true),
        Left(Bob, LeaveReason.ConnectionLost),
        new ParticipantRemoved(Stay(Bob), Bob, Ada),
        new ParticipantMuted(Stay(Bob), Ada),
        new ParticipantRoleChanged(Stay(Bob), Role.CoHost, Ada),
        new SessionHostChanged(Bob),
        new SessionEnded(EndReason.LastLeft, Now),
        new ConnectionMeasured(
            RoomId, Stay(Bob), Bob, 60, Grade.Fair, 6.3, 120, 900, 1_300, 24, 1280, 720, "VP8", true, 12, 30, 1, "Chrome 156",
            [new Trouble(TroubleKind.SignallingLost, "12", Now), new Trouble(TroubleKind.DeviceDenied, "camera", Now)], Later),
    ], Folder());

    [Fact]
    public void The_room_directory_names_every_fact_of_a_room_so_that_its_version_is_the_rooms() =>
        new RoomDirectory().Facts.ShouldBe(FactsOf<IRoomFact>(), ignoreOrder: true);

    [Fact]
    public void Every_fact_of_a_session_is_published_and_no_fact_of_a_room() =>
        FactsOf<ISessionFact>().Concat(FactsOf<IRoomFact>()).Where(type => PublishedRoomEvents.Of(Stored(Blank(type))) is not null)
            .ShouldBe(FactsOf<ISessionFact>(), ignoreOrder: true);

    [Fact]
    public void A_published_fact_says_what_and_when_and_which_version()
    {
        var published = PublishedRoomEvents.Of(Stored(Joined(Bob, Role.Guest, isGuest: true)))!;
        published.ShouldBe(new SessionFact(RoomId, 7, "participantJoined", Later,
            new ParticipantCame(new Participant(Stay(Bob), Bob, "Name of b", Role.Guest, true, Now))));
    }

    [Fact]
    public void A_fact_of_tomorrow_is_not_published() => PublishedRoomEvents.Of(Stored(null)).ShouldBeNull();

    private static StoredEvent Stored(object? fact) => new(1, 1, Guid.Empty, RoomId, 7, "", "", fact, new EventMetadata(), Later);

    private static object Blank(Type type) => RuntimeHelpers.GetUninitializedObject(type);

    private static IEnumerable<Type> FactsOf<TStream>() =>
        typeof(RoomsModule).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(TStream)));

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
