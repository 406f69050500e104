using System.Globalization;
using System.Text;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar;

/// <summary>Values as RFC 5545 writes them (section 3.3).</summary>
internal static class ValueText
{
    // About a thousand years: what is longer is a mistake, and would leave the calendar
    private const long MaxDays = 366_000;

    /// <summary>"20261122".</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 8 || !TryDigits(text[..4], out var year) || !TryDigits(text[4..6], out var month) || !TryDigits(text[6..], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > Civil.DaysInMonth(year, month))
        {
            return false;
        }

        date = new LocalDate(year, month, day);
        return true;
    }

    /// <summary>"20261122T093000", with a "Z" for UTC. Second 60 is read as 59.</summary>
    public static bool TryDateTime(ReadOnlySpan<char> text, out LocalDateTime time, out bool utc)
    {
        time = default;
        utc = text.Length == 16 && text[15] is 'Z' or 'z';
        if (text.Length != (utc ? 16 : 15) || text[8] is not ('T' or 't') || !TryDate(text[..8], out var date)
            || !TryDigits(text[9..11], out var hour) || !TryDigits(text[11..13], out var minute) || !TryDigits(text[13..15], out var second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        time = date.At(new LocalTime(hour, minute, Math.Min(second, 59)));
        return true;
    }

    /// <summary>A DURATION (section 3.3.6): "-PT15M", "P1DT12H", "P2W"; weeks may stand beside the rest.</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out EventLength length)
    {
        length = default;
        text = text.Trim();
        var sign = text.StartsWith("-") ? -1 : 1;
        text = text.TrimStart("+-");
        if (text.Length < 3 || text[0] is not ('P' or 'p'))
        {
            return false;
        }

        var (days, seconds, number, inTime) = (0L, 0L, -1L, false);
        foreach (var letter in text[1..])
        {
            if (char.IsAsciiDigit(letter))
            {
                number = Math.Max(number, 0) * 10 + letter - '0';
                if (number > int.MaxValue)
                {
                    return false;
                }

                continue;
            }

            switch (char.ToUpperInvariant(letter), inTime, number >= 0)
            {
                case ('T', false, false): inTime = true; break;
                case ('W', false, true): days += number * 7; break;
                case ('D', false, true): days += number; break;
                case ('H', true, true): seconds += number * 3600; break;
                case ('M', true, true): seconds += number * 60; break;
                case ('S', true, true): seconds += number; break;
                default: return false;
            }

            number = -1;
        }

        length = new EventLength((int)(sign * Math.Min(days, MaxDays)), Duration.FromSeconds(sign * seconds));
        return number < 0 && days <= MaxDays && seconds <= MaxDays * Civil.SecondsPerDay;
    }

    /// <summary>A DURATION, days apart from exact time where both have one sign.</summary>
    public static string OfDuration(EventLength length)
    {
        var (days, exact) = ((long)length.Days, (long)length.Exact.TotalSeconds);
        if (Math.Sign(days) * Math.Sign(exact) < 0)
        {
            (days, exact) = (0, days * Civil.SecondsPerDay + exact);
        }

        var text = new StringBuilder(days < 0 || exact < 0 ? "-P" : "P");
        (days, exact) = (Math.Abs(days), Math.Abs(exact));
        if (days != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{days}D");
        }

        if (exact != 0 || days == 0)
        {
            text.Append('T');
            Part(exact / 3600, 'H', false);
            Part(exact / 60 % 60, 'M', false);
            Part(exact % 60, 'S', exact == 0);
        }

        return text.ToString();

        void Part(long number, char unit, bool always)
        {
            if (number != 0 || always)
            {
                text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
            }
        }
    }

    /// <summary>A UTC-OFFSET (section 3.3.14): "+0100", "-033000"; within 18 hours.</summary>
    public static bool TryOffset(ReadOnlySpan<char> text, out Offset offset)
    {
        offset = default;
        text = text.Trim();
        var digits = text.TrimStart("+-");
        var seconds = 0;
        if (digits.Length is not (4 or 6) || !TryDigits(digits[..2], out var hours) || !TryDigits(digits[2..4], out var minutes)
            || (digits.Length == 6 && !TryDigits(digits[4..], out seconds)) || hours > 17 || minutes > 59 || seconds > 59)
        {
            return false;
        }

        offset = Offset.FromSeconds((hours * 3600 + minutes * 60 + seconds) * (text[0] == '-' ? -1 : 1));
        return true;
    }

    /// <summary>"+0100".</summary>
    public static string OfOffset(Offset offset)
    {
        var seconds = Math.Abs(offset.Seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{seconds / 3600:00}{seconds / 60 % 60:00}")
            + (seconds % 60 == 0 ? "" : (seconds % 60).ToString("00", CultureInfo.InvariantCulture));
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = number * 10 + digit - '0';
        }

        return true;
    }
}
