using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;

namespace VideoConf.Reports.Statistics;

// The rows that a report adds up
internal sealed partial class StatisticsReports
{
    private Task<Dictionary<Guid, InterviewStat>> InterviewsOfAsync(StatisticsQuestion question, CancellationToken cancellationToken) => LoadAsync<InterviewStat>(
        $"select id, data from events.mt_doc_statinterviews where at >= $1 and at < $2{(question.Owner is null ? "" : " and (organizer = $3 or interviewer = $3)")} order by at, id", question, cancellationToken);

    /// <summary>Sessions of a period, as the view had them when it had come so far.</summary>
    private readonly record struct Underway(long Begin, long End, Guid? Owner, long Transaction, long Position, long Table);

    // Most reports of a page are about the same sessions: they are read once for all of them
    private readonly ConcurrentDictionary<Underway, Lazy<Task<Dictionary<Guid, SessionStat>>>> recent = [];
    private const int RecentPeriods = 4;
    private const int RecentSessions = 10_000;

    /// <summary>All that were under way at some time of the period.</summary>
    private async Task<Dictionary<Guid, SessionStat>> UnderWayAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select tx_id, seq_id, 'events.mt_doc_statsessions'::regclass::oid::bigint from events.mt_event_progression where name = 'view:statsessions'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        // No checkpoint: nobody has followed the log for this view yet
        if (!await reader.ReadAsync(cancellationToken)) return await LoadSessionsAsync(question, cancellationToken);
        var asked = new Underway(question.Begin, question.End, question.Owner, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        await reader.DisposeAsync();
        if (recent.Count >= RecentPeriods && !recent.ContainsKey(asked)) recent.Clear();
        // With nobody's token: others wait for it, too
        var loading = recent.GetOrAdd(asked, _ => new(() => LoadSessionsAsync(question, CancellationToken.None)));
        try
        {
            var sessions = await loading.Value.WaitAsync(cancellationToken);
            if (sessions.Count > RecentSessions) recent.TryRemove(asked, out _);
            return sessions;
        }
        catch when (loading.Value.IsFaulted)
        {
            recent.TryRemove(asked, out _);
            throw;
        }
    }

    private Task<Dictionary<Guid, SessionStat>> LoadSessionsAsync(StatisticsQuestion question, CancellationToken cancellationToken) => LoadAsync<SessionStat>(
        $"select id, data from events.mt_doc_statsessions where started_at < $2 and (ended_at > $1 or ended_at is null or started_at >= $1){(question.Owner is null ? "" : " and host = $3")}", question, cancellationToken);

    private async Task<(Dictionary<Guid, SessionStat> Sessions, Dictionary<Guid, EventStat> Events)> SessionsWithEventsAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var sessions = await UnderWayAsync(question, cancellationToken);
        if (question.Report != "punctuality" && question.By != "type") return (sessions, []);
        await using var command = dataSource.CreateCommand("select id, data from events.mt_doc_statevents where id = any($1)");
        command.Parameters.AddWithValue(sessions.Values.Select(s => s.EventId).OfType<Guid>().Distinct().ToArray());
        return (sessions, await LoadAsync<EventStat>(command, cancellationToken));
    }

    private async Task<Dictionary<Guid, T>> LoadAsync<T>(string sql, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddWithValue(Instant.FromUnixTimeMilliseconds(question.Begin).ToDateTimeUtc());
        command.Parameters.AddWithValue(Instant.FromUnixTimeMilliseconds(question.End).ToDateTimeUtc());
        if (question.Owner is { } owner) command.Parameters.AddWithValue(owner);
        return await LoadAsync<T>(command, cancellationToken);
    }

    private static async Task<Dictionary<Guid, T>> LoadAsync<T>(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<Guid, T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(reader.GetGuid(0), JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1), FactJson.Options)!);
        return rows;
    }

    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(string by, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        if (by is not ("person" or "room")) return ImmutableDictionary<string, string>.Empty;
        Guid[] ids = [.. keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];
        if (by == "person") return (await people.FindAsync(ids, cancellationToken)).ToDictionary(p => p.PersonId.ToString(), p => p.DisplayName);
        await using var command = dataSource.CreateCommand("select id, data->>'title' from events.mt_doc_auditobjects where id = any($1)");
        command.Parameters.AddWithValue(ids);
        var titles = new Dictionary<string, string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.IsDBNull(1)) titles[reader.GetGuid(0).ToString()] = reader.GetString(1);
        }
        return titles;
    }
}
