using VideoConf.Interviews.Reactions;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>Half an hour after its end an interview that nobody ended is over: the server's clock alone does it.</summary>
public sealed class ClosingByTime(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private readonly Person platform = server.NewPlatform();
    private readonly Person ada = server.NewPerson("Ada");

    private async Task<Shown> ScheduledAsync(string? serviceType = null, string? link = null)
    {
        var shown = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), server.InTwoDays(), serviceType, link));
        await TimerAsync(shown.Id, shown.StartsAt!.Value + Duration.FromMinutes(90));
        return shown;
    }

    /// <summary>When its timer is set to this; null: when it has none.</summary>
    private async Task TimerAsync(Guid id, Instant? due)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (await server.QueryAsync<long>($"select count(*) from events.vc_timers where kind = '{CloseInterview.Timer}' and key = '{id}'{(due is { } at ? $" and due = '{at}'" : "")}") != (due is null ? 0 : 1))
        {
            Environment.TickCount64.ShouldBeLessThan(deadline, "The timer is set otherwise.");
            await Task.Delay(20);
        }
    }

    private void ItIs(Instant time) => server.Clock.Advance(time - server.Clock.GetCurrentInstant());

    [Fact]
    public async Task Who_was_not_in_the_room_did_not_come()
    {
        var shown = await ScheduledAsync();
        ItIs(shown.StartsAt!.Value);
        (await ada.Post($"rooms/{shown.RoomCode}/join", new { })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        ItIs(shown.StartsAt.Value + Duration.FromMinutes(90));
        var closed = await server.FactAsync(f => f.StreamId == shown.Id && f.Data is NoShowRecorded or InterviewEnded);
        closed.Data.ShouldBeOfType<NoShowRecorded>().ShouldSatisfyAllConditions(f => f.MemberIds.ShouldBe([shown.Candidate.Id]), f => f.By.ShouldBe(By.Time));
        var seen = await ada.SeesAsync(shown.Id);
        (seen.State, seen.Candidate.IsNoShow, seen.Interviewer.IsNoShow).ShouldBe(("no_show", true, false));
    }

    [Fact]
    public async Task Elsewhere_nobody_knows_who_came_and_it_is_over()
    {
        var shown = await ScheduledAsync("other_link", "https://example.org/meet");
        ItIs(shown.StartsAt!.Value + Duration.FromMinutes(90));
        (await server.FactAsync(f => f.StreamId == shown.Id && f.Data is NoShowRecorded or InterviewEnded)).Data.ShouldBeOfType<InterviewEnded>();
    }

    [Fact]
    public async Task One_that_was_moved_is_closed_after_its_new_time()
    {
        var shown = await ScheduledAsync();
        var moved = (await platform.Put($"interviews/{shown.Id}/time", new { start = $"{shown.Start!.Value.PlusDays(1):uuuu-MM-dd'T'HH:mm:ss}", durationMinutes = 30, timeZone = "Europe/Berlin" })).As<Shown>();
        await TimerAsync(shown.Id, moved.StartsAt!.Value + Duration.FromHours(1));
        // A witness with its old time is closed; this one is not
        var witness = await platform.SchedulesAsync(Interview(server.NewAddress("eve"), server.NewAddress("bob"), $"{shown.Start:uuuu-MM-dd'T'HH:mm:ss}"));
        await TimerAsync(witness.Id, shown.StartsAt!.Value + Duration.FromMinutes(90));
        ItIs(shown.StartsAt.Value + Duration.FromMinutes(90));
        await server.FactAsync(f => f.StreamId == witness.Id && f.Data is NoShowRecorded);
        (await platform.SeesAsync(shown.Id)).State.ShouldBe("scheduled");
        ItIs(moved.StartsAt.Value + Duration.FromHours(1));
        (await server.FactAsync(f => f.StreamId == shown.Id && f.Data is NoShowRecorded)).Data.ShouldBeOfType<NoShowRecorded>().MemberIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_was_cancelled_has_none_and_gets_it_back_when_it_is_reopened()
    {
        var shown = await ScheduledAsync();
        await platform.Post($"interviews/{shown.Id}/cancel", new { });
        await TimerAsync(shown.Id, null);
        await platform.Post($"interviews/{shown.Id}/reopen", new { });
        await TimerAsync(shown.Id, shown.StartsAt!.Value + Duration.FromMinutes(90));
        await platform.Put($"interviews/{shown.Id}/phase", new { phase = "first_round" });
        await platform.Post($"interviews/{shown.Id}/end", new { });
        await TimerAsync(shown.Id, null);
    }
}
