using System.Text.Json;

namespace VideoConf.Host.Tests;

/// <summary>What an operator asks of a running host, and of its data folder when it is stopped.</summary>
public sealed class CommandsSpec
{
    [Fact]
    public async Task An_operator_looks_at_the_log_the_views_and_the_subscriptions_and_mends_them()
    {
        await using var host = new HostProgram();
        await host.StartAsync();
        var id = await host.OpenRoomAsync("Standup");
        await host.OpenRoomAsync("Retro");

        await FactsAreShownAsync(host, id);
        await ViewsAreMendedAsync(host, id);
        await APausedSubscriptionIsSeenAndHelpedAsync(host);

        await host.StopAsync();
        var stopped = await host.RunAsync("events", "verify", "--json");
        (stopped.ExitCode, stopped.Json[^1].GetProperty("faults").GetInt32()).ShouldBe((0, 0), stopped.Error);
    }

    private static async Task FactsAreShownAsync(HostProgram host, Guid id)
    {
        var stream = await host.RunAsync("events", "stream", id.ToString(), "--json");
        stream.ExitCode.ShouldBe(0, stream.Error);
        var fact = stream.Json.ShouldHaveSingleItem();
        (fact.GetProperty("type").GetString(), fact.GetProperty("version").GetInt32(), fact.GetProperty("streamId").GetGuid()).ShouldBe(("rooms.room_opened", 1, id));
        fact.GetProperty("data").GetProperty("name").GetString().ShouldBe("Standup");
        (await host.RunAsync("events", "stream", id.ToString())).Output.ShouldContain($"{id}    1  rooms.room_opened  {{");
        var unknown = Guid.NewGuid();
        (await host.RunAsync("events", "stream", unknown.ToString())).ShouldBe(new Ended(1, "", $"There is no stream {unknown}.\n"));

        var tail = await host.RunAsync("events", "tail", "--last", "2", "--json");
        tail.Json.Select(f => f.GetProperty("data").GetProperty("name").GetString()).ShouldBe(["Standup", "Retro"]);
        await WhatIsCommittedIsFollowedAsync(host);
        (await host.RunAsync("events", "verify")).ShouldSatisfyAllConditions(v => v.ExitCode.ShouldBe(0), v => v.Output.ShouldStartWith("The log is whole: "));
        await host.ExecuteAsync($"update events.mt_events set data = '[]' where stream_id = '{id}'");
        var broken = await host.RunAsync("events", "verify", "--json");
        (broken.ExitCode, broken.Json[0].GetProperty("kind").GetString()).ShouldBe((2, "unreadable_body"));
        await host.ExecuteAsync($"update events.mt_events set data = '{fact.GetProperty("data").GetRawText().Replace("'", "''", StringComparison.Ordinal)}' where stream_id = '{id}'");
    }

    private static async Task WhatIsCommittedIsFollowedAsync(HostProgram host)
    {
        using var follower = host.RunBeside("events", "tail", "--last", "1", "--follow", "--json");
        try
        {
            (await NameAsync()).ShouldBe("Retro");
            await host.OpenRoomAsync("Planning");
            await host.OpenRoomAsync("Review");
            (await NameAsync()).ShouldBe("Planning");
            (await NameAsync()).ShouldBe("Review");
        }
        finally
        {
            follower.Kill();
        }

        async Task<string?> NameAsync() => JsonDocument.Parse((await follower.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!)
            .RootElement.GetProperty("data").GetProperty("name").GetString();
    }

    private static async Task ViewsAreMendedAsync(HostProgram host, Guid id)
    {
        var list = await host.RunAsync("views", "list", "--json");
        list.Json.Select(v => (v.GetProperty("alias").GetString(), v.GetProperty("isInline").GetBoolean())).ShouldContain(("roomdirectory", true));
        list.Json.Single(v => v.GetProperty("alias").GetString() == "roomdirectory").GetProperty("rows").GetInt32().ShouldBe(4);
        (await host.RunAsync("views", "list")).Output.ShouldContain("roomdirectory");

        await host.ExecuteAsync($"update events.mt_doc_roomdirectory set data = jsonb_set(data, '{{name}}', '\"damaged\"') where id = '{id}'");
        var differs = await host.RunAsync("views", "verify", "roomdirectory", "--json");
        (differs.ExitCode, differs.Json[0].GetProperty("key").GetGuid(), differs.Json[^1].GetProperty("differences").GetInt32()).ShouldBe((2, id, 1));
        var rebuilt = await host.RunAsync("views", "rebuild", "roomdirectory");
        (rebuilt.ExitCode, rebuilt.Output).ShouldBe((0, "roomdirectory is rebuilt.\n"), rebuilt.Error);
        (await host.RunAsync("views", "verify", "roomdirectory")).ShouldSatisfyAllConditions(v => v.ExitCode.ShouldBe(0), v => v.Output.ShouldBe("roomdirectory is what the log says.\n"));
        (await host.RunAsync("views", "rebuild", "nothing")).ShouldSatisfyAllConditions(v => v.ExitCode.ShouldBe(1), v => v.Error.ShouldStartWith("There is no view nothing. There are: "));
    }

    private static async Task APausedSubscriptionIsSeenAndHelpedAsync(HostProgram host)
    {
        var name = (await host.RunAsync("subscriptions", "list", "--json")).Json[0].GetProperty("progress").GetProperty("name").GetString()!;
        (await host.GetAsync("/health/live")).GetProperty("status").GetString().ShouldBe("live");
        (await host.GetAsync("/health/ready")).GetProperty("status").GetString().ShouldBe("ready");
        await host.StopAsync();
        await host.StartAsync();
        await host.ExecuteAsync($"update events.mt_event_progression set state = 'paused', attempts = 6, error = 'InvalidOperationException: no', failed_tx_id = tx_id, failed_seq_id = 7 where name = '{name}'");

        var ready = await host.GetAsync("/health/ready");
        ready.GetProperty("status").GetString().ShouldBe("degraded");
        ready.GetProperty("subscriptions").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name).GetProperty("state").GetString().ShouldBe("paused");
        (await host.RunAsync("subscriptions", "list")).Output.ShouldContain("at 7, attempt 6: InvalidOperationException: no");
        (await host.RunAsync("subscriptions", "retry", name)).ShouldBe(new Ended(0, $"{name} tries again.\n", ""));
        (await host.RunAsync("subscriptions", "retry", name)).ShouldBe(new Ended(1, "", $"{name} is not paused, or there is no such subscription.\n"));
        await host.ExecuteAsync($"update events.mt_event_progression set state = 'paused', failed_tx_id = tx_id, failed_seq_id = 7 where name = '{name}'");
        (await host.RunAsync("subscriptions", "skip", name, "--json")).Json.Single().GetProperty("skipped").GetInt32().ShouldBe(7);
        (await host.RunAsync("events", "tail", "--last", "1", "--json")).Json.Single().GetProperty("type").GetString().ShouldBe("store.fact_skipped");
        (await host.RunAsync("subscriptions", "skip", "nobody")).ExitCode.ShouldBe(1);
    }
}
