using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports;

/// <summary>Who came to a session, when and for how long, held against the plan; also as a file.</summary>
internal static class ShowAttendance
{
    private static readonly string[] Formats = ["json", "csv"];

    /// <param name="Scheduled">The event that was held in it; null: nobody had planned it.</param>
    internal sealed record Answer(
        Guid SessionId, string RoomCode, string RoomName, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, HeldEvent? Scheduled, IReadOnlyList<PersonAttendance> People);

    /// <param name="TotalSeconds">Two devices at once count once; a stay that goes on counts until now.</param>
    /// <param name="LateSeconds">From the planned start to the first coming; below zero: he came before it. Null: nothing was planned.</param>
    internal sealed record PersonAttendance(Guid PersonId, string DisplayName, Role Role, bool IsGuest, IReadOnlyList<HeldStay> Stays, long TotalSeconds, long? LateSeconds);

    public static async Task<IResult> Endpoint(HttpContext http, string code, Guid id, SessionReports reports, string? format, CancellationToken cancellationToken)
    {
        var (room, session, refused) = await reports.FindAsync(http, code, id, cancellationToken);
        if (refused is not null) return refused;
        var check = new Validation();
        var form = check.OneOf("format", format ?? (PrefersCsv(http) ? "csv" : "json"), Formats);
        if (check.Problem is { } problem) return problem;
        var (held, _) = await reports.OriginAsync(session, cancellationToken);
        var people = People(session, held?.Start);
        if (form == "csv") return Results.File(Encoding.UTF8.GetBytes(Csv(people)), "text/csv; charset=utf-8", $"attendance-{session.Id}.csv");
        return Results.Ok(new Answer(session.Id, room.Code, room.Name, session.StartedAt, session.EndedAt, session.EndReason, held, people));
    }

    private static bool PrefersCsv(HttpContext http) => http.Request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase);

    internal static IReadOnlyList<PersonAttendance> People(HeldSession session, Instant? start) => [.. session.People.Select(p => new PersonAttendance(
        p.PersonId, p.DisplayName, p.Role, p.IsGuest, p.Stays, p.TotalSeconds, start is { } planned ? (long)(p.Stays.Min(s => s.JoinedAt) - planned).TotalSeconds : null))];

    /// <summary>RFC 4180, a stay a line.</summary>
    private static string Csv(IReadOnlyList<PersonAttendance> people) => "person_id,name,role,guest,joined_at,left_at,reason,total_seconds,late_seconds\r\n" + string.Concat(
        people.SelectMany(p => p.Stays, (p, stay) => string.Create(CultureInfo.InvariantCulture,
            $"{p.PersonId},{ExportAudit.Cell(p.DisplayName)},{Word(p.Role)},{Word(p.IsGuest)},{stay.JoinedAt},{stay.LeftAt},{(stay.Reason is { } reason ? Word(reason) : "")},{p.TotalSeconds},{p.LateSeconds}\r\n")));

    private static string Word<T>(T word) => JsonSerializer.Serialize(word, FactJson.Options).Trim('"');
}
