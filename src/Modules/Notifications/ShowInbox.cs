using Microsoft.AspNetCore.Http;
using Npgsql;
using VideoConf.EventStore.Projections;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>How it went on one way outside.</summary>
internal sealed record DeliveryResource(Channel Channel, DeliveryState State, Instant DueAt, int Attempts, Instant? SentAt, string? Code, string? Reason, WithdrawalReason? Withdrawn)
{
    public static DeliveryResource Of(Delivery d) => new(d.Channel, d.State, d.DueAt, d.Attempts, d.SentAt, d.Code, d.Reason, d.Withdrawn);
}

internal sealed record NotificationResource(Guid Id, Kind Kind, Content Content, Instant RaisedAt, bool IsRead, IReadOnlyList<DeliveryResource> Deliveries)
{
    public static NotificationResource Of(Notification n, Instant? readUntil) =>
        new(n.Id, n.Kind, n.Content, n.RaisedAt, n.ReadAt is not null || n.RaisedAt <= readUntil, [.. n.Deliveries.Select(DeliveryResource.Of)]);
}

/// <summary>What a person was told: the list, unread first, and how much of it is new.</summary>
internal sealed class ShowInbox(EventStore.Projections.Views views, SettingsOfRecipients settings, Inbox inbox, NpgsqlDataSource dataSource)
{
    private static readonly DateTime Latest = new(3000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal sealed record Count(int Unread);

    public static async Task<IResult> List(HttpContext http, ShowInbox show, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (most, after) = (check.Limit(limit), check.Cursor(cursor is ['u' or 'r', _, ..] ? cursor[1..] : cursor));
        if (check.Problem is { } invalid) return invalid;
        return Results.Ok(await show.PageAsync(caller.PersonId, after, isAmongRead: cursor is ['r', ..], most, cancellationToken));
    }

    public static async Task<IResult> CountUnread(HttpContext http, ShowInbox show, CancellationToken cancellationToken) =>
        http.Caller(out var caller) is { } stranger ? stranger : Results.Ok(new Count(await show.UnreadAsync(caller.PersonId, cancellationToken)));

    /// <summary>First all that is unread, the newest first, then what has been read.</summary>
    private async Task<Page<NotificationResource>> PageAsync(Guid personId, Cursor? after, bool isAmongRead, int limit, CancellationToken cancellationToken)
    {
        var readUntil = await ReadUntilAsync(personId, cancellationToken);
        const string IsRead = "(data ->> 'readAt' is not null or raised_at <= $2)";
        var (at, id) = after is { } a ? (a.At.ToDateTimeUtc(), a.Id) : (Latest, Guid.Empty);
        var rows = await views.QueryAsync(
            inbox,
            $"""
             where recipient_id = $1 and (data ->> 'listed')::boolean
             and ({IsRead}, $3 - raised_at, id) > ($5, interval '0', $4) and ({IsRead} or not $5)
             order by {IsRead}, raised_at desc, id limit $6
             """,
            [personId, (readUntil ?? Instant.FromUnixTimeSeconds(0)).ToDateTimeUtc(), at, id, isAmongRead, limit + 1], cancellationToken);
        NotificationResource[] found = [.. rows.Select(r => NotificationResource.Of(r.Data, readUntil))];
        var page = Paging.Page(found, limit, n => new Cursor(n.RaisedAt, n.Id));
        return page with { NextCursor = page.NextCursor is { } next ? (page.Items[^1].IsRead ? 'r' : 'u') + next : null };
    }

    public async Task<int> UnreadAsync(Guid personId, CancellationToken cancellationToken)
    {
        var readUntil = await ReadUntilAsync(personId, cancellationToken);
        await using var command = dataSource.CreateCommand(
            $"select count(*)::int from {inbox.Table.Name} where recipient_id = $1 and (data ->> 'listed')::boolean and data ->> 'readAt' is null and raised_at > $2");
        command.Parameters.AddWithValue(personId);
        command.Parameters.AddWithValue((readUntil ?? Instant.FromUnixTimeSeconds(0)).ToDateTimeUtc());
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<Instant?> ReadUntilAsync(Guid personId, CancellationToken cancellationToken) =>
        (await views.LoadAsync(settings, RecipientSettings.StreamOf(personId), cancellationToken))?.Data.ReadUntil;
}
