using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class RemoveParticipantSpec
{
    private static Func<Room?, Session?, Decision> Removes(Guid by, Guid stay) =>
        (room, session) => RemoveParticipant.Decide(new RemoveParticipant(by, stay, Later), room!, session!);

    [Fact]
    public void Somebody_who_does_not_manage_the_room_may_not() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Cleo)).When(Removes(Bob, Stay(Cleo))).ThenRefused("not_host_or_co_host");

    [Fact]
    public void Who_is_not_there_cannot_be_removed() =>
        Spec.Given(Opened, Started, Joined(Bob), Left(Bob)).When(Removes(Ada, Stay(Bob))).ThenRefused("participant_not_present");

    [Fact]
    public void The_host_cannot_be_removed() =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Ada, Role.Host), Joined(Bob, Role.CoHost)).When(Removes(Bob, Stay(Ada))).ThenRefused("cannot_act_on_host");

    [Fact]
    public void A_person_is_removed_on_every_device() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Bob, device: 2), Joined(Cleo)).When(Removes(Ada, Stay(Bob, 2)))
            .Then(
                new ParticipantRemoved(Stay(Bob), Bob, Ada), Left(Bob, LeaveReason.Removed),
                new ParticipantRemoved(Stay(Bob, 2), Bob, Ada), Left(Bob, LeaveReason.Removed, device: 2));
}

public sealed class MuteParticipantSpec
{
    private static Func<Room?, Session?, Decision> Mutes(Guid by, Guid stay) =>
        (room, session) => MuteParticipant.Decide(new MuteParticipant(by, stay), room!, session!);

    [Fact]
    public void Somebody_who_does_not_manage_the_room_may_not() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Cleo)).When(Mutes(Bob, Stay(Cleo))).ThenRefused("not_host_or_co_host");

    [Fact]
    public void Who_is_not_there_cannot_be_muted() =>
        Spec.Given(Opened, Started, Joined(Bob), Left(Bob)).When(Mutes(Ada, Stay(Bob))).ThenRefused("participant_not_present");

    [Fact]
    public void A_co_host_mutes_one_device() =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Cleo), Joined(Cleo, device: 2)).When(Mutes(Bob, Stay(Cleo, 2)))
            .Then(new ParticipantMuted(Stay(Cleo, 2), Bob));
}

public sealed class ChangeRoleSpec
{
    private static Func<Room?, Session?, Decision> Makes(Guid by, Guid stay, bool coHost = true) =>
        (room, session) => ChangeRole.Decide(new ChangeRole(by, stay, coHost), room!, session!);

    [Fact]
    public void Nobody_but_the_host_gives_roles() =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Cleo)).When(Makes(Bob, Stay(Cleo))).ThenRefused("not_host");

    [Fact]
    public void Who_is_not_there_gets_none() => Spec.Given(Opened, Started).When(Makes(Ada, Stay(Bob))).ThenRefused("participant_not_present");

    [Fact]
    public void The_host_keeps_his() => Spec.Given(Opened, Started, Joined(Ada, Role.Host)).When(Makes(Ada, Stay(Ada))).ThenRefused("cannot_act_on_host");

    [Fact]
    public void What_he_is_already_is_nothing_to_do() =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Bob, Role.CoHost)).When(Makes(Ada, Stay(Bob))).ThenNothing();

    [Fact]
    public void A_co_host_is_one_in_the_room_and_on_every_device() =>
        Spec.Given(Opened, Started, Joined(Bob), Joined(Bob, device: 2)).When(Makes(Ada, Stay(Bob)))
            .Then(new CoHostAppointed(Bob, Ada), new ParticipantRoleChanged(Stay(Bob), Role.CoHost, Ada), new ParticipantRoleChanged(Stay(Bob, 2), Role.CoHost, Ada));

    [Theory]
    [InlineData(false, Role.Participant)]
    [InlineData(true, Role.Guest)]
    public void A_co_host_is_made_what_he_was(bool isGuest, Role role) =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Bob, Role.CoHost, isGuest: isGuest)).When(Makes(Ada, Stay(Bob), coHost: false))
            .Then(new CoHostDismissed(Bob, Ada), new ParticipantRoleChanged(Stay(Bob), role, Ada));
}

public sealed class HandOverHostSpec
{
    private static Func<Room?, Session?, Decision> Gives(Guid by, Guid stay) =>
        (room, session) => HandOverHost.Decide(new HandOverHost(by, stay, Later), room!, session!);

    [Fact]
    public void Nobody_but_the_host_gives_the_room_away() =>
        Spec.Given(Opened, new CoHostAppointed(Bob, Ada), Started, Joined(Bob, Role.CoHost)).When(Gives(Bob, Stay(Bob))).ThenRefused("not_host");

    [Fact]
    public void It_is_given_to_somebody_who_is_there() => Spec.Given(Opened, Started, Joined(Bob), Left(Bob)).When(Gives(Ada, Stay(Bob))).ThenRefused("participant_not_present");

    [Fact]
    public void The_host_has_it_already() => Spec.Given(Opened, Started, Joined(Ada, Role.Host)).When(Gives(Ada, Stay(Ada))).ThenNothing();

    [Fact]
    public void The_new_host_is_host_and_the_old_one_a_participant_on_every_device() =>
        Spec.Given(Opened, Started, Joined(Ada, Role.Host), Joined(Bob), Joined(Bob, device: 2)).When(Gives(Ada, Stay(Bob)))
            .Then(
                new HostHandedOver(Ada, Bob, Later), new SessionHostChanged(Bob),
                new ParticipantRoleChanged(Stay(Bob), Role.Host, Ada), new ParticipantRoleChanged(Stay(Bob, 2), Role.Host, Ada),
                new ParticipantRoleChanged(Stay(Ada), Role.Participant, Ada));

    [Fact]
    public void A_host_who_is_not_there_can_give_it_away() =>
        Spec.Given(Opened, Started, Joined(Bob)).When(Gives(Ada, Stay(Bob)))
            .Then(new HostHandedOver(Ada, Bob, Later), new SessionHostChanged(Bob), new ParticipantRoleChanged(Stay(Bob), Role.Host, Ada));

    [Fact]
    public void A_co_host_who_becomes_host_is_no_co_host_any_more() =>
        new object[] { Opened, new CoHostAppointed(Bob, Ada), new HostHandedOver(Ada, Bob, Later) }.Aggregate(default(Room), Room.Evolve)!.CoHosts.ShouldBeEmpty();
}

public sealed class EndSessionSpec
{
    private static Func<Room?, Session?, Decision> Ends(Guid by) => (room, session) => EndSession.Decide(new EndSession(by, Later), room!, session!);

    [Fact]
    public void Somebody_who_does_not_manage_the_room_may_not() => Spec.Given(Opened, Started, Joined(Bob)).When(Ends(Bob)).ThenRefused("not_host_or_co_host");

    [Fact]
    public void Everybody_leaves_and_the_session_ends() =>
        Spec.Given(Opened, Started, Joined(Bob), Left(Bob), Joined(Cleo)).When(Ends(Ada))
            .Then(Left(Cleo, LeaveReason.SessionEnded), new SessionEnded(EndReason.EndedByHost, Later));
}
