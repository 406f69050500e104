using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore;

public sealed partial class EventSession
{
    /// <summary>In the caller's transaction its runner is woken by whoever commits that, or by polling.</summary>
    internal bool SetsTimers { get; private set; }

    /// <summary>
    /// Has the handler of this kind called once <paramref name="due"/> has come, by one node, also after a restart.
    /// Setting the same kind and key again replaces the timer. Commits with the facts.
    /// </summary>
    /// <param name="kind">Names the handler.</param>
    /// <param name="key">The timer's identity within its kind, 1 to 500 characters.</param>
    /// <param name="due">When; in the past: at once.</param>
    /// <param name="payload">What the handler needs to know; JSON.</param>
    public void SetTimer(string kind, string key, Instant due, object payload)
    {
        SetsTimers = true;
        timers[(kind, key)] = (due, JsonSerializer.Serialize(payload, payload.GetType(), FactJson.Options));
    }

    /// <summary>Takes a timer back; nothing happens when there is none. Commits with the facts.</summary>
    public void CancelTimer(string kind, string key) => timers[(kind, key)] = null;

    // What was said last of each; null: taken back. In one order, so that no two sessions wait for each other
    private readonly SortedDictionary<(string Kind, string Key), (Instant Due, string Payload)?> timers = [];

    private IEnumerable<NpgsqlBatchCommand> TimerCommands()
    {
        (string Kind, string Key)[] cancelled = [.. timers.Where(t => t.Value is null).Select(t => t.Key)];
        if (cancelled.Length > 0)
        {
            yield return new NpgsqlBatchCommand("delete from events.vc_timers t using unnest($1, $2) as c (kind, key) where t.kind = c.kind and t.key = c.key")
            {
                Parameters = { Texts(cancelled.Select(t => t.Kind)), Texts(cancelled.Select(t => t.Key)) },
            };
        }
        var set = timers.Where(t => t.Value is not null).Select(t => (t.Key.Kind, t.Key.Key, t.Value!.Value.Due, t.Value.Value.Payload)).ToList();
        if (set.Count == 0) yield break;
        yield return new NpgsqlBatchCommand(
            """
            insert into events.vc_timers (kind, key, due, payload) select * from unnest($1, $2, $3, $4)
            on conflict (kind, key) do update set due = excluded.due, payload = excluded.payload, attempts = 0, error = null
            """)
        {
            Parameters =
            {
                Texts(set.Select(t => t.Kind)), Texts(set.Select(t => t.Key)), new NpgsqlParameter<DateTime[]> { TypedValue = [.. set.Select(t => t.Due.ToDateTimeUtc())] },
                Jsons(set.Select(t => t.Payload)),
            },
        };
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>Archives a stream: it can be read, but nothing is appended to it any more (Marten: ArchiveStream).</summary>
    public void ArchiveStream(Guid streamId)
    {
        foreach (var sql in (string[])["update events.mt_streams set is_archived = true where id = $1", "update events.mt_events set is_archived = true where stream_id = $1"])
            Enlist(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = streamId } } });
    }
}
