using VideoConf.Rooms.Views;
using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class ViewsSpec
{
    private static SessionRow History(params object[] facts) =>
        facts.Select(fact => new StoredEvent(1, 1, Guid.Empty, RoomId, 1, "", "", fact, new EventMetadata(), Now)).Aggregate(default(SessionRow), new SessionHistory().Fold)!;

    [Fact]
    public void A_rejoin_adds_a_stay_and_keeps_the_one_before()
    {
        var row = History(Started, Joined(Bob), Left(Bob, LeaveReason.ConnectionLost), Joined(Bob, device: 2));
        row.Stays.Select(s => (s.ParticipantId, s.LeftAt, s.Reason)).ShouldBe([(Stay(Bob), Later, LeaveReason.ConnectionLost), (Stay(Bob, 2), null, null)]);
        row.Present.Single().ParticipantId.ShouldBe(Stay(Bob, 2));
    }

    [Fact]
    public void The_peak_is_the_most_who_were_there_at_once() =>
        History(Started, Joined(Ada), Joined(Bob), Left(Bob), Joined(Cleo), Left(Ada), Joined(Dan)).Peak.ShouldBe(2);

    [Fact]
    public void A_session_that_is_over_is_not_live_any_more()
    {
        var row = History(Started, Joined(Ada), Left(Ada), new SessionEnded(EndReason.LastLeft, Later));
        (row.EndedAt, row.EndReason).ShouldBe((Later, EndReason.LastLeft));
        row.Present.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0-10", 10)]
    [InlineData("0-10 20-30", 20)]
    [InlineData("0-10 5-15", 15)]
    [InlineData("0-30 5-15", 30)]
    [InlineData("5-15 0-30 40-", 40)]
    [InlineData("0- 10-20", 50)]
    [InlineData("10-10", 0)]
    [InlineData("10-5", 0)]
    public void Time_on_two_devices_at_once_counts_once_and_who_is_still_there_counts_until_now(string stays, int seconds)
    {
        var list = stays.Split(' ').Select(s => s.Split('-')).Select(s => new Stay(
            Guid.NewGuid(), Bob, "Bob", Role.Participant, false, At(s[0])!.Value, At(s[1]), null));
        HeldSessions.TimeThere(list, Now + Duration.FromSeconds(50)).ShouldBe(Duration.FromSeconds(seconds));

        static Instant? At(string second) => second == "" ? null : Now + Duration.FromSeconds(int.Parse(second, System.Globalization.CultureInfo.InvariantCulture));
    }
}
