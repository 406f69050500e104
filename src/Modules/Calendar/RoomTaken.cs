using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

/// <summary>A time at which a room is taken.</summary>
/// <param name="EventTitle">What is held there, when the one who asks may see it.</param>
internal sealed record Conflict(Instant Start, Instant End, LocalDateTime StartLocal, string? RoomCode, string? EventTitle)
{
    public static IReadOnlyList<Conflict> Of(IReadOnlyList<Collision> collisions, IReadOnlyDictionary<Guid, string> titles, CalendarEvent wanted)
    {
        var zone = Series.ZoneOf(wanted.Time.TimeZone);
        return [.. collisions.Select(c => new Conflict(
            c.Start, c.End, c.Start.InZone(zone).LocalDateTime, wanted.Details.Place.RoomId == c.RoomId ? wanted.Details.Place.RoomCode : null, titles.GetValueOrDefault(c.EventId)))];
    }
}

internal sealed record FreeTime(Instant Start, Instant End);

/// <summary>The refusal of a taken room: the usual problem document, with when it is taken and when it is free.</summary>
internal sealed record RoomTaken(
    string Type, string Title, int Status, string Detail, string Code, string? Field, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<FreeTime> Alternatives)
{
    public static IResult Problem(IReadOnlyList<Collision> collisions, IReadOnlyDictionary<Guid, string> titles, CalendarEvent wanted, IReadOnlyList<Interval> alternatives)
    {
        var plain = Refusal.RoomTaken.Problem()!.Problem;
        return Results.Json(
            new RoomTaken(plain.Type, plain.Title, plain.Status, plain.Detail, plain.Code, plain.Field, Conflict.Of(collisions, titles, wanted),
                [.. alternatives.Select(a => new FreeTime(a.Start, a.End))]),
            (JsonSerializerOptions?)null, "application/problem+json", plain.Status);
    }
}
