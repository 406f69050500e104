using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class CloseRoomSpec
{
    private static Func<Room?, Decision> By(Guid person) => room => CloseRoom.Decide(new CloseRoom(person, Later), room);

    [Fact]
    public void A_room_that_is_not_there_cannot_be_closed() => Spec.Given().When(By(Ada)).ThenRefused("room_not_found");

    [Fact]
    public void Nobody_but_the_host_closes_it() => Spec.Given(Opened, new CoHostAppointed(Bob, Ada)).When(By(Bob)).ThenRefused("not_host");

    [Fact]
    public void It_is_closed_once() => Spec.Given(Opened, new RoomClosed(Ada, Now)).When(By(Ada)).ThenRefused("already_closed");

    [Fact]
    public void The_host_closes_it() => Spec.Given(Opened).When(By(Ada)).Then(new RoomClosed(Ada, Later));

    [Fact]
    public void Who_got_the_room_handed_over_closes_it() =>
        Spec.Given(Opened, new HostHandedOver(Ada, Bob, Now)).When(By(Bob)).Then(new RoomClosed(Bob, Later));
}

public sealed class ReopenRoomSpec
{
    private static Func<Room?, Decision> By(Guid person) => room => ReopenRoom.Decide(new ReopenRoom(person, Later), room);

    [Fact]
    public void A_room_that_is_not_there_cannot_be_opened_again() => Spec.Given().When(By(Ada)).ThenRefused("room_not_found");

    [Fact]
    public void Nobody_but_the_host_opens_it_again() => Spec.Given(Opened, new RoomClosed(Ada, Now)).When(By(Bob)).ThenRefused("not_host");

    [Fact]
    public void A_room_that_is_open_is_not_opened_again() =>
        Spec.Given(Opened, new RoomClosed(Ada, Now), new RoomReopened(Ada, Now)).When(By(Ada)).ThenRefused("already_open");

    [Fact]
    public void The_host_opens_it_again() => Spec.Given(Opened, new RoomClosed(Ada, Now)).When(By(Ada)).Then(new RoomReopened(Ada, Later));
}
