using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>The table behind a view, in Marten's layout for projected documents, and its statements.</summary>
public sealed class ViewTable
{
    public sealed record Column(string Name, NpgsqlDbType Type, bool Unique);

    public ViewTable(string alias, IReadOnlyList<Column> columns)
    {
        Alias = alias;
        Name = $"events.mt_doc_{alias}";
        var names = string.Concat(columns.Select(c => $", {c.Name}"));
        var values = string.Concat(columns.Select((_, i) => $", ${i + 4}"));
        var updates = string.Concat(columns.Select(c => $", {c.Name} = excluded.{c.Name}"));
        SelectSql = $"select data from {Name} where id = $1";
        DeleteSql = $"delete from {Name} where id = $1";
        UpsertSql =
            $"""
             insert into {Name} (id, data, mt_version{names}) values ($1, $2, $3{values})
             on conflict (id) do update set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = transaction_timestamp(){updates}
             """;
        CreateSql =
            $"""
             create table if not exists {Name} (
                 id uuid not null constraint pkey_mt_doc_{alias}_id primary key,
                 data jsonb not null,
                 mt_last_modified timestamptz default transaction_timestamp(),
                 mt_version bigint not null default 0,
                 mt_dotnet_type varchar{string.Concat(columns.Select(c => $", {c.Name} {SqlType(c.Type)}"))});
             {string.Concat(columns.Select(c =>
                 $"create {(c.Unique ? "unique " : "")}index if not exists mt_doc_{alias}_idx_{c.Name} on {Name} ({c.Name});\n"))}
             """;
    }

    public string Alias { get; }
    public string Name { get; }
    public string SelectSql { get; }
    public string DeleteSql { get; }
    public string UpsertSql { get; }
    public string CreateSql { get; }

    private static string SqlType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => "uuid",
        NpgsqlDbType.Text => "text",
        NpgsqlDbType.Bigint => "bigint",
        NpgsqlDbType.Integer => "integer",
        NpgsqlDbType.Boolean => "boolean",
        NpgsqlDbType.TimestampTz => "timestamptz",
        NpgsqlDbType.Array | NpgsqlDbType.Uuid => "uuid[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No SQL type is known for this column."),
    };
}
