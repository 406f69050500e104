using Npgsql;
using NpgsqlTypes;

namespace VideoConf.Calendar;

/// <summary>How the copy of an outside calendar stands.</summary>
internal sealed record OutsideState(string? ETag, string? LastModified, string? ContentHash, Instant? RefreshedAt, Instant? WrittenUntil, int Failures, string? Error, int EventCount)
{
    public static readonly OutsideState None = new(null, null, null, null, null, 0, null, 0);
}

/// <summary>Which outside calendar an entry of the list is of.</summary>
internal sealed record OutsideResource(Guid SubscriptionId, string Name, string Color);

/// <summary>The copies of outside calendars.</summary>
internal sealed class OutsideCalendars(NpgsqlDataSource dataSource)
{
    /// <summary>By subscription.</summary>
    public async Task<IReadOnlyDictionary<Guid, OutsideState>> StatesAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select subscription_id, etag, last_modified, content_hash, refreshed_at, written_until, failures, error, event_count from calendar.outside_calendars where person_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
        var found = new Dictionary<Guid, OutsideState>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0), new OutsideState(
                Text(1), Text(2), Text(3), reader.IsDBNull(4) ? null : Bookings.At(reader, 4), reader.IsDBNull(5) ? null : Bookings.At(reader, 5), reader.GetInt32(6), Text(7), reader.GetInt32(8)));
        }
        return found;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>What of a person's outside calendars lies in a window.</summary>
    public async Task<IReadOnlyList<(OutsideOccurrence Occurrence, OutsideResource Outside)>> FindAsync(Guid personId, Instant from, Instant to, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select o.event_id, o.occurrence, o.starts_at, o.ends_at, o.time_zone, o.all_day, o.is_recurring, o.is_changed, o.title, o.url, o.organizer, c.subscription_id, c.name, c.color
            from calendar.outside_calendars c join calendar.outside_occurrences o using (subscription_id)
            where c.person_id = $1 and o.starts_at < $3 and o.ends_at > $2 limit $4
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = to.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        var found = new List<(OutsideOccurrence, OutsideResource)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((
                new OutsideOccurrence(
                    reader.GetGuid(0), LocalDateTime.FromDateTime(reader.GetDateTime(1)), Bookings.At(reader, 2), Bookings.At(reader, 3), reader.GetString(4), reader.GetBoolean(5),
                    reader.GetBoolean(6), reader.GetBoolean(7), reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetString(10)),
                new OutsideResource(reader.GetGuid(11), reader.GetString(12), reader.GetString(13))));
        }
        return found;
    }

    public static void Add(EventSession unit, Guid personId, OutsideCalendar calendar) => unit.Enlist(new NpgsqlBatchCommand(
        "insert into calendar.outside_calendars (subscription_id, person_id, name, color) values ($1, $2, $3, $4) on conflict do nothing")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = calendar.Id }, new NpgsqlParameter<Guid> { TypedValue = personId },
            new NpgsqlParameter<string> { TypedValue = calendar.Name }, new NpgsqlParameter<string> { TypedValue = calendar.Color },
        },
    });

    public static void Remove(EventSession unit, Guid subscriptionId) => unit.Enlist(new NpgsqlBatchCommand(
        "delete from calendar.outside_calendars where subscription_id = $1") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = subscriptionId } } });

    /// <summary>Puts down how a refresh went, and with it the new copy, when there is one, in place of the old.</summary>
    public static void Write(EventSession unit, Guid subscriptionId, OutsideState state, IReadOnlyList<OutsideOccurrence>? copy)
    {
        unit.Enlist(new NpgsqlBatchCommand(
            """
            update calendar.outside_calendars set etag = $2, last_modified = $3, content_hash = $4, refreshed_at = $5, written_until = $6, failures = $7, error = $8, event_count = $9
            where subscription_id = $1
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = subscriptionId }, Text(state.ETag), Text(state.LastModified), Text(state.ContentHash), Time(state.RefreshedAt), Time(state.WrittenUntil),
                new NpgsqlParameter<int> { TypedValue = state.Failures }, Text(state.Error), new NpgsqlParameter<int> { TypedValue = state.EventCount },
            },
        });
        if (copy is null) return;
        unit.Enlist(new NpgsqlBatchCommand("delete from calendar.outside_occurrences where subscription_id = $1") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = subscriptionId } } });
        unit.Enlist(new NpgsqlBatchCommand(
            """
            insert into calendar.outside_occurrences
                (subscription_id, event_id, occurrence, starts_at, ends_at, time_zone, all_day, is_recurring, is_changed, title, url, organizer)
            select $1, * from unnest($2::uuid[], $3::timestamp[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::boolean[], $8::boolean[], $9::boolean[], $10::text[], $11::text[], $12::text[])
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = subscriptionId }, Column(NpgsqlDbType.Uuid, o => o.EventId), Column(NpgsqlDbType.Timestamp, o => o.Occurrence.ToDateTimeUnspecified()),
                Column(NpgsqlDbType.TimestampTz, o => o.Start.ToDateTimeUtc()), Column(NpgsqlDbType.TimestampTz, o => o.End.ToDateTimeUtc()), Column(NpgsqlDbType.Text, o => o.TimeZone),
                Column(NpgsqlDbType.Boolean, o => o.AllDay), Column(NpgsqlDbType.Boolean, o => o.IsRecurring), Column(NpgsqlDbType.Boolean, o => o.IsChanged),
                Column(NpgsqlDbType.Text, o => o.Title), Column(NpgsqlDbType.Text, o => o.Url), Column(NpgsqlDbType.Text, o => o.Organizer),
            },
        });

        NpgsqlParameter Column<T>(NpgsqlDbType type, Func<OutsideOccurrence, T> value) => new() { Value = copy.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Time(Instant? time) => new() { Value = (object?)time?.ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
