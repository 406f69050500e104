using NodaTime.Text;

namespace VideoConf.Notifications.Texts;

/// <summary>Times of an event on the reader's clock. Pure.</summary>
internal sealed class Times(Words words, Reader reader)
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly OffsetPattern Offset = OffsetPattern.CreateWithInvariantCulture("+H:mm");

    private readonly DateTimeZone own = Clocks.ZoneOf(reader.TimeZone);

    /// <summary>From when to when, with dates, and the zone unless it lasts all day. Null when no time is known.</summary>
    public string? Whole(Content content) => content.Start is not { } start ? null : content.AllDay ? Days(content, words.Day) : Span(start, content.End, own);

    /// <summary>The same by the event's own clock; null when that shows the same, or there is none.</summary>
    public string? AtTheEvent(Content content)
    {
        if (content is not { Start: { } start, AllDay: false, TimeZone: { } id } || Clocks.ZoneOf(id) is not { } zone) return null;
        var there = zone.GetUtcOffset(start);
        return there == own.GetUtcOffset(start) && (content.End is not { } end || zone.GetUtcOffset(end) == own.GetUtcOffset(end)) ? null : Span(start, content.End, zone);
    }

    /// <summary>When it would have begun.</summary>
    public string Previous(Content content, Instant start) => content.AllDay ? words.Day(DateOf(content, start)) : Span(start, null, own);

    /// <summary>For a subject: date and hour, without a zone.</summary>
    public string? Brief(Content content) => content.Start is not { } start ? null
        : content.AllDay ? words.ShortDay(DateOf(content, start))
        : $"{words.ShortDay(start.InZone(own).Date)}, {Clock.Format(start.InZone(own).TimeOfDay)}";

    /// <summary>For a line of a day's agenda: hours, with the date where it is another day's.</summary>
    public string InDay(Content content, LocalDate day)
    {
        if (content.Start is not { } start) return "";
        if (content.AllDay) return words.AllDay;
        var (from, to) = (start.InZone(own).LocalDateTime, (content.End ?? start).InZone(own).LocalDateTime);
        return from == to ? Part(from) : $"{Part(from)}–{Part(to)}";

        string Part(LocalDateTime time) => time.Date == day ? Clock.Format(time.TimeOfDay) : $"{words.ShortDay(time.Date)} {Clock.Format(time.TimeOfDay)}";
    }

    public LocalDate Today(Instant now) => now.InZone(own).Date;

    // Days are days of the event's zone. Where that is not told, noon is on the same day on nearly every clock.
    private LocalDate DateOf(Content content, Instant midnight) =>
        content.TimeZone is { } id ? midnight.InZone(Clocks.ZoneOf(id)).Date : (midnight + Duration.FromHours(12)).InZone(own).Date;

    private string Days(Content content, Func<LocalDate, string> write)
    {
        var first = DateOf(content, content.Start!.Value);
        var last = content.End is { } end ? DateOf(content, end).PlusDays(-1) : first;
        return last > first ? $"{write(first)} – {write(last)}" : write(first);
    }

    private string Span(Instant start, Instant? end, DateTimeZone zone)
    {
        var from = start.InZone(zone);
        var written = $"{words.Day(from.Date)}, {Clock.Format(from.TimeOfDay)}";
        if (end is { } over && over > start)
        {
            var to = over.InZone(zone);
            written += to.Date == from.Date ? $"–{Clock.Format(to.TimeOfDay)}" : $" – {words.Day(to.Date)}, {Clock.Format(to.TimeOfDay)}";
        }
        return $"{written} ({Name(zone, from.Offset)})";
    }

    // The offset in figures, too: not everybody knows which zone is meant, and it says on which side of a change of clocks it lies
    private static string Name(DateTimeZone zone, Offset offset)
    {
        var hours = offset == NodaTime.Offset.Zero ? "UTC" : "UTC" + Offset.Format(offset).Replace(":00", "", StringComparison.Ordinal);
        return zone == DateTimeZone.Utc || zone.Id == hours ? hours : $"{zone.Id}, {hours}";
    }
}
