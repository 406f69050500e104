using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>What an event shall be, checked as far as it can be without looking at others.</summary>
/// <param name="Attendees">Everybody who shall be invited, as they would be added.</param>
internal sealed record EventPlan(EventDetails Details, EventTime Time, IReadOnlyList<Attendee> Attendees)
{
    public const int MostOccurrences = 5000;
    private static readonly Duration Counted = Duration.FromDays(731);

    /// <summary>The refusal of a time that cannot be, or null.</summary>
    public static Decision? Refuse(EventTime time, string ruleField)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.TimeZone) is null) return Refusal.UnknownTimeZone;
        if (RefuseRule(time, ruleField) is { } refused) return refused;
        if (time.End <= time.Start) return Refusal.EndsBeforeStart;
        if (time.Recurrence is null) return null;
        var series = new Series(time, []);
        if (series.All.Select(o => (Held?)o).FirstOrDefault() is not { } first) return Refusal.NoOccurrences;
        return series.Between(first.Start, first.Start + Counted).Skip(MostOccurrences).Any() ? Refusal.TooManyOccurrences : null;
    }

    /// <summary>The refusal of a rule that is none, saying where, or null.</summary>
    public static Decision? RefuseRule(EventTime time, string field) =>
        time.Recurrence?.Rule is { } text && !RecurrenceRule.TryParse(text, out _, out var error)
            ? Refusal.InvalidRule($"{(error.Part == "" ? "The rule" : error.Part)} at character {error.Position + 1}: {error.Message}", field)
            : null;
}
