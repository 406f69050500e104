using System.Collections.Concurrent;
using System.Globalization;

namespace VideoConf.Reports.Tests.Statistics;

/// <summary>
/// The same figures by straight loops over what was made up, a minute at a time, with the system's own time zones:
/// slow, and with nothing in common with the code that is tested.
/// </summary>
internal sealed class PlainFigures
{
    private const int Minutes = 366 * 24 * 60;
    private readonly GeneratedYear year;
    private static readonly ConcurrentDictionary<string, DateTime[]> Clocks = [];
    private readonly DateTime[] local;
    private readonly Guid? owner;
    private readonly DateTime from, to;
    private readonly string by;

    public PlainFigures(GeneratedYear year, string zone, DateTime from, DateTime to, string by, Guid? owner)
    {
        (this.year, this.from, this.to, this.by, this.owner) = (year, from, to, by, owner);
        local = Clocks.GetOrAdd(zone, id => [.. Enumerable.Range(0, Minutes).Select(minute => TimeZoneInfo.ConvertTimeFromUtc(GeneratedYear.Start.AddMinutes(minute), TimeZoneInfo.FindSystemTimeZoneById(id)))]);
    }

    /// <summary>Figures by key, "total" among them.</summary>
    public Dictionary<string, Dictionary<string, double?>> Of(string report) => report switch
    {
        "sessions" => Sessions(),
        "punctuality" => Punctuality(),
        "quality" => Quality(),
        "hours" => Hours(),
        "reminders" => Reminders(),
        "interviews" => Interviews(),
        "scores" => Scores(),
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };

    private bool IsAsked(int minute) => local[minute].Date >= from && local[minute].Date <= to;

    private string Day(int minute) => by switch
    {
        "day" => local[minute].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "week" => local[minute].AddDays(-(((int)local[minute].DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => local[minute].ToString("yyyy-MM", CultureInfo.InvariantCulture),
    };

    private bool IsByTime => by is "day" or "week" or "month";

    private string KeyOf(Held held) => by switch
    {
        "room" => held.Room.ToString(),
        "type" => held.Meeting?.Series.Type ?? "none",
        _ => Day(held.Start),
    };

    private static string KeyOf(Visit visit) => visit.IsGuest ? "guests" : visit.Person.ToString();

    private IEnumerable<Held> Mine => year.All.Where(h => owner is null || h.Host == owner);

    /// <summary>The minutes in which somebody was there, on whatever device.</summary>
    private static Dictionary<(Guid Person, bool IsGuest), HashSet<int>> There(Held held)
    {
        var there = new Dictionary<(Guid, bool), HashSet<int>>();
        foreach (var visit in held.Visits)
        {
            if (!there.TryGetValue((visit.Person, visit.IsGuest), out var minutes)) there[(visit.Person, visit.IsGuest)] = minutes = [];
            for (var minute = visit.From; minute < visit.To; minute++) minutes.Add(minute);
        }
        return there;
    }

    private sealed class Sum
    {
        public HashSet<Guid> Sessions { get; } = [];
        public HashSet<Guid> People { get; } = [];
        public Dictionary<int, int> AtOnce { get; } = [];
        public int Attendances, Present, Length, Longest;
    }

    private Dictionary<string, Dictionary<string, double?>> Sessions()
    {
        var sums = new Dictionary<string, Sum> { ["total"] = new() };
        foreach (var held in Mine)
        {
            foreach (var ((person, isGuest), minutes) in There(held))
            {
                var who = isGuest ? "guests" : person.ToString();
                foreach (var sum in IsAsked(held.Start) ? (Sum[])[Sum("total"), Sum(by == "person" ? who : KeyOf(held))] : [])
                {
                    if (sum.Sessions.Add(held.Id))
                    {
                        sum.Length += held.End - held.Start;
                        sum.Longest = Math.Max(sum.Longest, held.End - held.Start);
                    }
                    sum.People.Add(person);
                    sum.Attendances++;
                    sum.Present += minutes.Count;
                }
                foreach (var minute in minutes.Where(IsAsked))
                {
                    foreach (var sum in (Sum[])[Sum("total"), Sum(by == "person" ? who : IsByTime ? Day(minute) : KeyOf(held))]) sum.AtOnce[minute] = sum.AtOnce.GetValueOrDefault(minute) + 1;
                }
            }
        }
        return sums.ToDictionary(s => s.Key, s => new Dictionary<string, double?>
        {
            ["sessions"] = s.Value.Sessions.Count, ["people"] = s.Value.People.Count, ["attendances"] = s.Value.Attendances, ["personMinutes"] = s.Value.Present,
            ["averageMinutes"] = s.Value.Sessions.Count == 0 ? null : (double)s.Value.Length / s.Value.Sessions.Count, ["longestMinutes"] = s.Value.Sessions.Count == 0 ? null : s.Value.Longest,
            ["peak"] = s.Value.AtOnce.Values.DefaultIfEmpty().Max(),
        });

        Sum Sum(string key) => sums.TryGetValue(key, out var sum) ? sum : sums[key] = new Sum();
    }

    private Dictionary<string, Dictionary<string, double?>> Punctuality()
    {
        var (delays, counts) = (new Dictionary<string, List<int>>(), new Counts());
        foreach (var occurrence in Mine.Where(h => h.Meeting is not null && IsAsked(h.Start)).GroupBy(h => (h.Meeting!.Series.Id, h.Meeting.Occurrence)))
        {
            var (first, meeting) = (occurrence.MinBy(h => h.Start)!, occurrence.First().Meeting!);
            var came = new Dictionary<Guid, (int At, string Key)>();
            foreach (var visit in occurrence.SelectMany(h => h.Visits).OrderBy(v => v.From)) came.TryAdd(visit.Person, (visit.From, KeyOf(visit)));
            var concerned = new HashSet<string> { "total" };
            foreach (var (at, who) in came.Values)
            {
                foreach (var key in (string[])["total", by == "person" ? who : KeyOf(first)])
                {
                    concerned.Add(key);
                    var delay = at - meeting.Planned;
                    counts.Add(key, "attendances", 1);
                    counts.Add(key, delay <= 0 ? "early" : delay <= 5 ? "late5" : "later", 1);
                    if (!delays.TryGetValue(key, out var all)) delays[key] = all = [];
                    all.Add(delay);
                }
            }
            foreach (var person in meeting.Expected)
            {
                foreach (var key in (string[])["total", by == "person" ? person.ToString() : KeyOf(first)])
                {
                    concerned.Add(key);
                    counts.Add(key, "expected", 1);
                    counts.Add(key, "noShows", came.ContainsKey(person) ? 0 : 1);
                }
            }
            foreach (var key in concerned) counts.Add(key, "sessions", 1);
        }
        foreach (var (key, all) in delays) counts.Add(key, "medianSeconds", 60 * all.Order().ElementAt((all.Count + 1) / 2 - 1));
        return counts.All;
    }

    private Dictionary<string, Dictionary<string, double?>> Quality()
    {
        var counts = new Counts();
        foreach (var held in Mine.Where(h => IsAsked(h.Start)))
        {
            foreach (var measured in held.Measured)
            {
                foreach (var key in (string[])["total", by switch { "browser" => measured.Browser, "person" => measured.Person.ToString(), _ => KeyOf(held) }])
                {
                    counts.Add(key, "minutes", measured.Seconds / 60d);
                    counts.Add(key, measured.Grade + "Minutes", measured.Seconds / 60d);
                    counts.Add(key, "reconnects", measured.Reconnects);
                }
            }
        }
        foreach (var sums in counts.All.Values)
        {
            foreach (var grade in (string[])["good", "fair", "poor"]) sums[grade + "Share"] = sums.GetValueOrDefault(grade + "Minutes", 0) / sums["minutes"];
        }
        return counts.All;
    }

    private Dictionary<string, Dictionary<string, double?>> Hours()
    {
        var counts = new Counts();
        foreach (var held in Mine)
        {
            if (IsAsked(held.Start)) Add(held.Start, "sessions");
            foreach (var minute in There(held).Values.SelectMany(minutes => minutes).Where(IsAsked)) Add(minute, "personMinutes");
        }
        return counts.All;

        void Add(int minute, string figure)
        {
            var day = local[minute].DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local[minute].DayOfWeek;
            foreach (var key in (string[])["total", $"{day}-{local[minute]:HH}"]) counts.Add(key, figure, 1);
        }
    }

    private Dictionary<string, Dictionary<string, double?>> Reminders()
    {
        var (counts, late) = (new Counts(), new Dictionary<string, List<int>>());
        foreach (var reminder in year.Reminders.Where(r => IsAsked(r.Due) && (owner is null || year.Calendar.Exists(c => c.Series.Id == r.Event && c.Series.Organizer == owner))))
        {
            var ways = new List<(string Channel, string Outcome, int? Late)>();
            if (reminder.Listed) ways.Add(("list", "sent", reminder.ListLateMs));
            if (reminder.ByMail) ways.Add(("email", reminder.Outcome, reminder.LateMs));
            foreach (var key in by == "channel" ? ways.Select(w => w.Channel).Append("total") : ["total", by == "person" ? reminder.Person.ToString() : Day(reminder.Due)])
            {
                counts.Add(key, "reminders", 1);
                foreach (var way in ways.Where(w => by != "channel" || key == "total" || key == w.Channel))
                {
                    counts.Add(key, "ways", 1);
                    counts.Add(key, way.Outcome, 1);
                    if (!late.TryGetValue(key, out var all)) late[key] = all = [];
                    if (way.Late is { } ms) all.Add(ms);
                }
            }
        }
        foreach (var (key, all) in late.Where(l => l.Value.Count > 0))
        {
            all.Sort();
            counts.Add(key, "p50Seconds", all[(all.Count + 1) / 2 - 1] / 1000d);
            counts.Add(key, "p99Seconds", all[(int)Math.Ceiling(all.Count * 99 / 100m) - 1] / 1000d);
        }
        return counts.All;
    }

    private IEnumerable<Talk> MyTalks => year.Talks.Where(t => IsAsked(t.Start ?? t.Requested) && (owner is null || t.By == owner || t.Interviewer == owner));

    private Dictionary<string, Dictionary<string, double?>> Interviews()
    {
        var counts = new Counts();
        foreach (var talk in MyTalks)
        {
            foreach (var key in (string[])["total", by switch { "person" => talk.Interviewer?.ToString() ?? "none", "type" => talk.IsPeer ? "peer" : "single", _ => Day(talk.Start ?? talk.Requested) }])
            {
                counts.Add(key, "interviews", 1);
                counts.Add(key, talk.State == "no_show" ? "noShows" : talk.State, 1);
                counts.Add(key, "moved", talk.Start is not null && talk.Moves > 0 ? 1 : 0);
                counts.Add(key, "moves", talk.Start is null ? 0 : talk.Moves);
            }
        }
        return counts.All;
    }

    private Dictionary<string, Dictionary<string, double?>> Scores()
    {
        var counts = new Counts();
        // The candidate gives them, who has no account
        foreach (var talk in MyTalks.Where(t => t.Clarity is not null && (owner is null || t.IsShared)))
        {
            foreach (var key in (string[])["total", "clarity/5"])
            {
                counts.Add(key, "scores", 1);
                counts.Add(key, "sum", talk.Clarity!.Value);
                counts.Add(key, $"score{talk.Clarity}", 1);
            }
        }
        foreach (var sums in counts.All.Values)
        {
            sums["average"] = sums["sum"] / sums["scores"];
            sums.Remove("sum");
        }
        return counts.All;
    }

    private sealed class Counts
    {
        public Dictionary<string, Dictionary<string, double?>> All { get; } = [];

        public void Add(string key, string figure, double by)
        {
            if (!All.TryGetValue(key, out var figures)) All[key] = figures = [];
            figures[figure] = figures.GetValueOrDefault(figure, 0) + by;
        }
    }
}
