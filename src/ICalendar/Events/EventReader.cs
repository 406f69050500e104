using System.Security.Cryptography;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;
using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Events;

/// <summary>From a VEVENT to its values. A value that cannot be read costs a problem, not the event.</summary>
internal partial struct EventReader(CalendarComponent component, ZoneLookup zones, List<CalendarWarning> problems)
{
    private const int MaxDates = 100_000;

    private List<CalendarUser>? attendees;
    private List<CalendarProperty>? others;
    private List<string>? categories;
    private List<RecurrenceRule>? rules;
    private List<RecurrenceRule>? exceptRules;
    private List<ExtraDate>? extraDates;
    private List<CalendarTime>? exceptDates;
    private Dictionary<string, IReadOnlyList<CalendarParameter>>? parameters;
    private string? uid, summary, description, location, url;
    private CalendarTime? start, end, recurrenceId;
    private EventLength? duration;
    private Instant? stamp, created, lastModified;
    private EventStatus? status;
    private CalendarUser? organizer;
    private bool andFollowing, transparent;
    private int? sequence;

    /// <param name="mayLackStart">iTIP answers and cancellations need no DTSTART (RFC 5546 section 3.2).</param>
    /// <returns>Null, with a problem, if the event has no start.</returns>
    public EventComponent? Read(bool mayLackStart)
    {
        foreach (ref readonly var property in component.Lines)
        {
            if (!TryRead(property))
            {
                (others ??= []).Add(new CalendarProperty(property));
            }
        }

        if (start is null)
        {
            Problem(component.Line, "missing_start", "The event has no start that can be read; " + (mayLackStart ? "its recurrence id or stamp stands for it." : "passed over."), "DTSTART");
            start = mayLackStart ? recurrenceId ?? CalendarTime.OfInstant(stamp ?? NodaConstants.UnixEpoch) : null;
        }

        return start is { } begin ? Make(begin) : null;
    }

    private EventComponent Make(CalendarTime begin)
    {
        // Programs forget the TZID of the other times; a floating time means nothing beside a zoned start
        end = end is { } given ? InZoneOf(begin, given) : null;
        recurrenceId = recurrenceId is { } id ? InZoneOf(begin, id) : null;
        exceptDates = exceptDates?.ConvertAll(date => InZoneOf(begin, date));
        extraDates = extraDates?.ConvertAll(date => date with { Start = InZoneOf(begin, date.Start) });
        if (end is { } last && (last.IsDate != begin.IsDate || last.ToInstant() < begin.ToInstant()))
        {
            Problem(component.Line, "end_before_start", "The end lies before the start, or one is a date and the other a time; left out.", "DTEND");
            end = null;
        }

        if (duration is { } length && (length.Days < 0 || length.Exact < Duration.Zero || (begin.IsDate && length.Exact != Duration.Zero)))
        {
            Problem(component.Line, "bad_value", "The duration is below zero, or not of whole days after a date; left out.", "DURATION");
            duration = null;
        }

        if (uid is null)
        {
            // The same file read twice must give the same event
            uid = Convert.ToHexStringLower(SHA256.HashData(CalendarWriter.Write(component)).AsSpan(0, 16));
            Problem(component.Line, "missing_uid", "The event has no UID; one was made of its content.", "UID");
        }

        return new EventComponent
        {
            Uid = uid, Start = begin, End = end, Duration = end is null ? duration : null, RecurrenceId = recurrenceId, AndFollowing = andFollowing,
            Sequence = sequence ?? 0, Stamp = stamp ?? lastModified ?? created ?? NodaConstants.UnixEpoch, Created = created, LastModified = lastModified,
            Summary = summary, Description = description, Location = location, Url = url, Status = status, IsTransparent = transparent,
            Organizer = organizer, Attendees = OrNone(attendees), Categories = OrNone(categories),
            Rules = OrNone(rules), ExceptRules = OrNone(exceptRules), ExtraDates = OrNone(extraDates), ExceptDates = OrNone(exceptDates),
            Alarms = ReadAlarms(), OtherProperties = OrNone(others),
            OtherParameters = parameters ?? EventComponent.NoParameters,
        };
    }

    // Without a list, and without making one
    private static IReadOnlyList<T> OrNone<T>(List<T>? list) => (IReadOnlyList<T>?)list ?? [];

    private static CalendarTime InZoneOf(CalendarTime start, CalendarTime time) =>
        time is { Zone: null, IsDate: false } ? time with { Zone = start.Zone } : time;

    private IReadOnlyList<Alarm> ReadAlarms()
    {
        List<Alarm>? alarms = null;
        for (var i = 0; i < component.Parts.Count; i++)
        {
            if (component.Parts[i] is { Name: "VALARM" } part && Alarm.From(part, problems) is { } alarm)
            {
                (alarms ??= []).Add(alarm);
            }
        }

        return OrNone(alarms);
    }

    // False for what is carried along as it stands
    private bool TryRead(in PropertyLine property)
    {
        switch (property.Name)
        {
            case "UID" when uid is null: uid = property.Text.Trim() is { Length: > 0 } written ? written : null; break;
            case "SUMMARY" when summary is null: summary = property.Text; break;
            case "DESCRIPTION" when description is null: description = property.Text; break;
            case "LOCATION" when location is null: location = property.Text; break;
            case "URL" when url is null: url = property.Value.Trim(); break;
            case "DTSTART" when start is null: start = Time(property); break;
            case "DTEND" when end is null: end = Time(property); break;
            case "DURATION" when duration is null: duration = Length(property); break;
            case "RECURRENCE-ID" when recurrenceId is null: ReadRecurrenceId(property); break;
            case "DTSTAMP" when stamp is null: stamp = Time(property)?.ToInstant(); break;
            case "CREATED" when created is null: created = Time(property)?.ToInstant(); break;
            case "LAST-MODIFIED" when lastModified is null: lastModified = Time(property)?.ToInstant(); break;
            case "SEQUENCE" when sequence is null: ReadSequence(property); break;
            case "STATUS" when status is null: return TryReadStatus(property);
            case "TRANSP": transparent = "TRANSPARENT".Equals(property.Value.Trim(), StringComparison.OrdinalIgnoreCase); break;
            case "ORGANIZER" when organizer is null: organizer = CalendarUser.From(property); return true;
            case "ATTENDEE": (attendees ??= []).Add(CalendarUser.From(property)); return true;
            case "CATEGORIES": (categories ??= []).AddRange(TextValue.List(property.Value).Where(text => text.Length > 0)); break;
            case "RRULE": ReadRule(property, rules ??= []); break;
            case "EXRULE": ReadRule(property, exceptRules ??= []); break;
            case "RDATE": ReadExtraDates(property); break;
            case "EXDATE": ReadExceptDates(property); break;
            default: return false;
        }

        KeepParameters(property);
        return true;
    }

    private void KeepParameters(in PropertyLine property)
    {
        if (property.Parameters.Count == 0)
        {
            return;
        }

        for (var i = 0; i < property.Parameters.Count; i++)
        {
            if (property.Parameters[i].Name is not ("TZID" or "VALUE" or "RANGE"))
            {
                (parameters ??= []).TryAdd(property.Name, [.. property.Parameters.Where(parameter => parameter.Name is not ("TZID" or "VALUE" or "RANGE"))]);
                return;
            }
        }
    }

    private void Problem(int line, string code, string message, string property)
    {
        if (problems.Count < CalendarReader.MaxWarnings)
        {
            problems.Add(new CalendarWarning(line, code, message, property));
        }
    }
}
