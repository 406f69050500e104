using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports.Statistics;

/// <summary>Figures: an administrator is told of all, others of what is theirs.</summary>
internal static class ShowStatistics
{
    private static readonly string[] Formats = ["json", "csv"];

    /// <param name="Zone">IANA id; days are its days.</param>
    /// <param name="Figures">Names of the figures, in order.</param>
    internal sealed record Answer(string Report, string From, string To, string Zone, string By, IReadOnlyList<string> Figures, StatisticsRow Total, IReadOnlyList<StatisticsRow> Rows);

    public static async Task<IResult> Endpoint(
        HttpContext http, StatisticsReports reports, string report, string? from, string? to, string? zone, string? by, string? format, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (!StatisticsReports.All.TryGetValue(report, out var kind)) return Refusal.ReportNotFound.Problem()!;
        var check = new Validation();
        var question = StatisticsQuestion.Of(check, report, from, to, zone, by, http.User.IsAdministrator() ? null : caller.PersonId);
        var form = format is null ? "json" : check.OneOf("format", format, Formats);
        if (check.Problem is { } problem) return problem;
        var (total, rows) = await reports.AnswerAsync(question, cancellationToken);
        if (form == "csv") return Results.File(Encoding.UTF8.GetBytes(Csv(kind.Figures, [.. rows, total])), "text/csv; charset=utf-8", $"{report}.csv");
        return Results.Ok(new Answer(report, StatisticsQuestion.Iso(question.From), StatisticsQuestion.Iso(question.To), question.Zone.Id, question.By, kind.Figures, total, rows));
    }

    private static string Csv(IReadOnlyList<string> figures, IReadOnlyList<StatisticsRow> rows) => string.Concat(
        rows.Select(row => ((string?[])[row.Key, row.Label, .. figures.Select(name => row.Figures[name]?.ToString(CultureInfo.InvariantCulture))]))
            .Prepend(["key", "label", .. figures]).Select(cells => string.Join(',', cells.Select(ExportAudit.Cell)) + "\r\n"));
}
