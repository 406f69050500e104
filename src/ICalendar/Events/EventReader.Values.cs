using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

internal partial struct EventReader
{
    private DateTimeZone? ZoneOf(in PropertyLine property)
    {
        if (property.Parameters.Count == 0 || property.Parameter("TZID") is not { } tzid)
        {
            return null;
        }

        var zone = zones.Find(tzid, out var isNew);
        if (zone is null && isNew)
        {
            Problem(property.Line, "unknown_zone", $"Nobody knows the zone \"{tzid}\": its times are read as floating.", property.Name);
        }

        return zone;
    }

    private CalendarTime? Time(in PropertyLine property)
    {
        Span<char> scratch = stackalloc char[20];
        if (TimeText.TryTime(property.Characters(scratch), ZoneOf(property), out var time))
        {
            return time;
        }

        Problem(property.Line, "bad_value", "The value is neither a date (20261231) nor a time (20261231T235959Z).", property.Name);
        return null;
    }

    private EventLength? Length(in PropertyLine property)
    {
        Span<char> scratch = stackalloc char[20];
        if (ValueText.TryDuration(property.Characters(scratch), out var length))
        {
            return length;
        }

        Problem(property.Line, "bad_value", "The value is no duration (PT1H30M, P2D).", property.Name);
        return null;
    }

    private void ReadSequence(in PropertyLine property)
    {
        Span<char> scratch = stackalloc char[20];
        if (int.TryParse(property.Characters(scratch).Trim(), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0)
        {
            sequence = number;
        }
        else
        {
            Problem(property.Line, "bad_value", "The sequence is no whole number.", property.Name);
        }
    }

    private bool TryReadStatus(in PropertyLine property)
    {
        Span<char> scratch = stackalloc char[20];
        var written = property.Characters(scratch).Trim();
        status = written.Equals("CONFIRMED", StringComparison.OrdinalIgnoreCase) ? EventStatus.Confirmed
            : written.Equals("TENTATIVE", StringComparison.OrdinalIgnoreCase) ? EventStatus.Tentative
            : written.StartsWith("CANCEL", StringComparison.OrdinalIgnoreCase) ? EventStatus.Cancelled
            : null;
        return status is not null;
    }

    private void ReadRecurrenceId(in PropertyLine property)
    {
        recurrenceId = Time(property);
        andFollowing = "THISANDFUTURE".Equals(property.Parameter("RANGE"), StringComparison.OrdinalIgnoreCase);
    }

    private void ReadRule(in PropertyLine property, List<RecurrenceRule> into)
    {
        if (RecurrenceRule.TryParse(property.Value.AsSpan().Trim(), out var rule, out var error, RuleReading.Lenient))
        {
            into.Add(rule);
        }
        else
        {
            Problem(property.Line, error.Code, $"{error.Message} (character {error.Position + 1} of the rule)", property.Name);
        }
    }

    private void ReadExtraDates(in PropertyLine property)
    {
        var zone = ZoneOf(property);
        var value = property.Value;
        foreach (var range in value.AsSpan().Split(','))
        {
            var text = value.AsSpan()[range];
            if (TimeText.TryExtraDate(text, zone, out var date) && (extraDates ??= []).Count < MaxDates)
            {
                extraDates.Add(date);
            }
            else if (!text.IsWhiteSpace())
            {
                Problem(property.Line, "bad_value", $"\"{text}\" is no date, time or period, or one too many.", property.Name);
            }
        }
    }

    private void ReadExceptDates(in PropertyLine property)
    {
        var zone = ZoneOf(property);
        var value = property.Value;
        foreach (var range in value.AsSpan().Split(','))
        {
            var text = value.AsSpan()[range];
            if (TimeText.TryTime(text, zone, out var time) && (exceptDates ??= []).Count < MaxDates)
            {
                exceptDates.Add(time);
            }
            else if (!text.IsWhiteSpace())
            {
                Problem(property.Line, "bad_value", $"\"{text}\" is no date or time, or one too many.", property.Name);
            }
        }
    }
}
