using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoConf.Accounts.Contracts;
using VideoConf.Calendar;
using VideoConf.Interviews;
using VideoConf.Reports.Descriptions;
using VideoConf.Rooms;

namespace VideoConf.Reports.Tests;

/// <summary>A log with facts of rooms, events and interviews that are made up, and the audit trail alone to tell of them.</summary>
public sealed class ObjectsServer : ModuleServer
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("videoconf-audit-");

    public KnownPeople Accounts { get; } = new();

    public EventRegistry Facts { get; } = new EventRegistry().AddRoomFacts().AddCalendarFacts().AddInterviewFacts().AddReportFacts();

    protected override EventRegistry Registry => Facts;

    protected override void AddTo(IServiceCollection services) => services.AddSingleton<IPeople>(Accounts).AddSingleton<IApiKeys, AuditServer.NoKeys>().AddReports(keys.FullName);

    protected override void Map(WebApplication host, RouteGroupBuilder api) => api.MapReports();

    internal static JsonNode Body(string wireName) => JsonNode.Parse(DescriptionsSpec.Golden.Single(g => g.WireName == wireName).Body.GetRawText())!;

    /// <summary>A stream of these facts, a minute apart from <paramref name="from"/> on unless said otherwise.</summary>
    internal async Task<Guid> HappenedAsync(string kind, IReadOnlyList<(string WireName, JsonNode Body)> facts, Instant from, IReadOnlyList<Instant>? at = null)
    {
        var stream = Guid.CreateVersion7();
        await using (var session = Log.OpenSession(EventMetadata.System))
        {
            StartMethod.MakeGenericMethod(StateOf(kind)).Invoke(session, [stream, facts.Select(f => Facts.Read(f.WireName, f.Body.ToJsonString())!).ToArray()]);
            await session.SaveChangesAsync();
        }
        await using var command = DataSource.CreateCommand("update events.mt_events e set timestamp = a.at from unnest($2) with ordinality a (at, version) where e.stream_id = $1 and e.version = a.version");
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue((at ?? [.. facts.Select((_, i) => from + Duration.FromMinutes(i))]).Select(a => a.ToDateTimeUtc()).ToArray());
        await command.ExecuteNonQueryAsync();
        return stream;
    }

    internal Type StateOf(string kind) => Facts.Streams.Single(s => s.Value == Portrait.ByObject[kind].StreamType).Key;

    private static readonly MethodInfo StartMethod = typeof(EventSession).GetMethod(nameof(EventSession.StartStream))!;

    /// <summary>What a plain loop over the rows makes of them.</summary>
    internal async Task<JsonElement?> ReplayedAsync(string kind, Guid stream, Instant at)
    {
        var evolve = StateOf(kind).GetMethod("Evolve", BindingFlags.Static | BindingFlags.Public)!;
        object? state = null;
        await using var command = DataSource.CreateCommand("select type, data, timestamp from events.mt_events where stream_id = $1 order by version");
        command.Parameters.AddWithValue(stream);
        var rows = new List<(string Type, string Body)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync() && Instant.FromDateTimeUtc(reader.GetDateTime(2)) <= at) rows.Add((reader.GetString(0), reader.GetString(1)));
        }
        foreach (var (type, body) in rows.Zip(await Log.OpenAsync([.. rows.Select(r => r.Body)]), (row, opened) => (row.Type, opened)))
            state = evolve.Invoke(null, [state, Facts.Read(type, body)]);
        return state is null ? null : JsonSerializer.SerializeToElement(state, state.GetType(), FactJson.Options);
    }

    internal TestPerson Administrator() => new(this, "Root") { IsAdministrator = true };
}
