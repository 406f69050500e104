using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class JoinRoomSpec
{
    private static readonly Guid NewStay = Stay(Dan, 9);

    private static JoinRoom Comes(Guid person, bool isGuest = false, Guid? previous = null) =>
        new(new Caller(person, "", isGuest), "Dan", NewStay, previous, Later);

    private static Func<Room?, Session?, Decision> Decide(JoinRoom command) => (room, session) => JoinRoom.Decide(command, room, session);

    private static ParticipantJoined Came(Guid person, Role role, bool isGuest = false) => new(NewStay, person, "Dan", role, isGuest, Later);

    [Fact]
    public void A_room_that_is_not_there_cannot_be_joined() => Spec.Given().When(Decide(Comes(Dan))).ThenRefused("room_not_found");

    [Fact]
    public void A_closed_room_cannot_be_joined_not_even_by_its_host() =>
        Spec.Given(Opened, new RoomClosed(Ada, Now)).When(Decide(Comes(Ada))).ThenRefused("room_closed");

    [Fact]
    public void A_room_that_is_kept_for_others_cannot_be_joined() =>
        Spec.Given(Opened with { Invited = [Bob] }).When(Decide(Comes(Dan))).ThenRefused("not_invited");

    [Fact]
    public void Who_is_invited_or_leads_it_comes_into_a_kept_room()
    {
        Spec.Given(Opened with { Invited = [Dan] }).When(Decide(Comes(Dan))).Then(new SessionStarted(RoomId, Ada, Later), Came(Dan, Role.Participant));
        Spec.Given(Opened with { Invited = [], CoHosts = [Dan] }).When(Decide(Comes(Dan))).Then(new SessionStarted(RoomId, Ada, Later), Came(Dan, Role.CoHost));
    }

    [Fact]
    public void Who_comes_to_a_room_that_was_left_for_another_place_is_told_so() =>
        Spec.Given(Opened, new RoomMoved("https://meet.google.com/abc-defg-hij", Now)).When(Decide(Comes(Dan))).ThenRefused("room_moved");

    [Fact]
    public void Who_was_removed_stays_out_of_the_session() =>
        Spec.Given(Opened, Started, Joined(Dan), new ParticipantRemoved(Stay(Dan), Dan, Ada), Left(Dan, LeaveReason.Removed))
            .When(Decide(Comes(Dan))).ThenRefused("removed_from_session");

    [Fact]
    public void Guests_stay_out_of_a_room_for_accounts() =>
        Spec.Given(Opened with { Settings = new RoomSettings(AllowGuests: false) }).When(Decide(Comes(Dan, isGuest: true))).ThenRefused("guests_not_allowed");

    [Fact]
    public void A_guest_who_is_the_host_comes_into_his_room_whatever_it_says_of_guests() =>
        Spec.Given(Opened with { HostId = Dan, Settings = new RoomSettings(AllowGuests: false) })
            .When(Decide(Comes(Dan, isGuest: true))).Then(new SessionStarted(RoomId, Dan, Later), Came(Dan, Role.Host, isGuest: true));

    [Fact]
    public void A_full_room_is_full_for_its_host_too() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Cleo), Joined(Bob, device: 2)).When(Decide(Comes(Ada))).ThenRefused("room_full");

    [Fact]
    public void Who_left_makes_room() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Cleo), Joined(Ada, Role.Host), Left(Bob)).When(Decide(Comes(Dan))).Then(Came(Dan, Role.Participant));

    [Fact]
    public void Who_takes_the_place_of_his_own_stay_comes_into_a_full_room() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Cleo), Joined(Dan)).When(Decide(Comes(Dan, previous: Stay(Dan))))
            .Then(new ParticipantLeft(Stay(Dan), LeaveReason.Rejoined, Later), Came(Dan, Role.Participant));

    [Fact]
    public void Nobody_takes_the_place_of_another_one() =>
        Spec.Given(Opened, Started, Joined(Bob)).When(Decide(Comes(Dan, previous: Stay(Bob)))).Then(Came(Dan, Role.Participant));

    [Fact]
    public void A_stay_that_has_ended_is_not_ended_again() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Dan), Left(Dan)).When(Decide(Comes(Dan, previous: Stay(Dan)))).Then(Came(Dan, Role.Participant));

    [Fact]
    public void The_first_one_starts_the_session() =>
        Spec.Given(Opened).When(Decide(Comes(Dan))).Then(new SessionStarted(RoomId, Ada, Later), Came(Dan, Role.Participant));

    [Fact]
    public void One_person_may_be_there_with_two_devices() =>
        Spec.Given(Opened, Started, Joined(Dan)).When(Decide(Comes(Dan))).Then(Came(Dan, Role.Participant));

    [Theory]
    [InlineData("a", false, Role.Host)]
    [InlineData("a", true, Role.Host)]
    [InlineData("b", false, Role.CoHost)]
    [InlineData("b", true, Role.CoHost)]
    [InlineData("c", false, Role.Participant)]
    [InlineData("c", true, Role.Guest)]
    public void Everybody_gets_the_role_that_the_room_gives_him(string who, bool isGuest, Role role)
    {
        var person = who switch { "a" => Ada, "b" => Bob, _ => Cleo };
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started).When(Decide(Comes(person, isGuest))).Then(Came(person, role, isGuest));
    }
}
