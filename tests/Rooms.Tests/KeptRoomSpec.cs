using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class KeptRoomSpec
{
    private static readonly KeptRoom Kept = new(Opened.Name, Ada, [], [Bob], null, IsOpen: true);

    private static Func<Room?, Session?, Decision> Keep(KeptRoom kept) => (room, _) => Decision.Accept([.. BookableRooms.Facts(room!, kept, Later)]);

    private static readonly RoomOpened ForBob = Opened with { Invited = [Bob] };

    [Fact]
    public void What_is_so_already_is_not_written_again() => Spec.Given(ForBob).When(Keep(Kept)).Then();

    [Fact]
    public void A_room_that_was_open_to_all_is_kept() => Spec.Given(Opened).When(Keep(Kept)).Then(new RoomPeopleSet(Ada, [], [Bob]));

    [Fact]
    public void Another_host_and_other_people() =>
        Spec.Given(ForBob).When(Keep(Kept with { HostId = Bob, CoHosts = [Ada], Invited = [Cleo] })).Then(new RoomPeopleSet(Bob, [Ada], [Cleo]));

    [Fact]
    public void Another_name() => Spec.Given(ForBob).When(Keep(Kept with { Name = "Retro" })).Then(new RoomDetailsChanged("Retro", Opened.Description, Ada));

    [Fact]
    public void A_name_that_is_somebody_elses_word() =>
        Spec.Given(ForBob).When(Keep(Kept with { Name = "Retro", OwnerId = Cleo })).Then(new RoomDetailsChanged("Retro", Opened.Description, Cleo));

    [Fact]
    public void Held_elsewhere_and_back()
    {
        Spec.Given(ForBob).When(Keep(Kept with { MovedTo = "https://example.org/a" })).Then(new RoomMoved("https://example.org/a", Later));
        Spec.Given(ForBob, new RoomMoved("https://example.org/a", Now)).When(Keep(Kept)).Then(new RoomMovedBack(Later));
    }

    [Fact]
    public void Closed_and_opened_again()
    {
        Spec.Given(ForBob).When(Keep(Kept with { IsOpen = false })).Then(new RoomClosed(Ada, Later));
        Spec.Given(ForBob, new RoomClosed(Ada, Now)).When(Keep(Kept)).Then(new RoomReopened(Ada, Later));
    }
}
