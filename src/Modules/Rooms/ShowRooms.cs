using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>The rooms of the caller, and one room.</summary>
internal static class ShowRooms
{
    public static async Task<IResult> List(
        HttpContext http, RoomFinder rooms, RoomResources resources, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var check = new Validation();
        var (after, count) = (check.Cursor(cursor), check.Limit(limit));
        if (check.Problem is { } problem) return problem;

        var rows = await rooms.OfHostAsync(caller.PersonId, after, count, cancellationToken);
        var page = Paging.Page(rows, count, r => new Cursor(r.Data.CreatedAt, r.Id));
        return Results.Ok(new Page<RoomResource>(await resources.ShowAsync(page.Items, caller, cancellationToken), page.NextCursor));
    }

    public static async Task<IResult> One(
        string idOrCode, HttpContext http, RoomFinder rooms, RoomResources resources, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        if (await rooms.FindAsync(idOrCode, caller, http.Pass(), cancellationToken) is not { } found) return Refusal.RoomNotFound.Problem()!;
        ETags.Write(http.Response, found.Version);
        return Results.Ok((await resources.ShowAsync([found], caller, cancellationToken))[0]);
    }

    /// <summary>The secret of a private room's link. A header, so that it stands in no log of addresses.</summary>
    public static string? Pass(this HttpContext http) => http.Request.Headers["X-Room-Pass"].ToString() is { Length: > 0 and < 200 } pass ? pass : null;
}
