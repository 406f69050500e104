using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

internal sealed record CancelEvent(Guid By, Scope Scope, LocalDateTime? Occurrence, Instant Now)
{
    public static Decision Decide(CancelEvent c, CalendarEvent? state)
    {
        if (ChangeEvent.Check(state, c.By, c.Scope, c.Occurrence, out var held, out var scope) is { } refused) return refused;
        return scope switch
        {
            Scope.This when new Series(state!).All.Take(2).Count() > 1 => Decision.Accept(new OccurrenceCancelled(held!.Value.Key)),
            Scope.Following => Decision.Accept(new SeriesSplit(state!.Time.Before(held!.Value.Key), held.Value.Key, null)),
            // Without its last occurrence nothing is left of a series
            _ => Decision.Accept(new EventCancelled(c.Now)),
        };
    }

    internal sealed record Answer(bool Undoable);

    public static async Task<IResult> Endpoint(
        Guid id, HttpContext http, EventWriting writing, EventResources resources, IClock clock, string? scope, string? occurrence, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var command = new CancelEvent(caller.PersonId, check.Scope(scope), check.Occurrence(occurrence), clock.GetCurrentInstant());
        if (check.Problem is { } invalid) return invalid;
        var written = await writing.RunAsync(http.Metadata(), caller, id, ETags.ReadIfMatch(http.Request), dryRun == true,
            (_, before) => Task.FromResult(new Verdict(Decide(command, before?.State))), cancellationToken);
        return written.Problem ?? Results.Ok(dryRun == true ? resources.Preview(written, caller) : new Answer(Undoable: true));
    }
}
