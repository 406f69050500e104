using Npgsql;

namespace VideoConf.Reports.Statistics;

/// <param name="By">What its figures may be told by; the first when nothing is asked for.</param>
/// <param name="Figures">Their names, in order.</param>
internal sealed record ReportKind(IReadOnlyList<string> By, IReadOnlyList<string> Figures);

/// <param name="Key">A day (2026-11-22; of a week its Monday), a month (2026-11), an hour of the week (1-00 to 7-23, Monday first), an id, or a word.</param>
/// <param name="Label">The name of a room, a person or a criterion, as it is today.</param>
/// <param name="Figures">By name; null where there is nothing to say.</param>
internal sealed record StatisticsRow(string Key, string? Label, IReadOnlyDictionary<string, double?> Figures);

/// <summary>Works out figures from the rows of a period. Each is defined in docs/statistics.md.</summary>
internal sealed partial class StatisticsReports(NpgsqlDataSource dataSource, IPeople people, IClock clock)
{
    public const string Guests = "guests";
    public const string Nobody = "none";

    private static readonly string[] OfSessions = ["day", "week", "month", "person", "room", "type"];

    public static readonly IReadOnlyDictionary<string, ReportKind> All = new Dictionary<string, ReportKind>(StringComparer.Ordinal)
    {
        ["sessions"] = new(OfSessions, SessionTally.Names),
        ["punctuality"] = new(OfSessions, PunctualityTally.Names),
        ["quality"] = new([.. OfSessions, "browser"], QualityTally.Names),
        ["hours"] = new(["hour"], HourTally.Names),
        ["reminders"] = new(["day", "week", "month", "person", "channel"], ReminderTally.Names),
        ["interviews"] = new(["day", "week", "month", "person", "type"], InterviewTally.Names),
        ["scores"] = new(["criterion"], ScoreTally.Names),
    };

    public async Task<(StatisticsRow Total, IReadOnlyList<StatisticsRow> Rows)> AnswerAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        Answered answered = question.Report switch
        {
            "sessions" => await SessionsAsync(question, cancellationToken),
            "punctuality" => await PunctualityAsync(question, cancellationToken),
            "quality" => await QualityAsync(question, cancellationToken),
            "hours" => await HoursAsync(question, cancellationToken),
            "reminders" => await RemindersAsync(question, cancellationToken),
            "interviews" => await InterviewsAsync(question, cancellationToken),
            _ => await ScoresAsync(question, cancellationToken),
        };
        var labels = answered.Labels ?? await LabelsAsync(question.By, answered.Rows.Select(r => r.Key), cancellationToken);
        var names = All[question.Report].Figures;
        var rows = answered.Rows.Select(r => Row(r.Key, labels.GetValueOrDefault(r.Key), r.Tally));
        // Times are in their order already; of all else what is most comes first
        if (!answered.IsInOrder) rows = rows.OrderByDescending(r => r.Figures[names[0]]).ThenBy(r => r.Key, StringComparer.Ordinal);
        return (Row("total", null, answered.Total), [.. rows]);

        StatisticsRow Row(string key, string? label, Tally tally) => new(key, label, names.Zip(tally.Figures).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal));
    }

    private sealed record Answered(Tally Total, IReadOnlyList<(string Key, Tally Tally)> Rows, bool IsInOrder, IReadOnlyDictionary<string, string>? Labels = null);

    /// <summary>Tallies by key; slices of time are there from the start, so that one in which nothing was is told of as well.</summary>
    private sealed class Groups<T>(StatisticsQuestion question) where T : Tally, new()
    {
        private readonly Dictionary<string, T> byKey = question.Slices().ToDictionary(s => s.Key, _ => new T(), StringComparer.Ordinal);

        public T Total { get; } = new();

        public IReadOnlyList<Slice> Slices { get; } = question.Slices();

        public T this[string key] => byKey.TryGetValue(key, out var tally) ? tally : byKey[key] = new T();

        public T At(long instant) => this[Slices[SliceOf(instant)].Key];

        /// <summary>The slice that an instant of the period lies in.</summary>
        public int SliceOf(long instant)
        {
            var (low, high) = (0, Slices.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (Slices[middle].From <= instant) low = middle;
                else high = middle - 1;
            }
            return low;
        }

        public Answered Answered(IReadOnlyDictionary<string, string>? labels = null) => new(Total, [.. byKey.Select(g => (g.Key, (Tally)g.Value))], Slices.Count > 0, labels);
    }

    private async Task<Answered> SessionsAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var (groups, now) = (new Groups<SessionTally>(question), clock.GetCurrentInstant().Milliseconds());
        var (all, events) = await SessionsWithEventsAsync(question, cancellationToken);
        foreach (var session in all.Values)
        {
            if (session.Started >= question.Begin)
            {
                groups.Total.Add(session, session.People, now);
                foreach (var (tally, those) in Split(question, groups, session, events)) tally.Add(session, those, now);
            }
            Stay(groups.Total, session.People);
            if (groups.Slices.Count > 0) continue;
            foreach (var (tally, those) in Split(question, groups, session, events)) Stay(tally, those);
        }
        return groups.Answered();

        // A stay over midnight was there on both days
        void Stay(SessionTally into, IEnumerable<Present> those)
        {
            foreach (var stay in those.SelectMany(p => p.Until(now)))
            {
                var (from, to) = (Math.Max(stay.From, question.Begin), Math.Min(stay.To, question.End));
                into.AddStay(from, to);
                if (into != groups.Total || groups.Slices.Count == 0 || from >= to) continue;
                for (var i = groups.SliceOf(from); i < groups.Slices.Count && groups.Slices[i].From < to; i++)
                    groups[groups.Slices[i].Key].AddStay(Math.Max(from, groups.Slices[i].From), Math.Min(to, groups.Slices[i].To));
            }
        }
    }

    private async Task<Answered> PunctualityAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var groups = new Groups<PunctualityTally>(question);
        var (all, events) = await SessionsWithEventsAsync(question, cancellationToken);
        var planned = all.Values.Where(s => s.Started >= question.Begin && s.EventId is { } id && events.ContainsKey(id));
        // Who comes back into an emptied room begins another session of the same occurrence
        foreach (var held in planned.GroupBy(s => (EventId: s.EventId!.Value, Occurrence: s.Occurrence!.Value)))
        {
            var about = events[held.Key.EventId];
            if (about.StartOf(held.Key.Occurrence) is not { } start) continue;
            var came = held.SelectMany(s => s.People).Where(p => p.FirstJoined > 0).GroupBy(p => p.Id).ToDictionary(p => p.Key, p => (IsGuest: p.First().IsGuest, At: p.Min(each => each.FirstJoined)));
            var expected = about.People.Where(p => p.Accepted(held.Key.Occurrence)).Select(p => p.PersonId).Distinct().ToList();
            Count(groups.Total, came.Keys, expected);
            if (question.By != "person")
            {
                Count(Split(question, groups, held.MinBy(s => s.Started)!, events).Single().Tally, came.Keys, expected);
                continue;
            }
            foreach (var who in came.Keys.Union(expected).GroupBy(id => came.TryGetValue(id, out var one) && one.IsGuest ? Guests : id.ToString()))
                Count(groups[who.Key], who.Where(came.ContainsKey), who.Where(expected.Contains));

            void Count(PunctualityTally into, IEnumerable<Guid> arrivals, IEnumerable<Guid> awaited)
            {
                into.AddSession();
                foreach (var id in arrivals) into.AddArrival(came[id].At - start);
                foreach (var id in awaited) into.AddExpected(came.ContainsKey(id));
            }
        }
        return groups.Answered();
    }

    private async Task<Answered> QualityAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var groups = new Groups<QualityTally>(question);
        var (all, events) = await SessionsWithEventsAsync(question, cancellationToken);
        foreach (var session in all.Values.Where(s => s.Started >= question.Begin))
        {
            foreach (var connected in session.People.SelectMany(p => p.Connections))
            {
                groups.Total.Add(connected);
                if (question.By == "browser") groups[connected.Browser].Add(connected);
            }
            if (question.By == "browser") continue;
            foreach (var (tally, those) in Split(question, groups, session, events))
            {
                foreach (var connected in those.SelectMany(p => p.Connections)) tally.Add(connected);
            }
        }
        return groups.Answered();
    }

    /// <summary>The tallies that a session counts for, and who of it does.</summary>
    private static IEnumerable<(T Tally, IEnumerable<Present> Those)> Split<T>(StatisticsQuestion question, Groups<T> groups, SessionStat session, IReadOnlyDictionary<Guid, EventStat> events) where T : Tally, new() =>
        question.By switch
        {
            "person" => session.People.GroupBy(p => p.IsGuest ? Guests : p.Id.ToString()).Select(p => (groups[p.Key], (IEnumerable<Present>)p)),
            "room" => [(groups[session.RoomId.ToString()!], session.People)],
            "type" => [(groups[session.EventId is { } id && events.GetValueOrDefault(id) is { } about ? about.Type : Nobody], session.People)],
            _ => [(groups.At(session.Started!.Value), session.People)],
        };

    private async Task<Answered> HoursAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        const long hour = 3_600_000;
        var now = clock.GetCurrentInstant().Milliseconds();
        var (hours, total) = (Enumerable.Range(0, 7 * 24).Select(_ => new HourTally()).ToArray(), new HourTally());
        foreach (var session in (await UnderWayAsync(question, cancellationToken)).Values)
        {
            if (session.Started >= question.Begin)
            {
                total.Sessions++;
                hours[Of(session.Started!.Value).Hour].Sessions++;
            }
            foreach (var stay in session.People.SelectMany(p => p.Until(now)))
            {
                var to = Math.Min(stay.To, question.End);
                for (var at = Math.Max(stay.From, question.Begin); at < to;)
                {
                    var (index, end) = Of(at);
                    var until = Math.Min(to, end);
                    hours[index].Present += until - at;
                    total.Present += until - at;
                    at = until;
                }
            }
        }
        return new Answered(total, [.. hours.Select((tally, i) => ($"{(i / 24) + 1}-{i % 24:00}", (Tally)tally))], IsInOrder: true);

        // The hour of the week by the zone's clock, and when it is over or the clock is changed
        (int Hour, long End) Of(long at)
        {
            var interval = question.Zone.GetZoneInterval(Instant.FromUnixTimeMilliseconds(at));
            var local = at + interval.WallOffset.Milliseconds;
            var index = (local / hour) + (3 * 24);
            return ((int)(index % (7 * 24)), Math.Min(at - (local % hour) + hour, interval.HasEnd ? interval.End.Milliseconds() : long.MaxValue));
        }
    }

    private async Task<Answered> RemindersAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var groups = new Groups<ReminderTally>(question);
        var all = await LoadAsync<ReminderStat>(
            $"select id, data from events.mt_doc_statreminders where due_at >= $1 and due_at < $2{(question.Owner is null ? "" : " and event_id in (select id from events.mt_doc_statevents where organizer = $3)")}", question, cancellationToken);
        foreach (var reminder in all.Values)
        {
            groups.Total.Add(reminder.Ways);
            if (question.By == "channel")
            {
                foreach (var channel in reminder.Ways.GroupBy(way => way.Channel)) groups[channel.Key].Add([.. channel]);
            }
            else (question.By == "person" ? groups[reminder.PersonId?.ToString() ?? Nobody] : groups.At(reminder.Due)).Add(reminder.Ways);
        }
        return groups.Answered();
    }

    private async Task<Answered> InterviewsAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var groups = new Groups<InterviewTally>(question);
        foreach (var interview in (await InterviewsOfAsync(question, cancellationToken)).Values)
        {
            groups.Total.Add(interview);
            var into = question.By switch
            {
                "person" => groups[interview.Interviewer?.ToString() ?? Nobody],
                "type" => groups[interview.IsPeer ? "peer" : "single"],
                _ => groups.At(interview.Start ?? interview.Requested),
            };
            into.Add(interview);
        }
        return groups.Answered();
    }

    private async Task<Answered> ScoresAsync(StatisticsQuestion question, CancellationToken cancellationToken)
    {
        var (groups, titles) = (new Groups<ScoreTally>(question), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var interview in (await InterviewsOfAsync(question, cancellationToken)).Values)
        {
            // Whose scores are kept from the other side must not be read off a figure
            foreach (var (criterion, score) in interview.Feedback.Where(f => question.Owner is not { } owner || f.AreShared || f.By == owner).SelectMany(f => f.Scores))
            {
                if (interview.Rubric.FirstOrDefault(r => r.Id == criterion) is not { } judged) continue;
                // Four of five is not four of ten
                var key = $"{criterion}/{judged.Max}";
                titles[key] = $"{judged.Title} (1–{judged.Max})";
                groups.Total.Add(score);
                groups[key].Add(score);
            }
        }
        return groups.Answered(titles);
    }
}
