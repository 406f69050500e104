using System.Buffers.Binary;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Reports.Chain;

/// <summary>
/// Chains every fact of the log, behind the append: reads on from the chain's own end in commit-safe order, so that a
/// stop of any length is caught up. Of several nodes one at a time does it.
/// </summary>
/// <remarks>
/// Not a subscription of the store: those read what they know by type, and the chain is over all rows as they are stored.
/// The transaction gets its id only with the insert at its end: until then no reader of the log waits for it.
/// </remarks>
internal sealed class ChainWriter(NpgsqlDataSource dataSource, LiveFeed feed, ILogger<ChainWriter> logger) : BackgroundService
{
    private const int FactsInLink = 10_000;
    private const string Lock = "hashtextextended('reports.chain', 0)";

    /// <summary>Facts that come together make one link.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>For what the feed did not tell of.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var committed = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(_ =>
        {
            if (committed.CurrentCount == 0) committed.Release();
            return ValueTask.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync(stoppingToken);
                await committed.WaitAsync(PollInterval, stoppingToken);
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The chain of facts is not going on; it is tried again");
                await Task.WhenAny(Task.Delay(PollInterval, stoppingToken));
            }
        }
    }

    /// <summary>Until the end of the log, or until another node is seen to do it.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>There may be more.</returns>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection))
            if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!) return false;
        var head = await ChainLinks.HeadAsync(connection, long.MaxValue, cancellationToken);
        if (await HashAsync(connection, head, cancellationToken) is not { } link) return false;
        await ChainLinks.AddAsync(connection, link, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return link.Facts == FactsInLink;
    }

    private static async Task<ChainLink?> HashAsync(NpgsqlConnection connection, ChainHead head, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"""
             copy (select {CopiedFacts.Columns} from events.mt_events
                   where (tx_id, seq_id) > ({head.Cursor.Transaction}, {head.Cursor.Position}) and tx_id < (select events.vc_tx_ceiling())
                   order by tx_id, seq_id limit {FactsInLink}) to stdout (format binary)
             """, cancellationToken);
        var facts = new CopiedFacts(copy);
        var (positions, hashes, hash, last) = (new MemoryStream(), new MemoryStream(), head.Hash.ToArray(), head.Cursor);
        var position = new byte[sizeof(long)];
        do
        {
            while (facts.MoveNext())
            {
                last = facts.Cursor;
                BinaryPrimitives.WriteInt64BigEndian(position, last.Position);
                facts.HashOnto(hash);
                positions.Write(position);
                hashes.Write(hash);
            }
        }
        while (await facts.ReadAsync(cancellationToken));
        return positions.Length == 0 ? null : new ChainLink(head.Place + 1, last, positions.ToArray(), hashes.ToArray());
    }
}
