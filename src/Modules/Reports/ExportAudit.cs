using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports;

/// <summary>All lines that a filter picks, streamed a page at a time: CSV (RFC 4180) or a JSON object a line.</summary>
internal static class ExportAudit
{
    private const int PageSize = 500;
    private static readonly string[] Formats = ["csv", "jsonl"];

    public static async Task<IResult> Endpoint(HttpContext http, [AsParameters] AuditQuery asked, AuditTrail trail, EventLog log, string? format, string? language, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var filter = AuditFilter.Of(asked, check, http.User.IsAdministrator() ? null : caller.PersonId);
        var (form, words) = (check.OneOf("format", format, Formats), ShowAudit.Language(check, language));
        if (check.Problem is { } problem) return problem;
        await ShowAudit.NoteAsync(http, log, filter, form, cancellationToken);
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
            if (form == "csv") await writer.WriteLineAsync("at,position,actor_kind,actor_id,actor_name,client,what,object_kind,object_id,object_title,text");
            AuditCursor? before = null;
            do
            {
                (var lines, before) = await trail.FindPageAsync(filter, before, PageSize, words, cancellationToken);
                foreach (var line in lines) await writer.WriteAsync(form == "csv" ? Csv(line) : JsonSerializer.Serialize(line, FactJson.Options) + "\n");
                await writer.FlushAsync(cancellationToken);
            }
            while (before is not null);
        }, form == "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson", $"audit.{form}");
    }

    private static string Csv(LineResource line) => string.Join(',', ((string?[])
    [
        line.At.ToString(), line.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Actor.Kind, line.Actor.Id, line.Actor.Name, line.Client, line.What,
        line.Object.Kind, line.Object.Id.ToString(), line.Object.Title, line.Text,
    ]).Select(Cell)) + "\r\n";

    // What begins like a formula is not to be one in a spreadsheet
    public static string Cell(string? value) => value switch
    {
        null => "",
        ['=' or '+' or '-' or '@' or '\t' or '\r', ..] => $"\"'{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ when value.AsSpan().ContainsAny(",\"\r\n") => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value,
    };
}
