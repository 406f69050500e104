using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Host.Tests;

/// <summary>How a run of the program ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>One JSON object a line.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}

/// <summary>The program as an operator starts it, on a data folder of its own.</summary>
public sealed class HostProgram : IAsyncDisposable
{
    private const string Ready = "VideoConf is ready at ";
    private Process? server;

    // Not CreateTempSubdirectory: root's is closed to PostgreSQL's account, and the database would be kept elsewhere and stay
    public string Data { get; } = Path.Combine(Path.GetTempPath(), $"videoconf-host-{Guid.NewGuid():N}");

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public async Task StartAsync(params string[] settings)
    {
        server = Start(["--urls", "http://127.0.0.1:0", .. settings]);
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Ready, StringComparison.Ordinal)) continue;
            Address = new Uri(line[Ready.Length..]);
            _ = server.StandardOutput.ReadToEndAsync();
            _ = server.StandardError.ReadToEndAsync();
            return;
        }
        throw new InvalidOperationException($"The host ended: {await server.StandardError.ReadToEndAsync()}");
    }

    public async Task StopAsync()
    {
        if (server is null) return;
        using (var terminate = Process.Start("kill", ["-TERM", server.Id.ToString()])) await terminate.WaitForExitAsync();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    /// <summary>Runs it to its end.</summary>
    internal async Task<Ended> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Runs it beside; it is ended when the test has read enough.</summary>
    internal Process RunBeside(params string[] arguments) => Start(arguments);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    /// <summary>A guest opens a room: a stream of facts.</summary>
    public async Task<Guid> OpenRoomAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address, "/api/v1/") };
        (await client.PostAsJsonAsync("guests", new { displayName = "Ada" })).EnsureSuccessStatusCode();
        using var opened = await client.PostAsJsonAsync("rooms", new { name });
        return (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Past the program, beside it.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionStringOfRunning(Data)! + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until the database says true.</summary>
    public async Task UntilAsync(string condition)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionStringOfRunning(Data)! + ";Pooling=false");
        while (true)
        {
            await using var command = source.CreateCommand(condition);
            if (await command.ExecuteScalarAsync() is true) return;
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
    }

    private Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoConf.Host.dll"), .. arguments, "--data", Data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
