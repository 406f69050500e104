using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Lets others see when one is busy, and nothing else, or stops it.</summary>
internal sealed record ShareFreeBusy(Guid PersonId, bool Share)
{
    public static Decision Decide(ShareFreeBusy c, CalendarOwner? state) =>
        (state?.SharesFreeBusy ?? false) == c.Share ? Decision.Nothing : Decision.Accept(c.Share ? new FreeBusyShared(c.PersonId) : new FreeBusyHidden(c.PersonId));

    internal sealed record Request(bool? FreeBusy);

    internal sealed record Answer(bool FreeBusy);

    public static async Task<IResult> Put(Request request, HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var command = new ShareFreeBusy(caller.PersonId, check.Required("freeBusy", request.FreeBusy));
        if (check.Problem is { } invalid) return invalid;
        await log.DecideAsync<CalendarOwner>(CalendarOwner.StreamOf(caller.PersonId), http.Metadata(), owner => Decide(command, owner), cancellationToken: cancellationToken);
        return Results.Ok(new Answer(command.Share));
    }

    public static async Task<IResult> Get(HttpContext http, SharingFinder sharing, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        return Results.Ok(new Answer((await sharing.WhoSharesAsync([caller.PersonId], cancellationToken)).Count > 0));
    }
}
