namespace VideoConf.ICalendar;

/// <summary>Dates and times as RFC 5545 writes them (sections 3.3.4 and 3.3.5).</summary>
internal static class ValueText
{
    /// <summary>"20261122".</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 8 || !TryDigits(text[..4], out var year) || !TryDigits(text[4..6], out var month) || !TryDigits(text[6..], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
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
