using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

internal sealed record ScheduleEvent(Guid EventId, string Uid, Organizer Organizer, EventPlan Plan, Instant Now)
{
    public static Decision Decide(ScheduleEvent c) =>
        Decision.Accept(new EventScheduled(c.EventId, c.Uid, c.Organizer, c.Plan.Details, c.Plan.Time, c.Plan.Attendees, [], null, c.Now));

    public static string UidOf(Guid eventId) => $"{eventId}@videoconf";

    public static async Task<IResult> Endpoint(
        EventFields.Request request, HttpContext http, EventFields fields, EventWriting writing, EventResources resources, IClock clock, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } refused) return refused;
        var eventId = Guid.CreateVersion7();
        var now = clock.GetCurrentInstant();
        var organizer = await fields.OrganizerAsync(caller, cancellationToken);
        var written = await writing.RunAsync(http.Metadata(), caller, eventId, null, dryRun == true, async (unit, _) =>
        {
            var (plan, problem) = await fields.ReadAsync(request, unit, caller, cancellationToken);
            return plan is null ? new(problem!) : new(Decide(new ScheduleEvent(eventId, UidOf(eventId), organizer, plan, now)));
        }, cancellationToken);
        if (written.Problem is { } problem) return problem;
        if (dryRun == true) return Results.Ok(resources.Preview(written, caller));
        ETags.Write(http.Response, written.After[0].Version);
        return Results.Created($"/api/v1/calendar-events/{eventId}", resources.Show(written.After[0].State, written.After[0].Version, caller, null));
    }
}
