using System.Net.Http.Json;

namespace VideoConf.Journeys;

public sealed class GhostJourney
{
    [Fact]
    public async Task A_host_that_was_killed_leaves_no_ghosts_thirty_seconds_after_its_restart()
    {
        await using var host = await RunningHost.StartAsync();
        using var anna = await host.NewGuestAsync("Anna");
        var code = (await anna.PostAsJsonAsync("rooms", new { }).JsonAsync()).GetProperty("code").GetString();
        await anna.PostAsJsonAsync($"rooms/{code}/join", new { displayName = "Anna" }).JsonAsync();

        await host.KillAndStartAgainAsync();
        var restarted = System.Diagnostics.Stopwatch.StartNew();
        using var boris = await host.NewGuestAsync("Boris");
        while ((await boris.GetAsync($"rooms/{code}").JsonAsync()).GetProperty("live") is { ValueKind: System.Text.Json.JsonValueKind.Object } live
               && live.GetProperty("participants").GetInt32() > 0)
        {
            restarted.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }
}
