using NpgsqlTypes;
using Shouldly;
using VideoConf.EventStore.Projections;
using Xunit;

namespace VideoConf.EventStore.Tests;

/// <summary>
/// The layout that Marten 9.29 makes with its default settings and the optional metadata columns, and our own beside it.
/// A change here is a change of a contract: whoever opens the log with Marten goes by these names and types.
/// </summary>
public sealed class SchemaSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    [Fact]
    public Task Streams_are_as_Marten_has_them() => ColumnsOf("mt_streams",
        """
        id uuid not null
        type character varying
        version bigint not null
        timestamp timestamp with time zone not null default now()
        created timestamp with time zone not null default now()
        tenant_id character varying default '*DEFAULT*'::character varying
        is_archived boolean not null default false
        """);

    [Fact]
    public Task Events_are_as_Marten_has_them_and_carry_the_transaction_beside() => ColumnsOf("mt_events",
        """
        seq_id bigint not null
        id uuid not null
        stream_id uuid
        version bigint not null
        data jsonb not null
        bdata bytea
        type character varying(500) not null
        timestamp timestamp with time zone not null default now()
        tenant_id character varying default '*DEFAULT*'::character varying
        mt_dotnet_type character varying
        is_archived boolean default false
        correlation_id character varying
        causation_id character varying
        headers jsonb
        user_name character varying
        tx_id bigint not null default events.vc_current_tx()
        """);

    [Fact]
    public Task Progression_is_as_Marten_has_it_and_carries_the_cursor_beside() => ColumnsOf("mt_event_progression",
        """
        name character varying not null
        last_seq_id bigint
        last_updated timestamp with time zone default transaction_timestamp()
        tx_id bigint not null default 0
        seq_id bigint not null default 0
        state text not null default 'running'::text
        attempts integer not null default 0
        error text
        failed_tx_id bigint
        failed_seq_id bigint
        """);

    [Fact]
    public Task A_view_is_as_Marten_has_a_projected_document_with_its_columns_behind() => ColumnsOf("mt_doc_balances",
        """
        id uuid not null
        data jsonb not null
        mt_last_modified timestamp with time zone default transaction_timestamp()
        mt_version bigint not null default 0
        mt_dotnet_type character varying
        owner text
        amount integer
        """);

    [Fact]
    public async Task A_view_of_text_keys_differs_in_its_key_alone()
    {
        await database.ExecuteAsync(new Tallies().Table.CreateSql);
        await ColumnsOf("mt_doc_tallies",
            """
            id text not null
            data jsonb not null
            mt_last_modified timestamp with time zone default transaction_timestamp()
            mt_version bigint not null default 0
            mt_dotnet_type character varying
            """);
        await database.ExecuteAsync("drop table events.mt_doc_tallies");
    }

    [Fact]
    public async Task What_is_our_own_bears_our_prefix_and_is_no_more_than_this() => (await Lines(
        """
        select concat_ws(' ', table_name, column_name, data_type, case is_nullable when 'NO' then 'not null' end, 'default ' || column_default)
        from information_schema.columns where table_schema = 'events' and table_name !~ '^mt_'
        union all
        select 'function ' || proname || '(' || pg_get_function_arguments(oid) || ') ' || pg_get_function_result(oid) from pg_proc where pronamespace = 'events'::regnamespace
        order by 1
        """)).ShouldBe(
        [
            "function vc_current_tx() bigint",
            "function vc_require_personal_keys(keys uuid[]) void",
            "function vc_require_version(stream uuid, expected bigint) void",
            "function vc_tx_ceiling() bigint",
            "function vc_view_was_rebuilt() boolean",
            "vc_log only_row boolean not null default true",
            "vc_log tx_offset bigint not null default 0",
            "vc_personal_keys erased_at timestamp with time zone",
            "vc_personal_keys key_id uuid not null",
            "vc_personal_keys subject uuid not null",
            "vc_personal_keys wrapped bytea",
            "vc_timers attempts integer not null default 0",
            "vc_timers due timestamp with time zone not null",
            "vc_timers error text",
            "vc_timers key text not null",
            "vc_timers kind text not null",
            "vc_timers payload jsonb not null",
            "vc_views alias text not null",
            "vc_views rebuilt_at timestamp with time zone not null default now()",
            "vc_views version integer not null",
        ]);

    [Fact]
    public void A_column_that_others_are_ordered_by_has_an_index_of_its_own_only_when_it_is_ordered_itself()
    {
        var sql = new ViewTable("lines", NpgsqlDbType.Uuid, [new("tx", NpgsqlDbType.Bigint, false, Then: "seq"), new("seq", NpgsqlDbType.Bigint, false), new("actor", NpgsqlDbType.Text, false, Then: "tx, seq")]).CreateSql;
        sql.Split('\n').Where(line => line.StartsWith("create index", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(" on ", StringComparison.Ordinal) + 4)..]).ShouldBe(
            ["events.mt_doc_lines (tx, seq);", "events.mt_doc_lines (actor, tx, seq);"]);
    }

    [Fact]
    public async Task Indexes_and_constraints_have_Martens_names() => (await Lines(
        """
        select indexdef from pg_indexes where schemaname = 'events' and tablename ~ '^mt_'
        union all
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'events'::regnamespace and contype = 'f'
        order by 1
        """)).ShouldBe(
        [
            "CREATE INDEX mt_doc_balances_idx_amount ON events.mt_doc_balances USING btree (amount)",
            "CREATE INDEX vc_events_in_commit_safe_order ON events.mt_events USING btree (tx_id, seq_id)",
            "CREATE UNIQUE INDEX mt_doc_balances_idx_owner ON events.mt_doc_balances USING btree (owner)",
            "CREATE UNIQUE INDEX pk_mt_event_progression ON events.mt_event_progression USING btree (name)",
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON events.mt_events USING btree (stream_id, version)",
            "CREATE UNIQUE INDEX pkey_mt_doc_balances_id ON events.mt_doc_balances USING btree (id)",
            "CREATE UNIQUE INDEX pkey_mt_events_seq_id ON events.mt_events USING btree (seq_id)",
            "CREATE UNIQUE INDEX pkey_mt_streams_id ON events.mt_streams USING btree (id)",
            "events.mt_events fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES events.mt_streams(id) ON DELETE CASCADE",
        ], ignoreOrder: true);

    [Fact]
    public async Task The_sequence_belongs_to_the_events_and_every_fact_draws_from_it()
    {
        (await database.QueryAsync<string>("select pg_get_serial_sequence('events.mt_events', 'seq_id')")).ShouldBe("events.mt_events_sequence");
        var id = await database.OpenLedgerAsync(new PutIn(1));
        (await database.QueryAsync<bool>(
            $"select max(seq_id) = (select last_value from events.mt_events_sequence) from events.mt_events where stream_id = '{id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_row_is_what_Marten_needs_to_read_it()
    {
        var id = Guid.CreateVersion7();
        await using (var session = database.Log.OpenSession(new EventMetadata("who", "request", "cause", "web")))
        {
            session.StartStream<Ledger>(id, new Opened("Ada"));
            await session.SaveChangesAsync();
        }
        (await database.QueryAsync<string>(
            $"""
             select concat_ws(' | ', s.type, s.version, s.tenant_id, s.is_archived, e.version, e.data, e.bdata is null, e.type, e.tenant_id,
                 e.is_archived, e.user_name, e.correlation_id, e.causation_id, e.headers, e.timestamp = s.timestamp)
             from events.mt_streams s join events.mt_events e on e.stream_id = s.id where s.id = '{id}'
             """)).ShouldBe("""ledger | 1 | *DEFAULT* | f | 1 | {"owner": "Ada"} | t | ledger.opened | *DEFAULT* | f | who | request | cause | {"client": "web"} | t""");
    }

    private async Task ColumnsOf(string table, string expected) => (await Lines(
        $"""
         select concat_ws(' ', column_name, data_type || coalesce('(' || character_maximum_length || ')', ''),
             case is_nullable when 'NO' then 'not null' end, 'default ' || column_default)
         from information_schema.columns where table_schema = 'events' and table_name = '{table}' order by ordinal_position
         """)).ShouldBe(expected.Split('\n'));

    private async Task<List<string>> Lines(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
