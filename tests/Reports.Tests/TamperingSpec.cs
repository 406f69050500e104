namespace VideoConf.Reports.Tests;

/// <summary>One row of a hundred thousand is touched past the log, anywhere: it is found, and named.</summary>
public sealed class TamperingSpec(LongLog log) : IClassFixture<LongLog>
{
    private static readonly string[] Columns =
        ["seq_id", "tx_id", "id", "stream_id", "version", "type", "timestamp", "tenant_id", "correlation_id", "causation_id", "user_name", "mt_dotnet_type", "headers", "data", "bdata"];

    private static readonly Random Dice = new(20261123);

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        var report = await log.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        (report.From, report.To, report.SealedTo, report.Seals).ShouldBe((1, LongLog.Facts, LongLog.Facts, 1));
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_is_found_and_named()
    {
        foreach (var column in Columns.Concat(Columns).Concat(Enumerable.Repeat("data", 10)))
        {
            var place = 1 + Dice.Next(LongLog.Facts);
            var fact = await FactAsync(place);
            await TamperAsync(fact, $"update events.mt_events set {column} = {Flipped(column)} where seq_id = {fact}", report =>
            {
                var fault = report.Faults[0];
                fault.Place.ShouldBeLessThanOrEqualTo(place, column);
                if (column is not ("seq_id" or "tx_id")) (fault.Kind, fault.Place, fault.Position).ShouldBe(("changed", place, fact), column);
                else if (fault.Place == place) fault.Position.ShouldBe(fact, column);
                else fault.Kind.ShouldBeOneOf("inserted", "reordered", "chain_damaged");
            });
        }
    }

    [Fact]
    public async Task A_row_that_was_removed_is_named()
    {
        foreach (var place in (long[])[1, 2, 49_999, 50_000, 77_777, LongLog.Facts - 1, LongLog.Facts])
        {
            var fact = await FactAsync(place);
            await TamperAsync(fact, $"delete from events.mt_events where seq_id = {fact}", report => (report.Faults[0].Kind, report.Faults[0].Place, report.Faults[0].Position).ShouldBe(("removed", place, fact)));
        }
    }

    [Fact]
    public async Task A_row_that_was_inserted_is_named()
    {
        foreach (var place in (long[])[1, 33_333, LongLog.Facts - 1])
        {
            var fact = await FactAsync(place);
            await log.ExecuteAsync(
                $"""
                 insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tx_id)
                 select -1, gen_random_uuid(), stream_id, 99, data, type, timestamp, tx_id from events.mt_events where seq_id = {fact}
                 """);
            try
            {
                var fault = (await log.VerifyAsync()).Faults[0];
                (fault.Kind, fault.Position).ShouldBe(("inserted", -1));
                fault.Place.ShouldBeLessThanOrEqualTo(place);
            }
            finally
            {
                await log.ExecuteAsync("delete from events.mt_events where seq_id = -1");
            }
        }
    }

    [Fact]
    public async Task Two_rows_that_changed_places_are_found_at_the_first()
    {
        foreach (var (one, other) in ((long, long)[])[(1, 2), (10, 99_000), (50_000, 50_001)])
        {
            var (first, second) = (await FactAsync(one), await FactAsync(other));
            await SwapAsync(first, second);
            try
            {
                var fault = (await log.VerifyAsync()).Faults[0];
                (fault.Place, fault.Kind).ShouldBe((one, "changed"));
            }
            finally
            {
                await SwapAsync(first, second);
            }
        }
        (await log.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_was_moved_elsewhere_is_found_where_it_stood()
    {
        var (fact, other) = (await FactAsync(60_001), await FactAsync(20));
        await TamperAsync(other, $"update events.mt_events set tx_id = (select tx_id + 1000000 from events.mt_events where seq_id = {fact}) where seq_id = {other}",
            report => (report.Faults[0].Kind, report.Faults[0].Place).ShouldBe(("reordered", 20)));
    }

    [Fact]
    public async Task The_chain_changed_with_the_log_does_not_fit_its_seal()
    {
        await log.ExecuteAsync("create table kept as select * from reports.chain; update events.mt_events set user_name = 'nobody' where seq_id = (select min(seq_id) + 500 from events.mt_events); truncate reports.chain");
        await log.ChainedAsync();
        try
        {
            var report = await log.VerifyAsync();
            (report.Faults[0].Kind, report.SealedTo).ShouldBe(("sealed_otherwise", 0));
        }
        finally
        {
            await log.ExecuteAsync("update events.mt_events set user_name = 'somebody' where user_name = 'nobody'; truncate reports.chain; insert into reports.chain select * from kept; drop table kept");
        }
        (await log.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chain_whose_own_rows_were_touched_is_found()
    {
        foreach (var tampering in (string[])
            ["delete from reports.chain where first_place = (select max(first_place) from reports.chain)", "delete from reports.chain where first_place = 10001",
             "update reports.chain set hashes = set_bit(hashes, 4711, 1 - get_bit(hashes, 4711)) where first_place = 20001", "update reports.chain set positions = substring(positions from 9) where first_place = 20001",
             "update reports.chain set last_seq_id = last_seq_id + 1 where first_place = 1", "update reports.chain set positions = set_bit(positions, 77, 1 - get_bit(positions, 77)) where first_place = 30001"])
        {
            await log.ExecuteAsync($"create table kept as select * from reports.chain; {tampering}");
            var faults = (await log.VerifyAsync()).Faults;
            await log.ExecuteAsync("truncate reports.chain; insert into reports.chain select * from kept; drop table kept");
            faults.ShouldNotBeEmpty(tampering);
        }
    }

    [Fact]
    public async Task A_part_can_be_looked_at_alone()
    {
        var fact = await FactAsync(15_000);
        await log.ExecuteAsync($"update events.mt_events set tenant_id = 'x' where seq_id = {fact}");
        (await log.Chain.VerifyAsync(25_000, 40_000, [], "tests", default)).Faults.ShouldBeEmpty();
        (await log.Chain.VerifyAsync(12_000, 40_000, [], "tests", default)).Faults[0].Place.ShouldBe(15_000);
        await log.ExecuteAsync($"update events.mt_events set tenant_id = '*DEFAULT*' where seq_id = {fact}");
    }

    private async Task TamperAsync(long fact, string sql, Action<ChainReport> see)
    {
        await log.ExecuteAsync($"create table kept as select * from events.mt_events where seq_id = {fact}; {sql}");
        var report = await log.VerifyAsync();
        await log.ExecuteAsync("delete from events.mt_events where id in (select id from kept) or (stream_id, version) in (select stream_id, version from kept); insert into events.mt_events select * from kept; drop table kept");
        report.Faults.ShouldNotBeEmpty(sql);
        see(report);
    }

    private Task SwapAsync(long first, long second) => log.ExecuteAsync(
        $"""
         update events.mt_events set version = version + 1000 where seq_id in ({first}, {second});
         create table swapped as select * from events.mt_events where seq_id in ({first}, {second});
         update events.mt_events e set (id, stream_id, version, data, type, timestamp) = (select s.id, s.stream_id, s.version - 1000 + 2000, s.data, s.type, s.timestamp from swapped s where s.seq_id <> e.seq_id) where e.seq_id in ({first}, {second});
         update events.mt_events set version = version - 2000 where seq_id in ({first}, {second});
         drop table swapped
         """);

    private async Task<long> FactAsync(long place) => await log.QueryAsync<long>($"select seq_id from events.mt_events order by tx_id, seq_id offset {place - 1} limit 1");

    private static string Flipped(string column) => Flipped(column, Dice.Next(128));

    private static string Flipped(string column, int bit) => column switch
    {
        "seq_id" => $"seq_id # (1::bigint << {20 + Dice.Next(30)})",
        "tx_id" => $"tx_id # (1::bigint << {Dice.Next(60)})",
        "version" => $"version # (1::bigint << {10 + Dice.Next(40)})",
        "id" or "stream_id" => $"encode(set_bit(uuid_send({column}), {bit}, 1 - get_bit(uuid_send({column}), {bit})), 'hex')::uuid",
        "timestamp" => $"timestamp + interval '1 microsecond' * (1::bigint << {Dice.Next(40)})",
        "data" => $"jsonb_set(data, '{{text}}', to_jsonb(overlay(data->>'text' placing chr(ascii(substr(data->>'text', 7, 1)) # {1 << Dice.Next(3)}) from 7)))",
        "headers" => "jsonb_set(headers, '{client}', '\"veb\"')",
        "bdata" => "'\\x00'",
        "mt_dotnet_type" => "'x'",
        _ => $"overlay({column} placing chr(ascii(substr({column}, 2, 1)) # {1 << Dice.Next(5)}) from 2)",
    };
}
