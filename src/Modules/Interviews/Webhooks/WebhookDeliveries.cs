using Npgsql;

namespace VideoConf.Interviews.Webhooks;

internal enum WebhookDeliveryState { Waiting, Delivered, GivenUp }

/// <param name="Last">The status that was answered last, or why there was none, such as <c>timed_out</c>.</param>
/// <param name="FirstAt">A day after it, it is given up.</param>
internal sealed record WebhookDelivery(
    Guid Id, string Kind, Guid InterviewId, WebhookDeliveryState State, int Attempts, string? Last, Instant FirstAt, Instant? NextAt, Instant? DeliveredAt);

/// <summary>One that this node is to send.</summary>
/// <param name="Attempts">This one included.</param>
internal sealed record ClaimedDelivery(Guid Id, Guid WebhookId, string Body, int Attempts, Instant FirstAt);

/// <summary>The work of telling webhooks, shared by all nodes.</summary>
internal sealed class WebhookDeliveries(NpgsqlDataSource dataSource, WebhookDirectory webhooks)
{
    /// <summary>Longer than a message may take; a host that died holds its own back for so long.</summary>
    private static readonly Duration Claim = Duration.FromMinutes(1);

    /// <summary>How long is kept what became of a delivery.</summary>
    public static readonly Duration Kept = Duration.FromDays(7);

    private const int MostShown = 100;
    private const string Shown = "id, kind, interview_id, state, attempts, last_code, first_at, due, done_at";

    /// <summary>Commits with the checkpoint of who read the fact; one that is there already stays as it is.</summary>
    public static void Add(EventSession unit, IReadOnlyList<(Guid Id, Guid WebhookId)> all, Guid interviewId, string kind, string body, Instant now) => unit.Enlist(new NpgsqlBatchCommand(
        """
        insert into interviews.webhook_deliveries (id, webhook_id, interview_id, kind, body, first_at, due)
        select d.id, d.webhook_id, $3, $4, $5, $6, $6 from unnest($1::uuid[], $2::uuid[]) d (id, webhook_id) on conflict (id) do nothing
        """)
    {
        Parameters =
        {
            Of(all.Select(d => d.Id).ToArray()), Of(all.Select(d => d.WebhookId).ToArray()), Of(interviewId), Of(kind), Of(body), Of(now.ToDateTimeUtc()),
        },
    });

    /// <summary>Commits with the removal of their webhook.</summary>
    public static void RemoveAll(EventSession unit, Guid webhookId) =>
        unit.Enlist(new NpgsqlBatchCommand("delete from interviews.webhook_deliveries where webhook_id = $1") { Parameters = { Of(webhookId) } });

    /// <summary>Takes what is due so that no other node does, of one interview only the oldest that waits, and first for those at whom it is least; an attempt counts from here.</summary>
    /// <param name="inFlight">What this node is at, whatever the clock says of its claims, with whose it is.</param>
    /// <param name="mostOfOne">So many at once of one webhook.</param>
    /// <param name="most">So many more at once.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        IReadOnlyCollection<(Guid Id, Guid WebhookId)> inFlight, int mostOfOne, int most, Instant now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             with taken as materialized (
                 select one.id from {webhooks.Table.Name} w
                 cross join lateral (select count(*) as busy from unnest($3) b where b = w.id) own
                 cross join lateral (
                     select d.id, d.due from interviews.webhook_deliveries d
                     where d.webhook_id = w.id and d.state = 'waiting' and d.due <= $1 and (d.claimed_until is null or d.claimed_until < $1) and d.id <> all($2)
                     and not exists (
                         select 1 from interviews.webhook_deliveries older
                         where older.webhook_id = d.webhook_id and older.interview_id = d.interview_id and older.state = 'waiting' and older.number < d.number)
                     order by d.due, d.number
                     limit greatest(0, $4 - own.busy) for update of d skip locked) one
                 order by own.busy, one.due limit $5)
             update interviews.webhook_deliveries d set claimed_until = $6, attempts = d.attempts + 1 from taken where d.id = taken.id
             returning d.id, d.webhook_id, d.body, d.attempts, d.first_at
             """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Of(now.ToDateTimeUtc()), Of(inFlight.Select(d => d.Id).ToArray()), Of(inFlight.Select(d => d.WebhookId).ToArray()), Of(mostOfOne), Of(most), Of((now + Claim).ToDateTimeUtc()),
        ]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedDelivery>();
        while (await reader.ReadAsync(cancellationToken))
            claimed.Add(new ClaimedDelivery(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt32(3), Instant.FromDateTimeUtc(reader.GetDateTime(4))));
        return claimed;
    }

    /// <summary>When the next is due that is not yet; null when nothing waits for its time.</summary>
    public async Task<Instant?> NextDueAsync(Instant now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select min(due) from interviews.webhook_deliveries where state = 'waiting' and due > $1");
        command.Parameters.Add(Of(now.ToDateTimeUtc()));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? Instant.FromDateTimeUtc(due) : null;
    }

    /// <summary>What came of an attempt. Nothing is written when the delivery has been taken over since.</summary>
    /// <param name="tried">The attempt.</param>
    /// <param name="state">Still waiting, or done with.</param>
    /// <param name="code">As <see cref="WebhookDelivery.Last"/>.</param>
    /// <param name="due">The next attempt, or now: what waits behind it waits as long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RecordAsync(ClaimedDelivery tried, WebhookDeliveryState state, string code, Instant due, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with tried as (
                update interviews.webhook_deliveries set state = $3, last_code = $4, due = $5, claimed_until = null, done_at = case when $3 = 'waiting' then null else $5 end
                where id = $1 and attempts = $2 and state = 'waiting' returning id, webhook_id, interview_id)
            update interviews.webhook_deliveries d set due = $5 from tried
            where d.webhook_id = tried.webhook_id and d.interview_id = tried.interview_id and d.state = 'waiting' and d.id <> tried.id
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[Of(tried.Id), Of(tried.Attempts), Of(NameOf(state)), Of(code), Of(due.ToDateTimeUtc())]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>It is due at once, and for another day; null when there is none.</summary>
    public async Task<WebhookDelivery?> RedeliverAsync(Guid webhookId, Guid id, Instant now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             update interviews.webhook_deliveries set state = 'waiting', attempts = case when state = 'waiting' then attempts else 0 end, first_at = $3, due = $3, done_at = null
             where id = $1 and webhook_id = $2 returning {Shown}
             """);
        command.Parameters.AddRange((NpgsqlParameter[])[Of(id), Of(webhookId), Of(now.ToDateTimeUtc())]);
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The last hundred, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> LastAsync(Guid webhookId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select {Shown} from interviews.webhook_deliveries where webhook_id = $1 order by number desc limit {MostShown}");
        command.Parameters.Add(Of(webhookId));
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Forgets what was done with long ago, and what was put down while its webhook was removed.</summary>
    public async Task ForgetAsync(Instant now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"delete from interviews.webhook_deliveries d where d.done_at < $1 or (d.first_at < $1 and not exists (select 1 from {webhooks.Table.Name} w where w.id = d.webhook_id))");
        command.Parameters.Add(Of((now - Kept).ToDateTimeUtc()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<WebhookDelivery>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<WebhookDelivery>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var state = Enum.GetValues<WebhookDeliveryState>().Single(s => NameOf(s) == reader.GetString(3));
            found.Add(new WebhookDelivery(
                reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), state, reader.GetInt32(4), reader.IsDBNull(5) ? null : reader.GetString(5), At(6),
                state == WebhookDeliveryState.Waiting ? At(7) : null, state == WebhookDeliveryState.Delivered ? At(8) : null));
        }
        return found;

        Instant At(int column) => Instant.FromDateTimeUtc(reader.GetDateTime(column));
    }

    private static string NameOf(WebhookDeliveryState state) => state switch
    {
        WebhookDeliveryState.Waiting => "waiting",
        WebhookDeliveryState.Delivered => "delivered",
        _ => "given_up",
    };

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
