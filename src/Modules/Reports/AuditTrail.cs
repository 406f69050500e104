using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using VideoConf.Reports.Descriptions;
using VideoConf.Reports.Views;

namespace VideoConf.Reports;

/// <param name="Kind">person, api_key, operator or system.</param>
/// <param name="Name">Null when nobody by this id is known (any more), a guest for one.</param>
internal sealed record LineActor(string Kind, string? Id, string? Name);

internal sealed record LineObject(string Kind, Guid Id, string? Title);

/// <summary>What a field was before, and what it is since.</summary>
/// <param name="Label">What people call it.</param>
internal sealed record LineChange(string Field, string Label, string? From, string? To);

/// <param name="What">The fact's name in the log.</param>
/// <param name="Text">What happened, for people, without who did it.</param>
/// <param name="Client">web, api or system; null: not recorded.</param>
/// <param name="Version">Place among the facts of its object: 1, 2, 3 …</param>
internal sealed record LineResource(Guid Id, long Position, Instant At, LineActor Actor, string? Client, string What, string Text, LineObject Object, long Version, IReadOnlyList<LineChange> Changes);

/// <summary>Finds lines and makes them readable: with names as they are today, and with what was before.</summary>
internal sealed class AuditTrail(NpgsqlDataSource dataSource, EventLog log, IPeople people, IApiKeys keys)
{
    public async Task<bool> IsOwnerAsync(Guid objectId, Guid person, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select exists (select 1 from events.mt_doc_auditobjects where id = $1 and owner = $2)");
        command.Parameters.AddWithValue(objectId);
        command.Parameters.AddWithValue(person);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>With these letters in the name, or of this id; by name, twenty at most.</summary>
    public async Task<IReadOnlyList<LineActor>> FindActorsAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select object, id, data->>'title' as title from events.mt_doc_auditobjects
            where object in ('account', 'api_key') and (strpos(lower(data->>'title'), lower($1)) > 0 or id::text = $1 or '{EventMetadata.ApiKeyActor}' || id = $1) order by title, id limit 20
            """);
        command.Parameters.AddWithValue(name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<LineActor>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0) == "account"
                ? new LineActor("person", reader.GetGuid(1).ToString(), reader.GetString(2))
                : new LineActor("api_key", EventMetadata.ApiKeyActor + reader.GetGuid(1), reader.GetString(2)));
        return found;
    }

    /// <summary>The newest first, by the time at which they were recorded, of the same instant in the order of the log; where the next page begins, null on the last.</summary>
    public async Task<(IReadOnlyList<LineResource> Lines, AuditCursor? Next)> FindPageAsync(AuditFilter filter, AuditCursor? before, int limit, string language, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(filter, before, limit + 1, cancellationToken);
        var isLast = rows.Count <= limit;
        if (!isLast) rows.RemoveAt(limit);
        return (await ReadableAsync(rows, language, cancellationToken), isLast ? null : new AuditCursor(rows[^1].Line.At, rows[^1].Line.Transaction, rows[^1].Line.Position));
    }

    private sealed record Row(Guid Id, AuditLine Line, string? Title);

    private const string NewestFirst = "order by l.at desc, l.tx desc, l.seq desc";

    // Each filter has an index in the order of the lines, by which the first page is at hand however many lines there are.
    // Words have none in that order: the lines in which they stand are found first and put in order, or, when that would be
    // many, lines are looked through from the newest on until there are enough.
    private async Task<List<Row>> RowsAsync(AuditFilter filter, AuditCursor? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand();
        var conditions = new List<string>();
        Add(filter.Person, p => $"l.actor = {p}");
        Add(filter.Object, p => $"l.object = {p}");
        Add(filter.ObjectId, p => $"l.object_id = {p}");
        Add(filter.From?.ToDateTimeUtc(), p => $"l.at >= {p}");
        Add(filter.To?.ToDateTimeUtc(), p => $"l.at < {p}");
        var words = filter.Words is { } said ? AuditLines.Plain(said) : null;
        var wordsFirst = words is not null && filter is { Owner: null, ObjectId: null } && !await AreCommonAsync(words, cancellationToken);
        // What is looked through is cheaper to search than to take apart; joined with nothing, it is no words of the index
        foreach (var word in words?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []) Add($" {word} ", p => $"strpos(' ' || l.words || ' ', {p}) > 0");
        Add(words, p => $"to_tsvector('simple', l.words{(wordsFirst ? "" : " || ''")}) @@ plainto_tsquery('simple', {p})");
        if (before is { } cursor)
        {
            command.Parameters.AddWithValue(cursor.At.ToDateTimeUtc());
            command.Parameters.AddWithValue(cursor.Transaction);
            command.Parameters.AddWithValue(cursor.Position);
            var last = command.Parameters.Count;
            conditions.Add($"l.at <= ${last - 2} and (l.at, l.tx, l.seq) < (${last - 2}, ${last - 1}, ${last})");
        }
        var where = string.Join(" and ", conditions);
        var (found, lines) = ("", $"select l.* from events.mt_doc_auditlines l {(where.Length == 0 ? "" : $"where {where}")} {NewestFirst} limit {limit}");
        if (wordsFirst)
        {
            found = $"with found as materialized (select l.id, l.at, l.tx, l.seq from events.mt_doc_auditlines l where {where})";
            lines = $"select line.* from (select l.id from found l {NewestFirst} limit {limit}) f join events.mt_doc_auditlines line on line.id = f.id";
        }
        else if (filter.Owner is { } owner)
        {
            // Of each of a person's objects the newest, and of these the newest
            command.Parameters.AddWithValue(owner);
            lines =
                $"""
                 select l.* from events.mt_doc_auditobjects mine cross join lateral (
                     select l.* from events.mt_doc_auditlines l where l.object_id = mine.id{(where.Length == 0 ? "" : $" and {where}")} {NewestFirst} limit {limit}) l
                 where mine.owner = ${command.Parameters.Count} {NewestFirst} limit {limit}
                 """;
        }
        command.CommandText =
            $"""
             {found} select l.id, l.data, coalesce(o.data->>'title', w.data->>'title') from ({lines}) l
             left join events.mt_doc_auditobjects o on o.id = l.object_id
             left join events.mt_doc_auditobjects w on w.id = (o.data->>'within')::uuid
             {NewestFirst}
             """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(reader.GetGuid(0), JsonSerializer.Deserialize<AuditLine>(reader.GetString(1), FactJson.Options)!, reader.IsDBNull(2) ? null : reader.GetString(2)));
        return rows;

        void Add(object? value, Func<string, string> condition)
        {
            if (value is null) return;
            command.Parameters.AddWithValue(value);
            conditions.Add(condition($"${command.Parameters.Count}"));
        }
    }

    /// <summary>Whether these words stand in more than a hundredth of all lines, as far as the database's statistics know; words that they do not know they take for rarer.</summary>
    private async Task<bool> AreCommonAsync(string words, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("explain (format json) select 1 from events.mt_doc_auditlines l where to_tsvector('simple', l.words) @@ plainto_tsquery('simple', $1)");
        command.Parameters.AddWithValue(words);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
        await using var size = dataSource.CreateCommand("select reltuples::float8 from pg_class where oid = 'events.mt_doc_auditlines'::regclass");
        return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble() > 0.01 * (double)(await size.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<IReadOnlyList<LineResource>> ReadableAsync(List<Row> rows, string language, CancellationToken cancellationToken)
    {
        var (earlier, introduced) = (await EarlierAsync(rows, cancellationToken), await IntroducedAsync(rows, cancellationToken));
        var ids = rows.SelectMany(r => Description(r).English.Holes.Where(h => h.Source is Source.Person).SelectMany(h => r.Line.Said.GetValueOrDefault(h.Path)?.Split(", ") ?? []).Append(r.Line.Actor))
            .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Concat(introduced.Values.Select(i => i.PersonId ?? Guid.Empty));
        var accounts = await AccountsAsync(ids, cancellationToken);
        if (rows.Any(r => r.Line.Actor?.StartsWith(EventMetadata.ApiKeyActor, StringComparison.Ordinal) == true))
            foreach (var key in await keys.ListAsync(cancellationToken)) accounts[EventMetadata.ApiKeyActor + key.Id] = key.Name;
        var erased = language == "ru" ? ErasedPersonInRussian : ErasedPerson;
        foreach (var id in await ErasedAsync([.. ids.Where(id => id != Guid.Empty && !accounts.ContainsKey(id.ToString())).Distinct()], cancellationToken)) accounts[id.ToString()] = erased;
        var names = new Names(accounts, language);
        return [.. rows.Select(Readable)];

        string? Shown(string? text) => text?.Replace(Erased.Text, erased, StringComparison.Ordinal);

        LineResource Readable(Row row)
        {
            var (line, template) = (row.Line, Description(row).In(language));
            string? Value(Hole hole) => (hole.Source, line.Said.GetValueOrDefault(hole.Path)) switch
            {
                (Source.Was, _) => earlier.GetValueOrDefault((row.Id, hole.Path)),
                (Source.Person or Source.Named, { } said) => names.Of(said, id => introduced.GetValueOrDefault((line.ObjectId, id))),
                (_, var said) => said,
            };
            string? Say(Hole hole) => Value(hole) is { } value ? hole.Say(value, language) : null;
            return new LineResource(
                row.Id, line.Position, line.At, Actor(line, accounts), line.Client, line.WireName, Shown(template.Fill(language, Value))!, new LineObject(line.Object, line.ObjectId, Shown(row.Title)), line.Version,
                [.. template.Holes.Where(h => h.Source is Source.Was).Select(h => new LineChange(h.Path, Portrait.LabelOf(line.Object, h.Path, language), Shown(Say(h)), Shown(Say(h with { Source = Source.Fact })))).Where(c => c.From != c.To)]);
        }
    }

    private static Description Description(Row row) => AllDescriptions.ByWireName[row.Line.WireName];

    /// <summary>The names of those that have an account, by id.</summary>
    public async Task<Dictionary<string, string>> AccountsAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await people.FindAsync([.. ids.Where(id => id != Guid.Empty).Distinct()], cancellationToken)).ToDictionary(p => p.PersonId.ToString(), p => p.DisplayName);

    /// <summary>Who those are whom lines mention by an id alone, by stream and id.</summary>
    private async Task<Dictionary<(Guid, string), Introduced>> IntroducedAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(Guid, string), Introduced>();
        Guid[] streams = [.. rows.Where(r => Description(r).English.Holes.Any(h => h.Source is Source.Named)).Select(r => r.Line.ObjectId).Distinct()];
        if (streams.Length == 0) return known;
        foreach (var fact in await log.FetchStreamsAsync(streams, AllDescriptions.Introducing, cancellationToken))
        {
            foreach (var (id, introduced) in Introduced.By(fact)) known[(fact.StreamId, id)] = introduced;
        }
        return known;
    }

    private static LineActor Actor(AuditLine line, Dictionary<string, string> names) => line.Actor switch
    {
        null => new LineActor("system", null, null),
        { } key when key.StartsWith(EventMetadata.ApiKeyActor, StringComparison.Ordinal) => new LineActor("api_key", key, names.GetValueOrDefault(key)),
        { } person when Guid.TryParse(person, out _) => new LineActor("person", person, names.GetValueOrDefault(person)),
        var other => new LineActor("operator", other, other),
    };

    /// <summary>What the facts before these in their streams said last, by line and path.</summary>
    private async Task<Dictionary<(Guid, string), string>> EarlierAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        var asked = rows.SelectMany(r => Description(r).English.Earlier.Distinct(StringComparer.Ordinal).Select(path => (Row: r, Path: path))).ToList();
        var found = new Dictionary<(Guid, string), string>();
        if (asked.Count == 0) return found;
        await using var command = dataSource.CreateCommand(
            """
            select a.n, e.value from unnest($1, $2, $3) with ordinality as a (stream, version, path, n)
            cross join lateral (
                select f.data #> string_to_array(a.path, '.') as value from events.mt_events f
                where f.stream_id = a.stream and f.version < a.version and f.data #> string_to_array(a.path, '.') is not null order by f.version desc limit 1) e
            """);
        command.Parameters.AddWithValue(asked.Select(a => a.Row.Line.ObjectId).ToArray());
        command.Parameters.AddWithValue(asked.Select(a => a.Row.Line.Version).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = asked.Select(a => a.Path).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var stored = new List<(int Asked, string Body)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) stored.Add(((int)reader.GetInt64(0) - 1, reader.GetString(1)));
        }
        foreach (var (index, body) in stored.Select(s => s.Asked).Zip(await log.OpenAsync([.. stored.Select(s => s.Body)], cancellationToken)))
        {
            using var value = JsonDocument.Parse(body);
            if (Template.Text(value.RootElement) is { } text) found[(asked[index].Row.Id, asked[index].Path)] = text;
        }
        return found;
    }

    private const string ErasedPerson = "erased person";
    private const string ErasedPersonInRussian = "стёртый человек";

    /// <summary>Those of these people whose content was erased.</summary>
    private async Task<IReadOnlyList<Guid>> ErasedAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0) return [];
        await using var command = dataSource.CreateCommand("select distinct object_id from events.mt_doc_auditlines where object_id = any($1) and data->>'wireName' = 'accounts.person_erased'");
        command.Parameters.AddWithValue(ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var erased = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken)) erased.Add(reader.GetGuid(0));
        return erased;
    }
}
