using VideoConf.Rooms.Reactions;
using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class LeaveRoomSpec
{
    private static Func<Session?, Decision> Leaves(Guid by, Guid stay, LeaveReason reason = LeaveReason.Left) =>
        session => LeaveRoom.Decide(new LeaveRoom(by, stay, reason, Later), session!);

    [Fact]
    public void Who_is_not_there_has_nothing_to_leave() => Spec.Given(Started, Joined(Bob)).When(Leaves(Dan, Stay(Dan))).ThenNothing();

    [Fact]
    public void A_stay_ends_once() => Spec.Given(Started, Joined(Bob), Joined(Dan), Left(Dan)).When(Leaves(Dan, Stay(Dan))).ThenNothing();

    [Fact]
    public void Nobody_leaves_for_another_one_not_even_the_host() =>
        Spec.Given(Started, Joined(Ada, Role.Host), Joined(Bob)).When(Leaves(Ada, Stay(Bob))).ThenRefused("not_your_stay");

    [Fact]
    public void Who_leaves_has_left() => Spec.Given(Started, Joined(Bob), Joined(Dan)).When(Leaves(Dan, Stay(Dan))).Then(Left(Dan));

    [Fact]
    public void One_device_leaves_and_the_other_stays() =>
        Spec.Given(Started, Joined(Dan), Joined(Dan, device: 2)).When(Leaves(Dan, Stay(Dan))).Then(Left(Dan));

    [Fact]
    public void The_last_one_who_leaves_ends_the_session() =>
        Spec.Given(Started, Joined(Dan)).When(Leaves(Dan, Stay(Dan))).Then(Left(Dan), new SessionEnded(EndReason.LastLeft, Later));

    [Fact]
    public void The_last_one_who_closes_the_page_does_not_end_it_at_once() =>
        Spec.Given(Started, Joined(Dan)).When(Leaves(Dan, Stay(Dan), LeaveReason.PageClosed)).Then(Left(Dan, LeaveReason.PageClosed));
}

public sealed class EndSessionWhenLeftEmptySpec
{
    private static readonly Instant Before = Later - Duration.FromSeconds(3);

    private static Func<Session?, Decision> Looks(Instant leftAt) => session => EndSessionWhenLeftEmpty.Decide(session, leftAt);

    [Fact]
    public void There_is_no_session() => Spec.Given().When(Looks(Later)).ThenNothing();

    [Fact]
    public void It_is_over_already() =>
        Spec.Given(Started, Joined(Dan), Left(Dan), new SessionEnded(EndReason.EndedByHost, Later)).When(Looks(Later)).ThenNothing();

    [Fact]
    public void Somebody_is_there_again() =>
        Spec.Given(Started, Joined(Dan), Left(Dan, LeaveReason.PageClosed), Joined(Dan, device: 2)).When(Looks(Later)).ThenNothing();

    [Fact]
    public void Somebody_was_there_again_and_has_the_whole_patience_from_his_own_leaving() =>
        Spec.Given(Started, Joined(Dan), Left(Dan, LeaveReason.PageClosed, at: Before), Joined(Dan, device: 2), Left(Dan, LeaveReason.PageClosed, device: 2))
            .When(Looks(Before)).ThenNothing();

    [Fact]
    public void Nobody_came_back_and_it_ended_when_the_last_one_left() =>
        Spec.Given(Started, Joined(Dan), Left(Dan, LeaveReason.PageClosed)).When(Looks(Later)).Then(new SessionEnded(EndReason.LastLeft, Later));
}
