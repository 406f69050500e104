using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;
using VideoConf.EventStore.Projections;

namespace VideoConf.EventStore.Schema;

/// <summary>Where a module's numbered SQL lies: embedded resources <c>Schema/NNN_name.sql</c> of its assembly.</summary>
public sealed record SchemaSource(string Module, Assembly Assembly);

/// <summary>The database's schema is newer than this program, or was changed under it.</summary>
public sealed class SchemaException(string message) : Exception(message);

/// <summary>Brings the database's schema up to date at start: each numbered file once, in order, under one lock.</summary>
public sealed partial class Migrator(NpgsqlDataSource dataSource, IEnumerable<SchemaSource> sources, ViewRebuild rebuild)
{
    private const long LockKey = 0x56_43_53_43_48_45_4d_41;

    /// <exception cref="SchemaException">The database has a migration that this program does not know.</exception>
    /// <exception cref="MasterKeyException">The master key is not the one of this database.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Of the session, so that it also covers the rebuilds; the pool must not hand this connection on with it.
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection)) await take.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            await ApplyAsync(connection, cancellationToken);
            await rebuild.CheckMasterKeyAsync(connection, cancellationToken);
            await RaiseOffsetAfterRestoreAsync(connection, cancellationToken);
            foreach (var view in rebuild.Views) await rebuild.BringUpToDateAsync(view, cancellationToken);
        }
        finally
        {
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({LockKey})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(
            """
            create table if not exists public.schema_migrations (
                module text not null, number int not null, name text not null, applied_at timestamptz not null default now(),
                primary key (module, number))
            """);

        foreach (var source in sources.Prepend(new SchemaSource("event-store", typeof(Migrator).Assembly)))
        {
            var files = Files(source);
            var applied = await AppliedAsync(source.Module);
            if (applied.Count > 0 && applied.Max() > files.Keys.DefaultIfEmpty().Max())
                throw new SchemaException(
                    $"The database's schema of {source.Module} is at {applied.Max()}, but this program knows only up to {files.Keys.DefaultIfEmpty().Max()}. "
                    + "It was written by a newer version: start that one, or restore a backup.");
            foreach (var (number, (name, sql)) in files.Where(f => !applied.Contains(f.Key)))
            {
                await ExecuteAsync(sql);
                await ExecuteAsync($"insert into public.schema_migrations (module, number, name) values ('{source.Module}', {number}, '{name}')");
            }
        }
        // One that exists may have the columns of an earlier version; it is put in order by the rebuild.
        foreach (var view in rebuild.Views) await ExecuteAsync($"do $$ begin if to_regclass('{view.Table.Name}') is null then {view.Table.CreateSql} end if; end $$");
        await transaction.CommitAsync(cancellationToken);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task<HashSet<int>> AppliedAsync(string module)
        {
            await using var command = new NpgsqlCommand("select number from public.schema_migrations where module = $1", connection, transaction);
            command.Parameters.AddWithValue(module);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var numbers = new HashSet<int>();
            while (await reader.ReadAsync(cancellationToken)) numbers.Add(reader.GetInt32(0));
            return numbers;
        }
    }

    // Checkpoints count too: they run ahead of the last fact, and would skip what is written below them.
    // In a transaction of its own, whose id is then younger than every fact it sees. An older id, taken before the
    // migrations ran, would lie behind what another host wrote meanwhile, and look like a restored log.
    private static async Task RaiseOffsetAfterRestoreAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update events.vc_log set tx_offset = tx_offset + behind.by + 1
            from (
                select greatest((select max(tx_id) from events.mt_events), (select max(tx_id) from events.mt_event_progression)) - events.vc_current_tx() as by
            ) as behind
            where behind.by >= 0
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SortedDictionary<int, (string Name, string Sql)> Files(SchemaSource source)
    {
        var files = new SortedDictionary<int, (string, string)>();
        foreach (var resource in source.Assembly.GetManifestResourceNames())
        {
            if (FileName().Match(resource) is not { Success: true } match) continue;
            using var reader = new StreamReader(source.Assembly.GetManifestResourceStream(resource)!);
            files.Add(int.Parse(match.Groups["number"].ValueSpan), (match.Groups["name"].Value, reader.ReadToEnd()));
        }
        return files;
    }

    [GeneratedRegex(@"^Schema/(?<number>\d{3})_(?<name>\w+)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
