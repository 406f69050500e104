using Npgsql;

namespace VideoConf.Reports.Chain;

/// <summary>
/// Goes along the chain and the log together, each row of both read once, and stops at the first place where they part.
/// </summary>
internal sealed class ChainWalk(NpgsqlDataSource dataSource)
{
    /// <summary>Facts read by one COPY; links may hold a single one.</summary>
    private const int FactsAtOnce = 100_000;

    /// <summary>Called for each fact that stands as it was written, with its place and its hash.</summary>
    public delegate void Visitor(long place, CopiedFacts fact, ReadOnlySpan<byte> hash);

    /// <summary>From the link that <paramref name="from"/> is in to the one that <paramref name="to"/> is in.</summary>
    /// <returns>Where it began, the last place that is as it was written, its hash, and what is wrong behind it.</returns>
    public async Task<(long From, ChainHead End, ChainFault? Fault)> RunAsync(long from, long to, Visitor visit, CancellationToken cancellationToken)
    {
        await using var chain = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var log = await dataSource.OpenConnectionAsync(cancellationToken);
        var first = from <= 1 ? 1 : await ChainLinks.FirstOfLinkAsync(chain, from, cancellationToken);
        var head = await ChainLinks.HeadAsync(chain, first, cancellationToken);
        if (head.Place + 1 != first && first > 1)
            return (first, head, new ChainFault("chain_damaged", head.Place + 1, null, $"The chain has no link between place {head.Place} and {first}."));
        var (links, gathered) = (new List<ChainLink>(), 0);
        await foreach (var link in ChainLinks.ReadAsync(chain, first, to, cancellationToken))
        {
            var expected = head.Place + gathered + 1;
            if (link.FirstPlace != expected || link.Facts == 0)
            {
                var (before, broken) = await CompareAsync(log, head, links, visit, cancellationToken);
                return (first, before, broken ?? new ChainFault("chain_damaged", expected, null, $"The chain's own row for place {expected} is missing or damaged."));
            }
            links.Add(link);
            gathered += link.Facts;
            if (gathered < FactsAtOnce) continue;
            (head, var fault) = await CompareAsync(log, head, links, visit, cancellationToken);
            if (fault is not null) return (first, head, fault);
            (links, gathered) = ([], 0);
        }
        (head, var last) = await CompareAsync(log, head, links, visit, cancellationToken);
        return (first, head, last);
    }

    private static async Task<(ChainHead, ChainFault?)> CompareAsync(NpgsqlConnection log, ChainHead from, List<ChainLink> links, Visitor visit, CancellationToken cancellationToken)
    {
        if (links.Count == 0) return (from, null);
        var (place, cursor, hash) = (from.Place, from.Cursor, from.Hash.ToArray());
        var before = from.Hash.ToArray();
        var (link, inLink) = (0, 0);
        var end = links[^1].Last;
        (long Expected, long Found)? parted = null;
        await using (var copy = await log.BeginRawBinaryCopyAsync(
            $"""
             copy (select {CopiedFacts.Columns} from events.mt_events
                   where (tx_id, seq_id) > ({cursor.Transaction}, {cursor.Position}) and (tx_id, seq_id) <= ({end.Transaction}, {end.Position})
                   order by tx_id, seq_id) to stdout (format binary)
             """, cancellationToken))
        {
            var facts = new CopiedFacts(copy);
            do
            {
                while (parted is null && facts.MoveNext())
                {
                    if (link == links.Count)
                    {
                        parted = (0, facts.Position);
                        break;
                    }
                    hash.CopyTo(before, 0);
                    var at = facts.Cursor;
                    facts.HashOnto(hash);
                    if (!links[link].Hash(inLink).SequenceEqual(hash) || links[link].Position(inLink) != at.Position)
                    {
                        parted = (links[link].Position(inLink), at.Position);
                        before.CopyTo(hash, 0);
                        break;
                    }
                    (place, cursor) = (place + 1, at);
                    visit(place, facts, hash);
                    if (++inLink < links[link].Facts) continue;
                    if (links[link].Last != at) return (new ChainHead(place, cursor, hash), new ChainFault("chain_damaged", place, at.Position, $"The chain's own row for place {place} names another transaction or fact."));
                    (link, inLink) = (link + 1, 0);
                }
            }
            while (parted is null && await facts.ReadAsync(cancellationToken));
        }
        var head = new ChainHead(place, cursor, hash);
        if (parted is null && link < links.Count) parted = (links[link].Position(inLink), 0);
        return (head, parted is { } p ? await NameAsync(log, place + 1, p.Expected, p.Found, cancellationToken) : null);
    }

    private static async Task<ChainFault> NameAsync(NpgsqlConnection log, long place, long expected, long found, CancellationToken cancellationToken)
    {
        if (expected == found) return new ChainFault("changed", place, found, $"Fact {found}, place {place} of the chain, is not what was written.");
        await using var command = new NpgsqlCommand(
            """
            select exists (select 1 from events.mt_events where seq_id = $1),
                   exists (select 1 from reports.chain, generate_series(0, length(positions) / 8 - 1) i where position(int8send($2) in positions) > 0 and substring(positions from i * 8 + 1 for 8) = int8send($2))
            """, log) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = expected });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = found });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1)) switch
        {
            (false, _) when expected != 0 => new ChainFault("removed", place, expected, $"Fact {expected}, place {place} of the chain, is no longer in the log."),
            (_, false) when found != 0 => new ChainFault("inserted", place, found, $"Fact {found} stands at place {place} of the chain and was never chained."),
            _ => new ChainFault("reordered", place, expected == 0 ? found : expected, $"Place {place} of the chain belongs to fact {expected}; {(found == 0 ? "it stands elsewhere" : $"fact {found} stands there")}."),
        };
    }
}
