using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Gives a person's calendar an address that can be read without signing in, in place of the one before, or takes it back.</summary>
internal sealed record OpenFeed(Guid PersonId, string SecretHash, Instant Now)
{
    private const int SecretBytes = 20;

    public static Decision Decide(OpenFeed c) => Decision.Accept(new FeedOpened(c.PersonId, c.SecretHash, c.Now));

    public static Decision DecideRevoke(Guid personId, CalendarOwner? state) =>
        state?.Feed is null ? Decision.Nothing : Decision.Accept(new FeedRevoked(personId));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <param name="HasFeed">The address itself is kept nowhere: it was shown when it was made.</param>
    internal sealed record FeedState(bool HasFeed, Instant? CreatedAt);

    internal sealed record Answer(string Url);

    public static async Task<IResult> Post(HttpContext http, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var command = new OpenFeed(caller.PersonId, Hash(secret), clock.GetCurrentInstant());
        await log.DecideAsync<CalendarOwner>(CalendarOwner.StreamOf(caller.PersonId), http.Metadata(), _ => Decide(command), cancellationToken: cancellationToken);
        return Results.Ok(new Answer($"{ExportEvent.OriginOf(http.Request)}/api/v1/calendar/feeds/{secret}.ics"));
    }

    public static async Task<IResult> Delete(HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        await log.DecideAsync<CalendarOwner>(CalendarOwner.StreamOf(caller.PersonId), http.Metadata(), owner => DecideRevoke(caller.PersonId, owner), cancellationToken: cancellationToken);
        return Results.NoContent();
    }

    public static async Task<IResult> Get(HttpContext http, OwnerFinder owners, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var feed = (await owners.FindAsync(caller.PersonId, cancellationToken))?.Data.Feed;
        return Results.Ok(new FeedState(feed is not null, feed?.CreatedAt));
    }
}
