using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoConf.EventStore;

namespace VideoConf.Host.Commands;

/// <summary>The program's commands. Without one it is the server.</summary>
internal static class OperatorCommands
{
    private static readonly Option<string> Data = new("--data") { Description = "The data folder: the embedded database and the keys (default .data)", Recursive = true };
    private static readonly Option<string> Urls = new("--urls") { Description = "Where the server listens (default http://localhost:8080)" };
    internal static readonly Option<bool> AsJson = new("--json") { Description = "One JSON object a line instead of text" };

    /// <summary>Who gives a command here, for the log.</summary>
    internal static EventMetadata Operator => new(Actor: Environment.UserName, Client: "system");

    public static RootCommand Root(string[] args)
    {
        var root = new RootCommand("VideoConf: video conferencing, calendar and mock interviews. Without a command: the server.")
        {
            Data, Urls, EventsCommand.New(), ViewsCommand.New(), SubscriptionsCommand.New(), PeopleCommand.New(), KeysCommand.New(), AuditCommand.New(), ReportsCommand.New(),
        };
        // Every setting of the configuration can be given as --Section:Name=value; the host reads them, not this parser.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(async _ =>
        {
            if (args is [var unknown, ..] && !unknown.StartsWith('-'))
            {
                await Console.Error.WriteLineAsync($"There is no command {unknown}. --help names those that there are.");
                return 1;
            }
            await Server.RunAsync(args);
            return 0;
        });
        return root;
    }

    /// <summary>A command that works on the database, beside a running host or without one.</summary>
    internal static Command OnDatabase(this Command command, Func<ParseResult, IServiceProvider, Output, CancellationToken, Task<int>> run)
    {
        command.Options.Add(AsJson);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var builder = Composition.NewBuilder(parsed.GetValue(Data) is { } folder ? ["--data", folder] : []);
            builder.Logging.ClearProviders();
            var data = new DataFolder(builder.Configuration);
            Database? database = null;
            builder.AddVideoConf(data, () => database!);
            builder.Services.RemoveAll<IHostedService>();
            await using var app = builder.Build();
            await using var opened = database = await Database.OpenAsync(app.Configuration, data, NullLogger.Instance, isBesideTheHost: true);
            try
            {
                return await run(parsed, app.Services, new Output(parsed.GetValue(AsJson)), cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName)
            {
                throw new SettingException("This version of the program has not set this database up yet: start the server once.", e);
            }
        });
        return command;
    }
}

/// <summary>Lines for people, or one JSON object a line for programs.</summary>
internal sealed class Output(bool asJson)
{
    private static readonly JsonSerializerOptions Options = FactJson.Options;

    public void Line(object data, string text) => Console.WriteLine(asJson ? JsonSerializer.Serialize(data, Options) : text);

    /// <summary>For people only, in a program's way otherwise: to standard error.</summary>
    public void Progress(string text)
    {
        if (!asJson) Console.Error.WriteLine(text);
    }
}
