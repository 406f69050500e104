using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Events;

/// <summary>A VCALENDAR (RFC 5545 section 3.4) as values: what an import gets and an export gives.</summary>
public sealed record CalendarObject
{
    /// <summary>PRODID: who wrote it.</summary>
    public string ProductId { get; init; } = "-//VideoConf//VideoConf//EN";

    /// <summary>METHOD, upper case (iTIP, RFC 5546: REQUEST, REPLY, CANCEL, PUBLISH...); null for a plain calendar.</summary>
    public string? Method { get; init; }

    /// <summary>Its events, series and changed occurrences, in their order.</summary>
    public IReadOnlyList<EventComponent> Events { get; init; } = [];

    /// <summary>VTODO, VJOURNAL, VFREEBUSY and what nobody knows, as they stood, with the VTIMEZONE that those name. For events it is written anew.</summary>
    public IReadOnlyList<CalendarComponent> OtherComponents { get; init; } = [];

    /// <summary>The other properties, as they stood: X-WR-CALNAME, CALSCALE and so on.</summary>
    public IReadOnlyList<CalendarProperty> OtherProperties { get; init; } = [];

    /// <summary>What was mended or passed over when it was read, with lines. An event that cannot be read has its line here.</summary>
    public IReadOnlyList<CalendarWarning> Problems { get; init; } = [];

    /// <summary>The events by UID: each master with its changed occurrences.</summary>
    public IReadOnlyList<EventSeries> Series() => EventSeries.Group(Events);

    /// <summary>Reads a file. Several calendars in it are read as one, each in its own zones.</summary>
    /// <param name="bytes">UTF-8, leniently; see <see cref="CalendarReader"/>.</param>
    /// <param name="calendar">Null if false is returned.</param>
    /// <param name="error">Why the whole file is refused: too_large, no_calendar, or missing_end with the line where it breaks off.</param>
    /// <param name="maxBytes">Larger files are refused.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out CalendarObject? calendar,
        [NotNullWhen(false)] out CalendarWarning? error,
        int maxBytes = CalendarReader.MaxBytes)
    {
        calendar = null;
        error = bytes.Length > maxBytes ? new CalendarWarning(0, "too_large", $"The file has more than {maxBytes} bytes.") : null;
        if (error is not null)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var file = CalendarReader.ReadIn(buffer, bytes);
        error = file.Components.Count == 0 ? new CalendarWarning(1, "no_calendar", "There is no calendar in the file.") : file.Torn;
        if (error is null)
        {
            calendar = From(file);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return error is null;
    }

    /// <summary>The values of a file that was read.</summary>
    public static CalendarObject From(CalendarFile file)
    {
        var read = new CalendarObjectReader(file.Warnings);
        foreach (var component in file.Components)
        {
            read.Add(component);
        }

        return read.Result();
    }

    /// <summary>The calendar as a component, with a VTIMEZONE for every zone that its events name.</summary>
    /// <exception cref="ArgumentException">An event has no UID.</exception>
    public CalendarComponent ToComponent()
    {
        var calendar = new CalendarComponent("VCALENDAR");
        calendar.Properties.Add(new("VERSION", "2.0", []));
        calendar.Properties.Add(CalendarProperty.OfText("PRODID", ProductId));
        if (Method is not null)
        {
            calendar.Properties.Add(new("METHOD", Method, []));
        }

        foreach (var property in OtherProperties)
        {
            calendar.Properties.Add(property);
        }

        foreach (var component in TimeZonesOf.Calendar(this).Concat(Events.Select(EventWriter.Write)).Concat(OtherComponents))
        {
            calendar.Components.Add(component);
        }

        return calendar;
    }

    /// <summary>The calendar as a file.</summary>
    /// <exception cref="ArgumentException">An event has no UID, or a name is none.</exception>
    public byte[] Write() => CalendarWriter.Write(ToComponent());
}
