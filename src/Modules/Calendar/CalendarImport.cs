using System.Diagnostics.CodeAnalysis;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;

namespace VideoConf.Calendar;

/// <summary>A file that shall be taken in, read: its events, and what in it cannot be one. Pure.</summary>
internal sealed record CalendarImport(IReadOnlyList<(FileEvent? Read, string? Reason, EventSeries Series)> Events, IReadOnlyList<ImportCalendar.ImportItem> Skipped)
{
    private static readonly string[] Replies = ["REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"];

    /// <param name="bytes">The file.</param>
    /// <param name="timeZone">For dates and for times without a zone; null: the file's own word, else UTC.</param>
    /// <param name="import">Null if false is returned.</param>
    /// <param name="refused">Why the whole file is refused.</param>
    /// <param name="cancellationToken">Gives up between two events.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, string? timeZone, [NotNullWhen(true)] out CalendarImport? import, [NotNullWhen(false)] out Decision? refused, CancellationToken cancellationToken = default)
    {
        import = null;
        refused = null;
        var file = CalendarReader.Read(bytes);
        if (file is null) refused = Refusal.FileTooLarge;
        else if (file.Components.Count == 0) refused = Refusal.InvalidCalendar("There is no calendar in the file.");
        else if (file.Torn is { } torn) refused = Refusal.InvalidCalendar($"Line {torn.Line}: {torn.Message} A part of the file is missing.");
        else if (Parts(file).Count(p => p.Name != "VTIMEZONE") > 4 * ImportCalendar.MostEvents) refused = Refusal.TooManyEvents;
        if (refused is not null) return false;

        var calendar = CalendarObject.From(file!);
        var series = calendar.Series();
        if (series.Count > ImportCalendar.MostEvents) refused = Refusal.TooManyEvents;
        else import = new CalendarImport([.. Read(calendar, series, Broken(file!, calendar), timeZone, cancellationToken)], [.. NoEvents(file!, calendar)]);
        return import is not null;
    }

    public static ImportCalendar.ImportItem ItemOf(EventSeries series, string what, string? reason)
    {
        var shown = series.Master ?? series.Overrides[0];
        return new ImportCalendar.ImportItem(series.Uid, shown.Summary, shown.Start.Local, what, reason);
    }

    private static IEnumerable<(FileEvent? Read, string? Reason, EventSeries Series)> Read(CalendarObject calendar, IReadOnlyList<EventSeries> series, HashSet<string> broken, string? timeZone, CancellationToken cancellationToken)
    {
        var named = timeZone ?? calendar.OtherProperties.FirstOrDefault(p => p.Name == "X-WR-TIMEZONE")?.Text.Trim();
        var reader = new EventFromFile(new FileZones((named is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(named)) ?? DateTimeZoneProviders.Tzdb["UTC"]), calendar.Method == "CANCEL");
        foreach (var one in series)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (read, reason) = Replies.Contains(calendar.Method) ? (null, "is_a_reply") : broken.Contains(one.Uid) ? (null, "invalid_rule") : reader.Read(one);
            yield return (read, reason, one);
        }
    }

    private static IEnumerable<CalendarComponent> Parts(CalendarFile file) => file.Components.SelectMany(c => c.Name == "VCALENDAR" ? c.Components : [c]);

    // A rule that could not be read is left out of its event, which would be another one without it.
    private static HashSet<string> Broken(CalendarFile file, CalendarObject calendar)
    {
        int[] lines = [.. calendar.Problems.Where(p => p.Property is "RRULE" or "EXRULE").Select(p => p.Line).Order()];
        return lines.Length == 0 ? [] : [.. Parts(file).Where(p => p.Name == "VEVENT" && p.Properties.Any(x => Array.BinarySearch(lines, x.Line) >= 0)).Select(UidOf).OfType<string>()];
    }

    private static IEnumerable<ImportCalendar.ImportItem> NoEvents(CalendarFile file, CalendarObject calendar)
    {
        var without = calendar.Problems.Where(p => p.Code == "missing_start").Select(p => p.Line).ToHashSet();
        return Parts(file).Where(p => p.Name != "VTIMEZONE" && (p.Name != "VEVENT" || without.Contains(p.Line)))
            .Select(p => new ImportCalendar.ImportItem(UidOf(p), p.Property("SUMMARY")?.Text, null, "skipped", p.Name == "VEVENT" ? "no_start" : "not_an_event"));
    }

    private static string? UidOf(CalendarComponent component) => component.Property("UID")?.Text.Trim();
}
