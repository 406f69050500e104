using NodaTime;
using VideoConf.ICalendar;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Benchmarks.Recurrence;

/// <summary>A series, and what is asked of it. Also the JSON that the peers read.</summary>
internal sealed record Case(string Name, string Rule, int Most, IReadOnlyList<string> Except)
{
    private static readonly LocalDateTime First = new(1980, 1, 7, 9, 0);

    public string Start => Text(First);

    public string Zone => "Europe/Berlin";

    public Found Walk => Ours.Walk(Set, Most);

    public IReadOnlyList<Window> Windows =>
        [.. new[] { 5, 50 }.Select(years =>
        {
            var from = Instant.FromUtc(1980 + years, 1, 1, 0, 0);
            var to = Instant.FromUtc(1981 + years, 1, 1, 0, 0);
            var found = Ours.WindowOf(Set, from, to);
            return new Window($"year after {years}", from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), found.Count, found.Sum);
        })];

    [System.Text.Json.Serialization.JsonIgnore]
    public RecurrenceSet Set => new()
    {
        Start = At(First),
        Length = new EventLength(0, Duration.FromHours(1)),
        Rules = [RecurrenceRule.TryParse(Rule, out var rule, out var error) ? rule : throw new InvalidOperationException(error.Message)],
        ExceptDates = [.. Except.Select(text => At(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Parse(text).Value))],
    };

    public static IReadOnlyList<Case> All { get; } =
    [
        new("weekly", "FREQ=WEEKLY;BYDAY=MO", 2_500, []),
        new("last Friday", "FREQ=MONTHLY;BYDAY=-1FR", 600, []),
        new("yearly", "FREQ=YEARLY", 50, []),
        new("daily exceptions", "FREQ=DAILY", 5_000, [.. Enumerable.Range(1, 50).Select(n => Text(First.PlusDays(100 * n)))]),
    ];

    private CalendarTime At(LocalDateTime local) => new(local, DateTimeZoneProviders.Tzdb[Zone]);

    private static string Text(LocalDateTime local) => local.ToString("uuuuMMdd'T'HHmmss", null);
}

/// <summary>How many occurrences, and the sum of their Unix seconds: the same for every subject.</summary>
internal readonly record struct Found(int Count, long Sum);

internal sealed record Window(string Name, long From, long To, int Count, long Sum);
