using System.Net.Http.Json;
using Npgsql;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Host.Tests;

/// <summary>An operator proves that the statistics are what the log says, and learns of a row that is not.</summary>
public sealed class StatisticsSpec
{
    [Fact]
    public async Task An_operator_has_the_statistics_worked_out_again_and_compared()
    {
        await using var host = new HostProgram();
        await host.StartAsync();
        using var ada = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        (await ada.PostAsJsonAsync("accounts", new { email = "ada@example.org", password = "correct horse battery", displayName = "Ada" })).EnsureSuccessStatusCode();
        var room = await (await ada.PostAsJsonAsync("rooms", new { name = "Standup" })).Content.ReadFromJsonAsync<Opened>();
        (await ada.PostAsJsonAsync($"rooms/{room!.Code}/join", new { displayName = "Ada" })).EnsureSuccessStatusCode();
        // No later fact mends what is damaged below
        (await ada.PostAsync($"rooms/{room.Code}/end", null)).EnsureSuccessStatusCode();
        await using var database = NpgsqlDataSource.Create(PostgresServer.ConnectionStringOfRunning(host.Data)!);
        for (var deadline = Environment.TickCount64 + 20_000; await RunAsync(database, "select count(*) from events.mt_doc_statsessions where started_at is not null and ended_at is not null") is not 1L;)
        {
            if (Environment.TickCount64 > deadline) throw new TimeoutException("The statistics did not catch up.");
            await Task.Delay(20);
        }

        var verified = await host.RunAsync("reports", "verify", "--json");
        (verified.ExitCode, string.Join(' ', verified.Json.Select(v => v.GetProperty("view").GetString()))).ShouldBe((0, "statsessions statevents statinterviews statreminders"), verified.Error);
        await RunAsync(database, "update events.mt_doc_statsessions set data = jsonb_set(data, '{started}', '1')");
        var differs = await host.RunAsync("reports", "verify", "--json");
        (differs.ExitCode, differs.Json.Sum(v => v.TryGetProperty("differences", out var count) ? count.GetInt32() : 0)).ShouldBe((2, 1), differs.Error);
    }

    private static async Task<object?> RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed record Opened(string Code);
}
