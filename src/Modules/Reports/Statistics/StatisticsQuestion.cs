using NodaTime.Text;

namespace VideoConf.Reports.Statistics;

/// <summary>A stretch of time that figures are told of by itself.</summary>
/// <param name="From">Unix milliseconds; so is <paramref name="To"/>, which is no part of it.</param>
internal readonly record struct Slice(string Key, long From, long To);

/// <summary>What is asked for.</summary>
/// <param name="From">First day, as the zone has it.</param>
/// <param name="To">Last day, whole.</param>
/// <param name="Owner">Only what is this person's; null: all.</param>
internal sealed record StatisticsQuestion(string Report, LocalDate From, LocalDate To, DateTimeZone Zone, string By, Guid? Owner)
{
    /// <summary>Two years, either of which may be a leap year.</summary>
    private const int MostDays = 732;

    /// <summary>Complaints go to <paramref name="check"/>; the report is one that there is.</summary>
    public static StatisticsQuestion Of(Validation check, string report, string? from, string? to, string? zone, string? by, Guid? owner)
    {
        var (first, last) = (Day(check, "from", from), Day(check, "to", to));
        if (first > last) check.Add("to", "before_from", "to must not be before from.");
        else if (first is { } one && last is { } other && Period.DaysBetween(one, other) >= MostDays) check.Add("to", "out_of_range", $"A period may have {MostDays} days at most.");
        var tz = zone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.Ids.Contains(zone) ? DateTimeZoneProviders.Tzdb[zone] : null;
        if (tz is null) check.Add("zone", "unknown_time_zone", "zone must be an id of the IANA time zone database, such as Europe/Berlin.");
        string[] allowed = [.. StatisticsReports.All[report].By];
        return new StatisticsQuestion(report, first.GetValueOrDefault(), last.GetValueOrDefault(), tz ?? DateTimeZone.Utc, by is null ? allowed[0] : check.OneOf("by", by, allowed), owner);
    }

    private static LocalDate? Day(Validation check, string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) check.Add(field, "required", $"{field} is missing.");
        else if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) && day.Year is >= 1970 and < 3000) return day;
        else check.Add(field, "invalid", $"{field} must be a day such as 2026-11-22.");
        return null;
    }

    public long Begin => StartOf(From);

    public long End => StartOf(To.PlusDays(1));

    private long StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant().Milliseconds();

    /// <summary>The days, weeks (from Monday) or months that are asked for, the first and the last perhaps not whole; empty when it is by something else.</summary>
    public IReadOnlyList<Slice> Slices()
    {
        var slices = new List<Slice>();
        for (var day = From; day <= To;)
        {
            var (key, next) = By switch
            {
                "day" => (Iso(day), day.PlusDays(1)),
                "week" => (Iso(day.PlusDays(1 - (int)day.DayOfWeek)), day.Next(IsoDayOfWeek.Monday)),
                "month" => (Iso(day)[..7], new LocalDate(day.Year, day.Month, 1).PlusMonths(1)),
                _ => ("", To.PlusDays(1)),
            };
            if (key.Length == 0) break;
            if (next > To) next = To.PlusDays(1);
            slices.Add(new Slice(key, StartOf(day), StartOf(next)));
            day = next;
        }
        return slices;
    }

    public static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
