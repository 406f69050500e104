namespace VideoConf.EventStore;

/// <summary>Something in the log that cannot be as the store wrote it.</summary>
public sealed record LogFault(string Kind, Guid? StreamId, long? Position, string Detail);

/// <param name="Facts">Facts looked at.</param>
/// <param name="UnknownWireNames">Wire names that this program does not know, and how many facts bear them.</param>
/// <param name="Faults">At most 1,000.</param>
public sealed record LogReport(long Facts, IReadOnlyDictionary<string, long> UnknownWireNames, IReadOnlyList<LogFault> Faults);

/// <summary>Looks whether the log is whole: every stream's versions without a gap, its row in step, every body readable.</summary>
public sealed class LogCheck(EventLog log)
{
    private const int PageSize = 5_000;
    internal static readonly TimeSpan BehindOpenTransaction = TimeSpan.FromMilliseconds(20);
    private const int FaultsAtMost = 1_000;

    private const string StreamFaultsSql =
        """
        select s.id, s.version, coalesce(e.count, 0), coalesce(e.first, 0), coalesce(e.last, 0)
        from events.mt_streams s
        left join (select stream_id, count(*) as count, min(version) as first, max(version) as last from events.mt_events group by stream_id) e on e.stream_id = s.id
        where s.version <> coalesce(e.last, 0) or coalesce(e.count, 0) <> coalesce(e.last, 0) or coalesce(e.first, 1) <> 1
        limit 1000
        """;

    public async Task<LogReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var faults = await StreamFaultsAsync(cancellationToken);
        var unknown = new Dictionary<string, long>();
        var (count, cursor) = (0L, LogCursor.Start);
        while (true)
        {
            var page = await log.ReadForwardAsync(cursor, PageSize, cancellationToken: cancellationToken);
            foreach (var fact in page.Facts)
            {
                if (fact.Unreadable is { } reason && faults.Count < FaultsAtMost) faults.Add(new LogFault("unreadable_body", fact.StreamId, fact.Position, $"{fact.WireName}: {reason}"));
                else if (fact.Data is null) unknown[fact.WireName] = unknown.GetValueOrDefault(fact.WireName) + 1;
            }
            (count, cursor) = (count + page.Facts.Count, page.End);
            if (page.IsFull) continue;
            if (!page.MoreIsWaiting) return new LogReport(count, unknown, faults);
            // Committed facts stand behind an open transaction of somebody else's; IdleWriters sees to one that does not end.
            await Task.Delay(BehindOpenTransaction, cancellationToken);
        }
    }

    private async Task<List<LogFault>> StreamFaultsAsync(CancellationToken cancellationToken)
    {
        await using var command = log.DataSource.CreateCommand(StreamFaultsSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var faults = new List<LogFault>();
        while (await reader.ReadAsync(cancellationToken))
            faults.Add(new LogFault("stream_out_of_step", reader.GetGuid(0), null,
                $"The stream is at version {reader.GetInt64(1)}, but has {reader.GetInt64(2)} facts from version {reader.GetInt64(3)} to {reader.GetInt64(4)}."));
        return faults;
    }
}
