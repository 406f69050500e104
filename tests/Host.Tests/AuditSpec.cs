using System.Net.Http.Json;
using Npgsql;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Host.Tests;

/// <summary>An operator proves, beside a running host and without one, that the log is as it was written.</summary>
public sealed class AuditSpec
{
    [Fact]
    public async Task An_operator_seals_exports_and_verifies()
    {
        await using var host = new HostProgram();
        await host.StartAsync();
        using var ada = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        (await ada.PostAsJsonAsync("accounts", new { email = "ada@example.org", password = "correct horse battery", displayName = "Ada" })).EnsureSuccessStatusCode();

        var sealing = await host.RunAsync("audit", "seal", "--json");
        sealing.ExitCode.ShouldBe(0, sealing.Error);
        var place = sealing.Json[0].GetProperty("place").GetInt64();
        place.ShouldBeGreaterThan(0);
        var verified = await host.RunAsync("audit", "verify", "--json");
        (verified.ExitCode, verified.Json[^1].GetProperty("sealedTo").GetInt64()).ShouldBe((0, place), verified.Error);

        var (file, key) = (Path.Combine(host.Data, "audit.bin"), Path.Combine(host.Data, "public.pem"));
        (await host.RunAsync("audit", "export", file)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(key, (await host.RunAsync("audit", "key")).Output);
        await using (var database = NpgsqlDataSource.Create(PostgresServer.ConnectionStringOfRunning(host.Data)!))
        await using (var tampering = database.CreateCommand("update events.mt_events set user_name = 'nobody' where seq_id = (select min(seq_id) from events.mt_events)")) await tampering.ExecuteNonQueryAsync();
        var broken = await host.RunAsync("audit", "verify", "--json");
        (broken.ExitCode, broken.Json[0].GetProperty("kind").GetString(), broken.Json[0].GetProperty("place").GetInt64()).ShouldBe((2, "changed", 1L), broken.Error);
        var health = await host.GetAsync("/health/ready");
        (health.GetProperty("status").GetString(), health.GetProperty("auditFault").GetString()).ShouldBe(("degraded", "Fact 1, place 1 of the chain, is not what was written."));
        await host.StopAsync();

        (await host.RunAsync("audit", "verify", "--export", file, "--key", key)).ExitCode.ShouldBe(0);
        (await host.RunAsync("audit", "verify", "--export", file)).Error.ShouldContain("Is ");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^60] ^= 4;
        await File.WriteAllBytesAsync(file, bytes);
        (await host.RunAsync("audit", "verify", "--export", file)).ExitCode.ShouldBe(2);
        (await host.RunAsync("audit", "verify", "--export", key)).ExitCode.ShouldBe(1);
        (await host.RunAsync("audit", "verify", "--export", Path.Combine(host.Data, "nowhere"))).ExitCode.ShouldBe(1);
    }
}
