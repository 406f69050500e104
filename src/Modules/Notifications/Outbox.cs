using Npgsql;
using NpgsqlTypes;

namespace VideoConf.Notifications;

/// <summary>A way outside that is waiting to be tried.</summary>
/// <param name="Reader">How the recipient read when he was told.</param>
/// <param name="PartyId">Who he is in the event.</param>
/// <param name="Address">Of a mail.</param>
/// <param name="DigestOf">Held back for the digest of this recipient.</param>
internal sealed record Waiting(
    Guid DeliveryId, Guid NotificationId, Channel Channel, Instant Due, Instant? UselessAfter, Reader Reader, Guid? PartyId = null, string? Address = null,
    CalendarPart? Attachment = null, Guid? DeviceId = null, Guid? DigestOf = null, int Attempts = 0);

/// <summary>The work of handing notifications to mail servers and push services, shared by all nodes.</summary>
internal sealed class Outbox(NpgsqlDataSource dataSource)
{
    /// <summary>Long enough for a batch over a slow mail server; a host that died holds its own back for so long.</summary>
    private static readonly Duration Claim = Duration.FromMinutes(2);

    /// <summary>Commits with the facts that say that these are to be tried.</summary>
    public static void Add(EventSession unit, IReadOnlyList<Waiting> all)
    {
        if (all.Count == 0) return;
        unit.Enlist(new NpgsqlBatchCommand(
            """
            insert into notifications.deliveries (id, notification_id, channel, due, useless_after, name, language, time_zone, party_id, address, calendar_method, calendar, device_id, digest_of)
            select * from unnest(
                $1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::bytea[], $13::uuid[], $14::uuid[])
            """)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Uuid, all.Select(w => w.DeliveryId)), Array(NpgsqlDbType.Uuid, all.Select(w => w.NotificationId)),
                Array(NpgsqlDbType.Text, all.Select(w => NameOf(w.Channel))), Array(NpgsqlDbType.TimestampTz, all.Select(w => w.Due.ToDateTimeUtc())),
                Array(NpgsqlDbType.TimestampTz, all.Select(w => w.UselessAfter?.ToDateTimeUtc())), Array(NpgsqlDbType.Text, all.Select(w => w.Reader.Name)),
                Array(NpgsqlDbType.Text, all.Select(w => w.Reader.Language)), Array(NpgsqlDbType.Text, all.Select(w => w.Reader.TimeZone)),
                Array(NpgsqlDbType.Uuid, all.Select(w => w.PartyId)), Array(NpgsqlDbType.Text, all.Select(w => w.Address)), Array(NpgsqlDbType.Text, all.Select(w => w.Attachment?.Method)),
                Array(NpgsqlDbType.Bytea, all.Select(w => w.Attachment?.Content)), Array(NpgsqlDbType.Uuid, all.Select(w => w.DeviceId)), Array(NpgsqlDbType.Uuid, all.Select(w => w.DigestOf)),
            },
        });
    }

    /// <summary>Takes what is due, the longest due first, so that no other node does; an attempt counts from here.</summary>
    public async Task<IReadOnlyList<Waiting>> ClaimAsync(Channel channel, int most, Instant now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update notifications.deliveries set claimed_until = $3, attempts = attempts + 1
            where id in (
                select id from notifications.deliveries
                where channel = $1 and digest_of is null and due <= $2 and (claimed_until is null or claimed_until < $2) order by due limit $4 for update skip locked)
            returning id, notification_id, due, useless_after, name, language, time_zone, party_id, address, calendar_method, calendar, device_id, attempts
            """);
        command.Parameters.AddWithValue(NameOf(channel));
        command.Parameters.AddWithValue(now.ToDateTimeUtc());
        command.Parameters.AddWithValue((now + Claim).ToDateTimeUtc());
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<Waiting>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new Waiting(
                reader.GetGuid(0), reader.GetGuid(1), channel, Instant.FromDateTimeUtc(reader.GetDateTime(2)), reader.IsDBNull(3) ? null : Instant.FromDateTimeUtc(reader.GetDateTime(3)),
                new Reader(reader.GetString(4), reader.GetString(5), reader.GetString(6)), GuidOf(7), reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.IsDBNull(9) ? null : new CalendarPart(reader.GetString(9), reader.GetFieldValue<byte[]>(10)), GuidOf(11), null, reader.GetInt32(12)));
        }
        return [.. claimed.OrderBy(w => w.Due)];

        Guid? GuidOf(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
    }

    /// <summary>When the next is due; null when nothing waits.</summary>
    public async Task<Instant?> NextDueAsync(Channel channel, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select min(greatest(due, claimed_until)) from notifications.deliveries where channel = $1 and digest_of is null");
        command.Parameters.AddWithValue(NameOf(channel));
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? Instant.FromDateTimeUtc(due) : null;
    }

    /// <summary>Done with, one way or another; commits with the fact that says how.</summary>
    public static void Remove(EventSession unit, IReadOnlyCollection<Guid> deliveryIds) => unit.Enlist(new NpgsqlBatchCommand("delete from notifications.deliveries where id = any($1)")
    {
        Parameters = { Array(NpgsqlDbType.Uuid, deliveryIds) },
    });

    public static void Retry(EventSession unit, Guid deliveryId, Instant due) => unit.Enlist(new NpgsqlBatchCommand("update notifications.deliveries set claimed_until = null, due = $2 where id = $1")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = deliveryId }, new NpgsqlParameter<DateTime> { TypedValue = due.ToDateTimeUtc() } },
    });

    /// <summary>A delivery that was locked, to be done with.</summary>
    public readonly record struct Locked(Guid DeliveryId, Guid NotificationId);

    /// <summary>What waits of these events' reminders and nobody is at; theirs alone until the unit is saved.</summary>
    public static Task<IReadOnlyList<Locked>> LockRemindersAsync(EventSession unit, string notifications, Guid[] eventIds, Instant now, CancellationToken cancellationToken) =>
        LockAsync(unit,
            $"""
             select d.id, d.notification_id from notifications.deliveries d join {notifications} n on n.id = d.notification_id
             where n.event_id = any($1) and n.data ->> 'kind' = 'reminder' and (d.claimed_until is null or d.claimed_until < $2) for update of d skip locked
             """, cancellationToken, new NpgsqlParameter<Guid[]> { TypedValue = eventIds }, new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() });

    /// <summary>What is held back for a digest.</summary>
    public static Task<IReadOnlyList<Locked>> LockDigestAsync(EventSession unit, Guid recipientId, CancellationToken cancellationToken) =>
        LockAsync(unit, "select id, notification_id from notifications.deliveries where digest_of = $1 order by due for update skip locked", cancellationToken,
            new NpgsqlParameter<Guid> { TypedValue = recipientId });

    /// <summary>What was held back for a digest that will not come goes out on its own.</summary>
    public static void ReleaseDigest(EventSession unit, Guid recipientId, Instant now) =>
        unit.Enlist(new NpgsqlBatchCommand("update notifications.deliveries set digest_of = null, due = $2 where digest_of = $1")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = recipientId }, new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() } },
        });

    private static async Task<IReadOnlyList<Locked>> LockAsync(EventSession unit, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = await unit.CreateCommandAsync(sql, cancellationToken);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Locked>();
        while (await reader.ReadAsync(cancellationToken)) found.Add(new Locked(reader.GetGuid(0), reader.GetGuid(1)));
        return found;
    }

    private static string NameOf(Channel channel) => channel == Channel.Email ? "email" : "push";

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, IEnumerable<T> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
