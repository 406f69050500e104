using Microsoft.AspNetCore.Http;

namespace VideoConf.Notifications;

/// <summary>One notification has been seen.</summary>
internal sealed record ReadNotification(Guid By, Instant Now)
{
    public static Decision Decide(ReadNotification c, Notification? state)
    {
        if (state is null || state.Recipient.PersonId != c.By) return Refusal.NotificationNotFound;
        return state.ReadAt is null ? Decision.Accept(new NotificationRead(c.Now)) : Decision.Nothing;
    }

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var command = new ReadNotification(caller.PersonId, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<Notification>(id, http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return outcome.Decision.Problem() ?? Results.NoContent();
    }
}

/// <summary>All that there is until now has been seen.</summary>
internal sealed record ReadAll(Guid PersonId, Instant Until)
{
    public static Decision Decide(ReadAll c, RecipientSettings? state) => state?.ReadUntil >= c.Until ? Decision.Nothing : Decision.Accept(new InboxRead(c.PersonId, c.Until));

    public static async Task<IResult> Endpoint(HttpContext http, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var command = new ReadAll(caller.PersonId, clock.GetCurrentInstant());
        await log.DecideAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return Results.NoContent();
    }
}
