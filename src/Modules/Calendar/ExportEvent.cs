using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;
using VideoConf.ICalendar.Events;

namespace VideoConf.Calendar;

/// <summary>One event as a file for other calendars.</summary>
internal static class ExportEvent
{
    public const string MediaType = "text/calendar";

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventFinder events, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (await events.FindAsync(id, caller.PersonId, cancellationToken) is not { } found) return Refusal.EventNotFound.Problem()!;
        var file = new CalendarObject { Events = EventFile.Of(found.Data, OriginOf(http.Request)) }.Write();
        return Results.File(file, $"{MediaType}; charset=utf-8", "event.ics");
    }

    /// <summary>Scheme and host under which the caller reached this server.</summary>
    public static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
