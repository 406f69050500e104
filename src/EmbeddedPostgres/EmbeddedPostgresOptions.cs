namespace VideoConf.EmbeddedPostgres;

/// <summary>Where the private PostgreSQL lives and how it is set.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The host's data folder, made when missing. The database is kept in its sub-folder <c>postgres</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// The folder of <c>postgres</c> and <c>initdb</c>, version 15 or newer. Null: the PATH, then the newest of
    /// /usr/lib/postgresql/*/bin, then what script/bootstrap installed below tools/postgres.
    /// </summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Settings of postgresql.conf that win over the server's own, by name, in PostgreSQL's spelling.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes a line about every step, and whatever PostgreSQL itself logs.</summary>
    public Action<string>? Log { get; init; }
}
