namespace VideoConf.Reports.Statistics;

/// <summary>Adds up what belongs together, and says what it comes to: by name, null where there is nothing to say.</summary>
internal abstract class Tally
{
    public abstract IReadOnlyList<double?> Figures { get; }

    protected static double Minutes(long milliseconds) => Math.Round(milliseconds / 60_000d, 2);

    protected static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    /// <summary>By nearest rank, in seconds.</summary>
    protected static double? Percentile(List<long> milliseconds, double share)
    {
        if (milliseconds.Count == 0) return null;
        milliseconds.Sort();
        return Math.Round(milliseconds[Math.Max(0, (int)Math.Ceiling(share * milliseconds.Count) - 1)] / 1000d, 3);
    }
}

internal sealed class SessionTally : Tally
{
    public static readonly string[] Names = ["sessions", "people", "attendances", "personMinutes", "averageMinutes", "longestMinutes", "peak"];

    private readonly HashSet<Guid> people = [];
    private readonly List<(long From, long To)> stays = [];
    private int sessions, ended, attendances;
    private long present, length, longest;

    public void Add(SessionStat session, IEnumerable<Present> those, long now)
    {
        sessions++;
        foreach (var person in those)
        {
            people.Add(person.Id);
            attendances++;
            present += person.Until(now).Sum(stay => stay.To - stay.From);
        }
        if (session.Ended is not { } end) return;
        ended++;
        length += end - session.Started!.Value;
        longest = Math.Max(longest, end - session.Started!.Value);
    }

    public void AddStay(long from, long to)
    {
        if (from < to) stays.Add((from, to));
    }

    // Who leaves in the instant in which another comes was not there at once with him
    private int Peak()
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in stays.SelectMany(s => ((long At, int Change)[])[(s.From, 1), (s.To, -1)]).OrderBy(c => c.At).ThenBy(c => c.Change))
            most = Math.Max(most, now += change);
        return most;
    }

    public override IReadOnlyList<double?> Figures => [sessions, people.Count, attendances, Minutes(present), ended == 0 ? null : Minutes(length / ended), ended == 0 ? null : Minutes(longest), Peak()];
}

internal sealed class PunctualityTally : Tally
{
    public static readonly string[] Names = ["sessions", "attendances", "early", "late5", "later", "medianSeconds", "expected", "noShows"];

    private const long FiveMinutes = 5 * 60_000;
    private readonly List<long> delays = [];
    private int sessions, early, late5, expected, noShows;

    public void AddSession() => sessions++;

    /// <param name="delay">Against the start that was planned, in milliseconds; less than nothing before it.</param>
    public void AddArrival(long delay)
    {
        delays.Add(delay);
        if (delay <= 0) early++;
        else if (delay <= FiveMinutes) late5++;
    }

    public void AddExpected(bool came)
    {
        expected++;
        if (!came) noShows++;
    }

    public override IReadOnlyList<double?> Figures => [sessions, delays.Count, early, late5, delays.Count - early - late5, Percentile(delays, 0.5), expected, noShows];
}

internal sealed class QualityTally : Tally
{
    public static readonly string[] Names = ["minutes", "goodMinutes", "fairMinutes", "poorMinutes", "goodShare", "fairShare", "poorShare", "reconnects"];

    private long good, fair, poor, reconnects;

    public void Add(Connected connected)
    {
        good += connected.Good;
        fair += connected.Fair;
        poor += connected.Poor;
        reconnects += connected.Reconnects;
    }

    public override IReadOnlyList<double?> Figures => (good + fair + poor) is var all
        ? [Minutes(all * 1000), Minutes(good * 1000), Minutes(fair * 1000), Minutes(poor * 1000), Share(good, all), Share(fair, all), Share(poor, all), reconnects]
        : [];
}

internal sealed class ReminderTally : Tally
{
    public static readonly string[] Names = ["reminders", "ways", "sent", "digest", "failed", "withdrawn", "waiting", "p50Seconds", "p99Seconds"];

    private readonly List<long> late = [];
    private readonly Dictionary<string, int> outcomes = [];
    private int reminders, ways;

    public void Add(IReadOnlyList<ReminderWay> those)
    {
        reminders++;
        foreach (var way in those)
        {
            ways++;
            outcomes[way.Outcome] = outcomes.GetValueOrDefault(way.Outcome) + 1;
            if (way.Sent is { } sent) late.Add(Math.Max(0, sent - way.Due));
        }
    }

    public override IReadOnlyList<double?> Figures =>
        [reminders, ways, .. ((string[])["sent", "digest", "failed", "withdrawn", "waiting"]).Select(o => (double?)outcomes.GetValueOrDefault(o)), Percentile(late, 0.5), Percentile(late, 0.99)];
}

internal sealed class InterviewTally : Tally
{
    public static readonly string[] Names = ["interviews", "held", "cancelled", "noShows", "waiting", "moved", "moves"];

    private readonly Dictionary<string, int> states = [];
    private int interviews, moved, moves;

    public void Add(InterviewStat interview)
    {
        interviews++;
        states[interview.State] = states.GetValueOrDefault(interview.State) + 1;
        moves += interview.Moves;
        if (interview.Moves > 0) moved++;
    }

    public override IReadOnlyList<double?> Figures => [interviews, .. ((string[])["held", "cancelled", "no_show", "waiting"]).Select(s => (double?)states.GetValueOrDefault(s)), moved, moves];
}

internal sealed class ScoreTally : Tally
{
    public const int Highest = 10;
    public static readonly string[] Names = ["scores", "average", .. Enumerable.Range(1, Highest).Select(n => $"score{n}")];

    private readonly int[] counts = new int[Highest];

    public void Add(int score)
    {
        if (score is >= 1 and <= Highest) counts[score - 1]++;
    }

    public override IReadOnlyList<double?> Figures => counts.Sum() is var all
        ? [all, all == 0 ? null : Math.Round(counts.Select((n, i) => n * (i + 1d)).Sum() / all, 2), .. counts.Select(n => (double?)n)]
        : [];
}

internal sealed class HourTally : Tally
{
    public static readonly string[] Names = ["sessions", "personMinutes"];

    public int Sessions { get; set; }
    public long Present { get; set; }

    public override IReadOnlyList<double?> Figures => [Sessions, Minutes(Present)];
}
