using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>The table behind a view, in Marten's layout for projected documents, and its statements.</summary>
public sealed class ViewTable
{
    public sealed record Column(string Name, NpgsqlDbType Type, bool Unique, bool Words = false, string? Then = null);

    private readonly NpgsqlDbType keyType;
    private readonly IReadOnlyList<Column> columns;

    /// <param name="alias">Name of the view.</param>
    /// <param name="keyType">Uuid or Text.</param>
    /// <param name="columns">Values of the row that stand in columns of their own.</param>
    /// <param name="suffix">Of the table's name, for a copy beside the live one.</param>
    public ViewTable(string alias, NpgsqlDbType keyType, IReadOnlyList<Column> columns, string suffix = "")
    {
        (this.keyType, this.columns) = (keyType, columns);
        Alias = alias;
        var bare = $"mt_doc_{alias}{suffix}";
        Name = $"events.{bare}";
        var names = string.Concat(columns.Select(c => $", {c.Name}"));
        var updates = string.Concat(columns.Select(c => $", {c.Name} = excluded.{c.Name}"));
        var onConflict = $"on conflict (id) do update set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = transaction_timestamp(){updates}";
        // The table's oid is its generation: a rebuild puts another table in its place, and a row folded from one that was
        // read before must not be written into it.
        var isSameTable = $"case when $2 is null or '{Name}'::regclass::oid = $2 then true else events.vc_view_was_rebuilt() end";
        SelectSql = $"select r.data, r.mt_version, '{Name}'::regclass::oid from (select 1) as one left join {Name} r on r.id = $1";
        SelectEachSql = $"select one.id, r.data, '{Name}'::regclass::oid from unnest($1) as one (id) left join {Name} r on r.id = one.id";
        SelectManySql = $"select id, data from {Name} where id = any($1)";
        DeleteSql = $"delete from {Name} where id = $1 and {isSameTable}";
        DeleteManySql = $"delete from {Name} where id = any($1)";
        UpsertSql = $"insert into {Name} (id, data, mt_version{names}) select $1, $3, $4{string.Concat(columns.Select((_, i) => $", ${i + 5}"))} where {isSameTable} {onConflict}";
        UpsertManySql = $"insert into {Name} (id, data, mt_version{names}) select * from unnest($1, $2, $3{string.Concat(columns.Select((_, i) => $", ${i + 4}"))}) {onConflict}";
        CopySql = $"copy {Name} (id, data, mt_version{names}) from stdin (format binary)";
        var indexed = columns.Where(c => c.Then is not null || !columns.Any(other => other.Then?.Split(", ").Contains(c.Name) == true)).ToList();
        CreateSql =
            $"""
             create table if not exists {Name} (
                 id {SqlType(keyType)} not null constraint pkey_{bare}_id primary key,
                 data jsonb not null,
                 mt_last_modified timestamptz default transaction_timestamp(),
                 mt_version bigint not null default 0,
                 mt_dotnet_type varchar{string.Concat(columns.Select(c => $", {c.Name} {SqlType(c.Type)}"))});
             {string.Concat(indexed.Select(c => $"create {(c.Unique ? "unique " : "")}index if not exists {bare}_idx_{c.Name} on {Name} {On(c)};\n"))}
             """;
        var live = $"mt_doc_{alias}";
        TakeOverSql =
            $"""
             drop table if exists events.{live};
             alter table {Name} rename to {live};
             alter index events.pkey_{bare}_id rename to pkey_{live}_id;
             {string.Concat(indexed.Select(c => $"alter index events.{bare}_idx_{c.Name} rename to {live}_idx_{c.Name};\n"))}
             """;
    }

    private static string On(Column c) => c.Words ? $"using gin (to_tsvector('simple', {c.Name}))" : c.Then is null ? $"({c.Name})" : $"({c.Name}, {c.Then})";

    public string Alias { get; }
    public string Name { get; }
    internal IReadOnlyList<Column> Columns => columns;
    internal NpgsqlDbType KeyType => keyType;
    internal string SelectSql { get; }
    internal string SelectEachSql { get; }
    internal string SelectManySql { get; }
    internal string DeleteSql { get; }
    internal string DeleteManySql { get; }
    internal string UpsertSql { get; }
    internal string UpsertManySql { get; }
    internal string CopySql { get; }
    internal string CreateSql { get; }

    /// <summary>Puts this copy in the live table's place; inside a transaction, readers see the one or the other.</summary>
    internal string TakeOverSql { get; }

    /// <summary>The same table beside the live one.</summary>
    internal ViewTable Copy(string suffix) => new(Alias, keyType, columns, suffix);

    private static string SqlType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => "uuid",
        NpgsqlDbType.Text => "text",
        NpgsqlDbType.Bigint => "bigint",
        NpgsqlDbType.Integer => "integer",
        NpgsqlDbType.Boolean => "boolean",
        NpgsqlDbType.TimestampTz => "timestamptz",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No SQL type is known for this column."),
    };

    /// <summary>Values of one column as the array that unnest takes.</summary>
    internal static Array ArrayOf(NpgsqlDbType type, IReadOnlyList<object?> values) => type switch
    {
        NpgsqlDbType.Uuid => Cast<Guid>(values),
        NpgsqlDbType.Text or NpgsqlDbType.Jsonb => values.Select(v => (string?)v).ToArray(),
        NpgsqlDbType.Bigint => Cast<long>(values),
        NpgsqlDbType.Integer => Cast<int>(values),
        NpgsqlDbType.Boolean => Cast<bool>(values),
        NpgsqlDbType.TimestampTz => Cast<DateTime>(values),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No SQL type is known for this column."),
    };

    private static T?[] Cast<T>(IReadOnlyList<object?> values) where T : struct => [.. values.Select(v => (T?)v)];
}
