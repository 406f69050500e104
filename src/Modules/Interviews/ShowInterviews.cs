using Microsoft.AspNetCore.Http;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>One interview, a person's interviews, and for the platform all that changed since it last asked.</summary>
internal static class ShowInterviews
{
    private const int MostOfPerson = 1000;

    /// <param name="NextCursor">Ask with it as updatedSince: at once while <paramref name="HasMore"/>, otherwise later.</param>
    internal sealed record Changes(IReadOnlyList<InterviewResource> Items, string NextCursor, bool HasMore);

    public static async Task<IResult> One(Guid id, HttpContext http, InterviewFinder interviews, InterviewResources resources, IClock clock, CancellationToken cancellationToken) =>
        http.Asker() is not { } asker ? Problems.OfStatus(401) : Answer(await interviews.FindAsync(id, cancellationToken), asker, http, resources, clock);

    public static async Task<IResult> OfRoom(string code, HttpContext http, InterviewFinder interviews, InterviewResources resources, IClock clock, CancellationToken cancellationToken) =>
        http.Asker() is not { } asker ? Problems.OfStatus(401) : Answer(await interviews.OfRoomAsync(code.ToLowerInvariant(), cancellationToken), asker, http, resources, clock);

    private static IResult Answer(EventStore.Projections.ViewRow<Interview>? found, Asker asker, HttpContext http, InterviewResources resources, IClock clock)
    {
        if (found is null || !found.Data.IsVisibleTo(asker)) return Refusal.InterviewNotFound.Problem()!;
        ETags.Write(http.Response, found.Version);
        return Results.Ok(resources.Show(found.Data, found.Version, asker, clock.GetCurrentInstant()));
    }

    public static async Task<IResult> List(
        HttpContext http, EventLog log, InterviewFinder interviews, InterviewDirectory directory, InterviewResources resources, IClock clock, string? updatedSince, int? limit, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        var now = clock.GetCurrentInstant();
        if (!asker.IsPlatform)
        {
            var own = await interviews.OfPersonAsync(asker.Id, MostOfPerson, cancellationToken);
            return Results.Ok(new Changes([.. own.Select(i => resources.Show(i.Data, i.Version, asker, now))], "", false));
        }
        var check = new Validation();
        var most = check.Limit(limit);
        var since = Since(check, updatedSince);
        if (check.Problem is { } invalid) return invalid;
        // In the order of the log, in which nothing comes in between afterwards: what is asked for next is what is new
        var page = await log.ReadChangedAsync(since, most, WireNames(directory), cancellationToken);
        var found = await interviews.FindAsync(page.Streams, cancellationToken);
        return Results.Ok(new Changes([.. found.Select(i => resources.Show(i.Data, i.Version, asker, now))], $"{page.End.Transaction}.{page.End.Position}", page.IsFull));
    }

    private static string[]? wireNames;

    private static string[] WireNames(InterviewDirectory directory) =>
        wireNames ??= [.. new EventRegistry().AddInterviewFacts().Facts.Where(f => directory.Facts.Contains(f.Key)).Select(f => f.Value)];

    /// <summary>Where the last answer ended; nothing: from the beginning.</summary>
    private static LogCursor Since(Validation check, string? updatedSince)
    {
        if (string.IsNullOrEmpty(updatedSince)) return LogCursor.Start;
        if (updatedSince.Split('.') is [var transaction, var position] && long.TryParse(transaction, System.Globalization.NumberStyles.None, null, out var tx) && long.TryParse(position, System.Globalization.NumberStyles.None, null, out var seq))
            return new LogCursor(tx, seq);
        check.Add("updatedSince", "invalid", "updatedSince is not one that this list handed out.");
        return LogCursor.Start;
    }
}
