using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace VideoConf.Calendar;

/// <summary>What a repetition would come to. Pure: it asks nobody's calendar, and needs no account.</summary>
internal static class PreviewRecurrence
{
    private const int MostDates = 1000;
    private static readonly LocalDateTime Earliest = new(1970, 1, 1, 0, 0);
    private static readonly LocalDateTime Latest = new(2200, 1, 1, 0, 0);

    internal sealed record Request(
        string? Rule, LocalDateTime? Start, string? TimeZone, IReadOnlyList<LocalDateTime>? ExceptDates, IReadOnlyList<LocalDateTime>? ExtraDates,
        LocalDateTime? From, LocalDateTime? To, int? Limit);

    /// <param name="Start">Wall clock of the zone.</param>
    /// <param name="Offset">From UTC, e.g. +01:00.</param>
    internal sealed record Date(LocalDateTime Start, string Offset, Instant Instant);

    internal sealed record Answer(IReadOnlyList<Date> Occurrences);

    public static IResult Endpoint(Request request)
    {
        var check = new Validation();
        var start = check.Required("start", check.InRange("start", request.Start, Earliest, Latest));
        var zone = check.RequiredText("timeZone", request.TimeZone, 100);
        var limit = check.InRange("limit", request.Limit ?? 10, 1, MostDates);
        foreach (var (field, given) in new[] { ("exceptDates", request.ExceptDates), ("extraDates", request.ExtraDates) })
        {
            if (given?.Count > MostDates) check.Add(field, "too_many", $"{field} may have at most {MostDates} dates.");
            foreach (var date in given?.Take(MostDates) ?? []) check.InRange(field, date, Earliest, Latest);
        }
        var from = check.InRange("from", request.From ?? Earliest, Earliest, Latest);
        var to = check.InRange("to", request.To ?? Latest, Earliest, Latest);
        if (request.Rule?.Length > 500) check.Add("rule", "too_long", "rule may have at most 500 characters.");
        if (check.Problem is { } invalid) return invalid;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } found) return Refusal.UnknownTimeZone.Problem()!;
        var time = new EventTime(start, start.PlusMinutes(1), zone, false,
            new Recurrence(string.IsNullOrWhiteSpace(request.Rule) ? null : request.Rule.Trim(), [.. request.ExceptDates ?? []], [.. request.ExtraDates ?? []]));
        if (EventPlan.RefuseRule(time, "rule")?.Problem() is { } refused) return refused;
        var dates = new Series(time, []).Between(from.InZoneLeniently(found).ToInstant(), to.InZoneLeniently(found).ToInstant()).Where(o => o.StartLocal >= from).Take(limit);
        return Results.Ok(new Answer([.. dates.Select(o => new Date(o.StartLocal, OffsetPattern.CreateWithInvariantCulture("+HH:mm").Format(found.GetUtcOffset(o.Start)), o.Start))]));
    }
}
