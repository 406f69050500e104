using System.Diagnostics;

namespace VideoConf.Journeys;

/// <summary>The example clients do what they say, against a real host.</summary>
[Collection(nameof(Stage))]
public sealed class ExamplesJourney(Stage stage)
{
    private static readonly string Repository = Find();

    [Fact]
    public Task The_dotnet_client_schedules_moves_and_follows() => RunAsync("dotnet", "run", Path.Combine(Repository, "examples/dotnet/Client.cs"));

    [Fact]
    public async Task The_typescript_client_schedules_moves_and_follows()
    {
        var folder = Directory.CreateTempSubdirectory("videoconf-example-");
        try
        {
            var program = Path.Combine(folder.FullName, "client.mjs");
            await ProcessAsync("node", ["-e", "const [ts, from, to] = process.argv.slice(1); const fs = require('fs'); fs.writeFileSync(to, require(ts).transpileModule(fs.readFileSync(from, 'utf8'), { compilerOptions: { module: 'esnext', target: 'es2022' } }).outputText)",
                Path.Combine(Repository, "src/Web/node_modules/typescript"), Path.Combine(Repository, "examples/typescript/client.ts"), program]);
            await RunAsync("node", program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var key = (await stage.Host.CommandAsync("keys", "create", "--name", "Example", "--scope", "interviews:read", "interviews:write")).Trim();
        string[] own = program == "dotnet" ? ["--", stage.Host.Address.ToString(), key] : [stage.Host.Address.ToString(), key];
        var said = await ProcessAsync(program, [.. arguments, .. own]);
        said.ShouldContain("Bob comes by http");
        said.ShouldContain("Moved to ");
        said.ShouldContain("Seen: Mock interview: graphs, scheduled");
    }

    private static async Task<string> ProcessAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await said + await complained);
        return await said;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoConf.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
