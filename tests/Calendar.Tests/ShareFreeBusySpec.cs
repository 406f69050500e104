using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class ShareFreeBusySpec
{
    private static Func<CalendarOwner?, Decision> Decide(bool share) => state => ShareFreeBusy.Decide(new ShareFreeBusy(Ada, share), state);

    [Fact]
    public void Nobody_shares_before_he_says_so() => Spec.Given().When(Decide(false)).ThenNothing();

    [Fact]
    public void It_is_shared() => Spec.Given().When(Decide(true)).Then(new FreeBusyShared(Ada));

    [Fact]
    public void It_is_hidden_again() => Spec.Given(new FreeBusyShared(Ada)).When(Decide(false)).Then(new FreeBusyHidden(Ada));

    [Fact]
    public void What_is_so_already_is_nothing_to_do() => Spec.Given(new FreeBusyShared(Ada), new FreeBusyHidden(Ada), new FreeBusyShared(Ada)).When(Decide(true)).ThenNothing();

    [Fact]
    public void The_stream_of_a_calendar_is_not_that_of_the_account_and_always_the_same()
    {
        CalendarOwner.StreamOf(Ada).ShouldBe(CalendarOwner.StreamOf(Ada));
        CalendarOwner.StreamOf(Ada).ShouldNotBe(Ada);
        CalendarOwner.StreamOf(Ada).Version.ShouldBe(8);
    }
}
