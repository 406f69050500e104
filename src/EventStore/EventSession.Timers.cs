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
        Enlist(new NpgsqlBatchCommand(
            """
            insert into events.vc_timers (kind, key, due, payload) values ($1, $2, $3, $4)
            on conflict (kind, key) do update set due = excluded.due, payload = excluded.payload, attempts = 0, error = null
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = kind },
                new NpgsqlParameter<string> { TypedValue = key },
                new NpgsqlParameter<DateTime> { TypedValue = due.ToDateTimeUtc() },
                new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(payload, payload.GetType(), FactJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        });
    }

    /// <summary>Takes a timer back; nothing happens when there is none. Commits with the facts.</summary>
    public void CancelTimer(string kind, string key) => Enlist(new NpgsqlBatchCommand("delete from events.vc_timers where kind = $1 and key = $2")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = kind }, new NpgsqlParameter<string> { TypedValue = key } },
    });

    /// <summary>Archives a stream: it can be read, but nothing is appended to it any more (Marten: ArchiveStream).</summary>
    public void ArchiveStream(Guid streamId)
    {
        foreach (var sql in (string[])["update events.mt_streams set is_archived = true where id = $1", "update events.mt_events set is_archived = true where stream_id = $1"])
            Enlist(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = streamId } } });
    }
}
