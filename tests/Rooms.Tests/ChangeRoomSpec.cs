using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class ChangeRoomSpec
{
    private static readonly RoomPass Fresh = new("cd34", "sealed anew");
    private static readonly ChangeRoom Nothing = new(Ada, null, default, null, Fresh, null, default, default, null, default);
    private static readonly RoomSettingsChanged Unchanged = new(null, 3, null, null, false, new RoomSettings());

    private static Func<Room?, Decision> Decide(ChangeRoom command) => room => ChangeRoom.Decide(command, room);

    [Fact]
    public void A_room_that_is_not_there_cannot_be_changed() => Spec.Given().When(Decide(Nothing)).ThenRefused("room_not_found");

    [Fact]
    public void Somebody_who_does_not_manage_it_may_not() =>
        Spec.Given(Opened).When(Decide(Nothing with { By = Bob, Name = "Mine" })).ThenRefused("not_host_or_co_host");

    [Fact]
    public void A_co_host_may() => Spec.Given(Opened, new CoHostAppointed(Bob, Ada))
        .When(Decide(Nothing with { By = Bob, Name = "Ours" })).Then(new RoomDetailsChanged("Ours", "Every day", Ada));

    [Fact]
    public void The_schedule_must_end_after_its_start_also_when_only_one_of_them_is_changed() => Spec.Given(Opened with { ScheduledStart = Later })
        .When(Decide(Nothing with { ScheduledEnd = new(true, Now) })).ThenRefused("ends_before_start");

    [Fact]
    public void What_is_not_said_stays() => Spec.Given(Opened).When(Decide(Nothing with { MaxParticipants = 7 })).Then(Unchanged with { MaxParticipants = 7 });

    [Fact]
    public void What_is_set_to_nothing_goes() => Spec.Given(Opened with { ScheduledStart = Now, ScheduledEnd = Later })
        .When(Decide(Nothing with { Description = new(true, null), ScheduledStart = new(true, null) }))
        .Then(new RoomDetailsChanged("Standup", null, Ada), Unchanged with { ScheduledEnd = Later });

    [Fact]
    public void One_setting_leaves_the_others() => Spec.Given(Opened with { Settings = new RoomSettings(MuteOnEntry: true) })
        .When(Decide(Nothing with { Settings = new(null, null, AllowGuests: false) }))
        .Then(Unchanged with { Settings = new RoomSettings(MuteOnEntry: true, AllowScreenShare: true, AllowGuests: false) });

    [Fact]
    public void A_room_made_private_gets_a_pass() => Spec.Given(Opened).When(Decide(Nothing with { IsPrivate = true })).Then(Unchanged with { Pass = Fresh });

    [Fact]
    public void A_private_room_keeps_its_pass_so_that_links_go_on_working() => Spec.Given(Opened with { Pass = Pass }).When(Decide(Nothing with { IsPrivate = true })).ThenNothing();

    [Fact]
    public void A_room_made_public_loses_its_pass() => Spec.Given(Opened with { Pass = Pass }).When(Decide(Nothing with { IsPrivate = false })).Then(Unchanged);

    [Fact]
    public void What_is_so_already_is_nothing_to_do() => Spec.Given(Opened).When(Decide(Nothing with { Name = "Standup", MaxParticipants = 3 })).ThenNothing();
}
