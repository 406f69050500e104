using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class MeasureConnectionSpec
{
    private static readonly Guid SessionId = Guid.Parse("01a203db-0000-7000-8000-000000000002");
    private static readonly ConnectionSummary Fine = new(60, 0.26, 42, 900, 1_300, 24, 1280, 720, "VP8", false, 12, 0, 0, "Chrome 156", []);

    private static ConnectionMeasured Measured(Instant at, ConnectionSummary? summary = null) =>
        (ConnectionMeasured)((Decision.Accepted)Decides(at, summary)(null)).Facts.Single();

    private static Func<StayConnection?, Decision> Decides(Instant at, ConnectionSummary? summary = null) =>
        before => MeasureConnection.Decide(new MeasureConnection(SessionId, Stay(Bob), Bob, summary ?? Fine, at), before);

    [Fact]
    public void What_was_measured_is_kept_with_a_grade_and_by_the_clock_of_the_server() =>
        Spec.Given().When(Decides(Later, Fine with { Troubles = [new(TroubleKind.SignallingLost, "4", 20)] })).Then(new ConnectionMeasured(
            SessionId, Stay(Bob), Bob, 60, Grade.Good, 0.3, 42, 900, 1_300, 24, 1280, 720, "VP8", false, 12, 0, 0, "Chrome 156",
            [new Trouble(TroubleKind.SignallingLost, "4", Later - Duration.FromSeconds(20))], Later));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(59, true)] // a minute after it began to measure, which was a second before the first
    [InlineData(60, true)]
    public void There_is_one_for_each_minute_at_most(int secondsLater, bool isKept)
    {
        var first = Measured(Now, Fine with { Seconds = 1 });
        var decide = Spec.Given(first).When(Decides(Now + Duration.FromSeconds(secondsLater)));
        if (isKept) decide.Then(Measured(Now + Duration.FromSeconds(secondsLater)));
        else decide.ThenNothing();
    }

    [Fact]
    public void Who_leaves_may_say_the_rest_of_the_minute() =>
        Spec.Given(Measured(Now), Measured(Now + Duration.FromSeconds(61))).When(Decides(Now + Duration.FromSeconds(90), Fine with { Seconds = 29 }))
            .Then(Measured(Now + Duration.FromSeconds(90), Fine with { Seconds = 29 }));

    [Theory]
    [InlineData(4.9, 299, 24, 1_300, 720, "good")]
    [InlineData(5.0, 0, 24, 1_300, 720, "fair")]
    [InlineData(9.9, 0, 24, 1_300, 720, "fair")]
    [InlineData(10.0, 0, 24, 1_300, 720, "poor")]
    [InlineData(0.0, 300, 24, 1_300, 720, "fair")]
    [InlineData(0.0, 600, 24, 1_300, 720, "poor")]
    [InlineData(0.0, 0, 24, 30, 720, "good")] // a still picture
    [InlineData(0.0, 0, 8, 1_300, 720, "fair")]
    [InlineData(0.0, 0, 8, 500, 720, "fair")]
    [InlineData(0.0, 0, 8, 400, 720, "poor")]
    [InlineData(0.0, 0, 8, 400, 360, "fair")]
    [InlineData(0.0, 0, 5, 1_300, 720, "poor")]
    [InlineData(null, null, null, null, null, "good")]
    public void The_grade_is_that_of_the_worst_number(double? loss, int? roundTrip, int? frames, int? receive, int? height, string grade) =>
        MeasureConnection.GradeOf(Fine with { LossPercent = loss, RoundTripMs = roundTrip, FramesPerSecond = frames, ReceiveKbps = receive, Height = height })
            .ToString().ShouldBe(grade, StringCompareShould.IgnoreCase);

    [Theory]
    [InlineData(TroubleKind.IceFailed, "poor")]
    [InlineData(TroubleKind.MediaSilent, "poor")]
    [InlineData(TroubleKind.SignallingLost, "good")]
    [InlineData(TroubleKind.DeviceDenied, "good")]
    public void No_number_makes_up_for_media_that_did_not_come(TroubleKind kind, string grade) =>
        MeasureConnection.GradeOf(Fine with { Troubles = [new(kind, null, 0)] }).ToString().ShouldBe(grade, StringCompareShould.IgnoreCase);
}
