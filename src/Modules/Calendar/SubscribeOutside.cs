using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Reactions;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Takes an outside calendar into one's own view, or out of it. It is only read.</summary>
internal sealed partial record SubscribeOutside(Guid PersonId, OutsideCalendar Calendar, Instant Now)
{
    private const int Most = 20;

    public static Decision Decide(SubscribeOutside c, CalendarOwner? state) => state?.Outside.Count >= Most
        ? Refusal.TooManySubscriptions
        : Decision.Accept(new OutsideCalendarSubscribed(c.PersonId, c.Calendar.Id, c.Calendar.SealedUrl, c.Calendar.Name, c.Calendar.Color, c.Now));

    public static Decision DecideRemove(Guid subscriptionId, CalendarOwner? state) => state?.Outside.Exists(o => o.Id == subscriptionId) == true
        ? Decision.Accept(new OutsideCalendarRemoved(subscriptionId))
        : Refusal.SubscriptionNotFound;

    internal sealed record Request(string? Url, string? Name, string? Color);

    /// <param name="Url">Null when the server's keys were lost: subscribe again.</param>
    /// <param name="LastRefreshedAt">When it was last had whole.</param>
    /// <param name="Error">Why the last attempt failed; the copy before it stays.</param>
    internal sealed record SubscriptionResource(Guid Id, string? Url, string Name, string Color, Instant? LastRefreshedAt, string? Error, int EventCount);

    internal sealed record SubscriptionList(IReadOnlyList<SubscriptionResource> Items);

    public static async Task<IResult> Post(Request request, HttpContext http, EventLog log, OutsideAddresses addresses, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (text, name, color) = (check.RequiredText("url", request.Url, 2000), check.RequiredText("name", request.Name, 80), check.RequiredText("color", request.Color, 7));
        if (!OutsideAddresses.TryRead(text, out var address) && text != "") check.Add("url", "invalid_link", "url must be an address that begins with https://, http:// or webcal://, on a port of the web or above 1023.");
        if (color != "" && !Color().IsMatch(color)) check.Add("color", "invalid", "color must be written as #1a2b3c.");
        if (check.Problem is { } invalid) return invalid;
        var calendar = new OutsideCalendar(Guid.CreateVersion7(), addresses.Seal(address!), name, color.ToLowerInvariant());
        var command = new SubscribeOutside(caller.PersonId, calendar, clock.GetCurrentInstant());
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var stream = await unit.FetchForWritingAsync<CalendarOwner>(CalendarOwner.StreamOf(caller.PersonId), cancellationToken: cancellationToken);
            if (Decide(command, stream.State) is not Decision.Accepted accepted) return Refusal.TooManySubscriptions;
            stream.Append(accepted.Facts);
            OutsideCalendars.Add(unit, caller.PersonId, calendar);
            RefreshOutside.SetTimer(unit, new RefreshOutside.Due(caller.PersonId, calendar.Id), command.Now);
            return accepted;
        }, cancellationToken);
        return decision.Problem() as IResult ?? Results.Created($"/api/v1/calendar/subscriptions/{calendar.Id}", Show(calendar, OutsideState.None, addresses));
    }

    public static async Task<IResult> Delete(Guid id, HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var stream = await unit.FetchForWritingAsync<CalendarOwner>(CalendarOwner.StreamOf(caller.PersonId), cancellationToken: cancellationToken);
            var decided = DecideRemove(id, stream.State);
            if (decided is not Decision.Accepted { Facts: var facts }) return decided;
            stream.Append(facts);
            OutsideCalendars.Remove(unit, id);
            RefreshOutside.CancelTimer(unit, id);
            return decided;
        }, cancellationToken);
        return decision.Problem() as IResult ?? Results.NoContent();
    }

    public static async Task<IResult> List(HttpContext http, OwnerFinder owners, OutsideCalendars calendars, OutsideAddresses addresses, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var outside = (await owners.FindAsync(caller.PersonId, cancellationToken))?.Data.Outside ?? [];
        var states = outside.Count == 0 ? new Dictionary<Guid, OutsideState>() : await calendars.StatesAsync(caller.PersonId, cancellationToken);
        return Results.Ok(new SubscriptionList([.. outside.Select(o => Show(o, states.GetValueOrDefault(o.Id, OutsideState.None), addresses))]));
    }

    private static SubscriptionResource Show(OutsideCalendar calendar, OutsideState state, OutsideAddresses addresses) =>
        new(calendar.Id, addresses.Open(calendar.SealedUrl)?.AbsoluteUri, calendar.Name, calendar.Color, state.RefreshedAt, state.Error, state.EventCount);

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Color();
}
