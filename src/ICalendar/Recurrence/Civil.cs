namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// Calendar arithmetic on plain numbers: days since 1970-01-01, weekdays 0 (Monday) to 6.
/// A rule is walked with these alone, for a NodaTime value a step would be most of the cost.
/// </summary>
internal static class Civil
{
    public const int SecondsPerDay = 86_400;

    /// <summary>9999-12-30: any offset still leaves a time that an Instant can hold.</summary>
    public static readonly int LastDay = Days(9999, 12, 30);

    /// <summary>The day number of the proleptic Gregorian date.</summary>
    public static int Days(int year, int month, int day)
    {
        // Years begin in March here, so that the leap day is the last of its year
        var y = month <= 2 ? year - 1 : year;
        var era = (y >= 0 ? y : y - 399) / 400;
        var yearOfEra = y - era * 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /// <summary>The date of the day number.</summary>
    public static (int Year, int Month, int Day) Date(int days)
    {
        var z = days + 719_468;
        var era = (z >= 0 ? z : z - 146_096) / 146_097;
        var dayOfEra = z - era * 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var mp = (5 * dayOfYear + 2) / 153;
        var month = mp < 10 ? mp + 3 : mp - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1);
    }

    public static int Weekday(int days) => (int)(((long)days + 3) % 7 + 7) % 7;

    public static bool IsLeap(int year) => (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInYear(int year) => IsLeap(year) ? 366 : 365;

    public static int DaysInMonth(int year, int month) =>
        month == 2 ? (IsLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1);

    public static long FloorDiv(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    public static int DayOf(long seconds) => (int)FloorDiv(seconds, SecondsPerDay);

    public static long SecondsOf(LocalDateTime time) =>
        (long)Days(time.Year, time.Month, time.Day) * SecondsPerDay + time.TimeOfDay.NanosecondOfDay / NodaConstants.NanosecondsPerSecond;

    public static LocalDateTime LocalOf(long seconds) => Instant.FromUnixTimeSeconds(seconds).InUtc().LocalDateTime;

    /// <summary>Seconds since 1970, up; the ends of the time line are those of a long.</summary>
    public static long Ceiling(Instant instant)
    {
        if (instant == Instant.MinValue || instant == Instant.MaxValue)
        {
            return instant == Instant.MinValue ? long.MinValue : long.MaxValue;
        }

        var seconds = instant.ToUnixTimeSeconds();
        return Instant.FromUnixTimeSeconds(seconds) < instant ? seconds + 1 : seconds;
    }

    /// <summary>The first day of week 1, the first week with at least four days in the year (RFC 5545, BYWEEKNO).</summary>
    public static int FirstWeek(int year, int weekStart)
    {
        var newYear = Days(year, 1, 1);
        var into = (Weekday(newYear) - weekStart + 7) % 7;
        return newYear - into + (into <= 3 ? 0 : 7);
    }
}
