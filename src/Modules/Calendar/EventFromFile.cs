using System.Net.Mail;
using VideoConf.ICalendar;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>What a file says of one event, in this calendar's own words.</summary>
/// <param name="Url">Where it is held; null when the file says nowhere, or in words.</param>
/// <param name="Attendees">Without identities: the file has none.</param>
/// <param name="Stamp">When it was last revised where it comes from.</param>
/// <param name="IsShortened">Something was longer than it may be here.</param>
internal sealed record FileEvent(
    string Uid, EventDetails Details, EventTime Time, IReadOnlyList<Attendee> Attendees, IReadOnlyList<OccurrenceChange> Changes,
    bool IsCancelled, int Sequence, Instant Stamp, bool IsShortened)
{
    /// <summary>The same in the words of whoever takes it in.</summary>
    public FileEvent Of(Guid ownerId) => this with
    {
        Details = Details with { OwnerId = ownerId }, Changes = [.. Changes.Select(c => c with { Details = c.Details is { } details ? details with { OwnerId = ownerId } : null })],
    };
}

/// <summary>Reads one event of a file, as far as this calendar can hold it. Pure.</summary>
/// <param name="zones">Puts names to the file's zones.</param>
/// <param name="isCancelled">The whole file cancels what stands in it (METHOD:CANCEL, RFC 5546 section 3.2.5).</param>
internal sealed class EventFromFile(FileZones zones, bool isCancelled)
{
    private const int MostDates = 1000;
    private const int MostAttendees = 200;
    private const int MostReminders = 5;
    private const int LongestReminder = 28 * 24 * 60;
    private const int LongestUid = 500;
    private const int MostDays = 366;
    private static readonly LocalDateTime Earliest = new(1970, 1, 1, 0, 0);
    private static readonly LocalDateTime Latest = new(2200, 1, 1, 0, 0);

    private bool isShortened;

    /// <returns>The event, or the code that says why there is none.</returns>
    public (FileEvent? Event, string? Reason) Read(EventSeries file)
    {
        isShortened = false;
        // Changed occurrences alone, as an invitation to one of them brings them
        var master = file.Master ?? file.Overrides[0] with { RecurrenceId = null, AndFollowing = false };
        var overrides = file.Master is null ? file.Overrides.Skip(1).ToList() : file.Overrides;
        if (file.Uid.Length > LongestUid || file.Uid.Any(char.IsControl)) return (null, "invalid_uid");
        if (master.Rules.Count > 1 || master.ExceptRules.Count > 0 || overrides.Any(o => o.AndFollowing || o.Start.IsDate != master.Start.IsDate)) return (null, "repetition_not_supported");
        if (zones.Find(master) is not { } zone) return (null, "unknown_time_zone");
        var wall = new WallTimes(zone, master.Start);
        var (start, end) = wall.Span(master);
        if (end > start.PlusDays(MostDays)) return (null, "too_long");
        var except = master.ExceptDates.Concat(overrides.Where(IsCancelled).Select(o => o.RecurrenceId!.Value)).Select(wall.Of).ToHashSet();
        var extra = master.ExtraDates.Select(d => wall.Of(d.Start)).ToHashSet();
        var kept = overrides.Where(o => !IsCancelled(o)).Select(o => (Key: wall.Of(o.RecurrenceId!.Value), Event: o)).DistinctBy(o => o.Key).ToList();
        // An override stands whatever the series says of its day
        except.ExceptWith(kept.Select(o => o.Key));
        if (except.Count > MostDates || extra.Count > MostDates || kept.Count > MostDates) return (null, "too_many_dates");
        var rule = master.Rules is [var only] ? only : null;
        var time = new EventTime(start, end, zone.Id, master.Start.IsDate, Repetition(rule, except, extra, kept.Count > 0));
        if (EventPlan.RefuseRule(time, "") is Decision.Refused noRule) return (null, noRule.Code);
        time = NotBeforeEarliest(time);
        if (time.Start < Earliest || time.Start > Latest || extra.Any(d => d < Earliest || d > Latest)) return (null, "out_of_range");
        LocalDateTime[] strays = [.. kept.Select(o => o.Key).Where(key => new Series(time, []).Find(key) is null)];
        if (strays.Length > 0)
        {
            extra.UnionWith(strays);
            time = time with { Recurrence = Repetition(rule, except, extra, isSeries: true) };
        }
        if (EventPlan.Refuse(time, "") is Decision.Refused refused) return (null, refused.Code);
        var details = Details(master);
        var series = new Series(time, []);
        var changes = kept.Select(o => Change(series, o.Key, wall.Span(o.Event), Details(o.Event), details))
            .Concat(master.ExtraDates.Where(d => d.Length is not null).Select(d => OfPeriod(series, wall, d)).Where(c => c is not null && kept.All(o => o.Key != c.Occurrence)))
            .OfType<OccurrenceChange>().OrderBy(c => c.Occurrence);
        EventComponent[] all = [master, .. overrides];
        return (new FileEvent(
            file.Uid, details, time, Attendees(master, kept), [.. changes], isCancelled || master.Status == ICalendar.Events.EventStatus.Cancelled,
            all.Max(c => c.Sequence), all.Max(c => c.LastModified ?? c.Stamp), isShortened), null);
    }

    private static bool IsCancelled(EventComponent component) => component.Status == ICalendar.Events.EventStatus.Cancelled;

    private static Recurrence? Repetition(RecurrenceRule? rule, IEnumerable<LocalDateTime> except, IReadOnlyCollection<LocalDateTime> extra, bool isSeries) =>
        rule is null && extra.Count == 0 && !isSeries ? null : new Recurrence(rule?.ToString(), [.. except.Order()], [.. extra.Order()]);

    // Birthdays begin in 1604 somewhere. A rule that counts cannot begin later than it does.
    private static EventTime NotBeforeEarliest(EventTime time)
    {
        if (time.Start >= Earliest || time.Recurrence?.Rule is not { } rule || Series.Parse(rule).Count is not null) return time;
        var first = new Series(time with { Recurrence = time.Recurrence with { ExceptDates = [] } }, []).Between(Instant.FromUnixTimeSeconds(0) + Duration.FromDays(1), Instant.MaxValue).Select(o => (Held?)o).FirstOrDefault();
        return first is { } held ? time with { Start = held.Key, End = held.Key + Period.Between(time.Start, time.End, PeriodUnits.Ticks) } : time;
    }

    private static OccurrenceChange? Change(Series series, LocalDateTime key, (LocalDateTime Start, LocalDateTime End) span, EventDetails details, EventDetails ofSeries)
    {
        var held = series.Find(key)!.Value;
        var isMoved = span != (held.StartLocal, held.EndLocal);
        return !isMoved && details == ofSeries ? null
            : new OccurrenceChange(key, IsCancelled: false, isMoved ? span.Start : null, isMoved ? span.End : null, details == ofSeries ? null : details);
    }

    private static OccurrenceChange? OfPeriod(Series series, WallTimes wall, ExtraDate date)
    {
        var (key, end) = (wall.Of(date.Start), wall.Of(date.Length!.Value.After(date.Start)));
        return end > key && series.Find(key) is { } held && held.EndLocal != end ? new OccurrenceChange(key, IsCancelled: false, key, end) : null;
    }

    private EventDetails Details(EventComponent component)
    {
        // Google names the call apart from the place
        string?[] links = [component.OtherProperties.FirstOrDefault(p => p.Name == "X-GOOGLE-CONFERENCE")?.Value, component.Url, component.Location];
        var url = links.Select(l => l?.Trim()).FirstOrDefault(l => l is not null && EventFields.IsLink(l));
        var place = url is null ? Place.None : new Place(url.StartsWith("https://meet.google.com/", StringComparison.Ordinal) ? PlaceKind.GoogleMeet : PlaceKind.Link, Url: url);
        // A place in words has no field of its own here
        var words = string.IsNullOrWhiteSpace(component.Location) || EventFields.IsLink(component.Location.Trim()) ? null : component.Location.Trim();
        var description = Clean(string.Join("\n\n", new[] { words, component.Description }.Where(t => !string.IsNullOrWhiteSpace(t))), 8000, multiline: true);
        var title = Clean(component.Summary, 200, multiline: false);
        return new EventDetails(title == "" ? "—" : title, description == "" ? null : description, TypeOf(component), Reminders(component), place);
    }

    private static EventType TypeOf(EventComponent component) =>
        Enum.GetValues<EventType>().FirstOrDefault(type => component.Categories.Any(c => c.Trim().Equals(type.ToString(), StringComparison.OrdinalIgnoreCase)));

    private static List<int> Reminders(EventComponent component) => [.. component.Alarms
        .Where(a => a is { At: null, FromEnd: false }).Select(a => -a.Offset.Days * 24 * 60 - (int)a.Offset.Exact.TotalMinutes)
        .Where(minutes => minutes is >= 0 and <= LongestReminder).Distinct().Order().Take(MostReminders)];

    private List<Attendee> Attendees(EventComponent master, IReadOnlyList<(LocalDateTime Key, EventComponent Event)> overrides)
    {
        var found = new Dictionary<string, Attendee>(StringComparer.OrdinalIgnoreCase);
        // Who called the meeting comes to it; here it belongs to the one who takes it in
        var users = master.Organizer is { } organizer ? master.Attendees.Append(organizer with { Participation = "ACCEPTED" }) : master.Attendees;
        foreach (var user in users)
        {
            if (user.Email is not { Length: <= 254 } email || !MailAddress.TryCreate(email, out var address) || address.Address != email || email.Any(char.IsControl) || found.ContainsKey(email)) continue;
            if (found.Count == MostAttendees) { isShortened = true; break; }
            var answer = AnswerOf(user);
            var name = Clean(user.CommonName, 80, multiline: false);
            found.Add(email, new Attendee(Guid.Empty, email, name == "" ? null : name, null, answer, null,
                [.. overrides.Select(o => (o.Key, User: o.Event.Attendees.FirstOrDefault(a => email.Equals(a.Email, StringComparison.OrdinalIgnoreCase))))
                    .Where(o => o.User is not null && AnswerOf(o.User) != answer).Select(o => new OccurrenceAnswer(o.Key, AnswerOf(o.User!)))]));
        }
        return [.. found.Values];
    }

    private static Answer AnswerOf(CalendarUser user) => user.Participation switch
    {
        "ACCEPTED" => Answer.Accepted,
        "DECLINED" => Answer.Declined,
        "TENTATIVE" => Answer.Tentative,
        _ => Answer.NeedsAction,
    };

    private string Clean(string? text, int longest, bool multiline)
    {
        var clean = FileText.Clean(text, longest, multiline, out var isCut);
        isShortened |= isCut;
        return clean;
    }

    /// <summary>The file's times on the wall clock of the event's zone.</summary>
    private readonly struct WallTimes(DateTimeZone zone, CalendarTime first)
    {
        private readonly CalendarTime first = first;

        public LocalDateTime Of(CalendarTime time) => time switch
        {
            { IsDate: true } => first.IsDate ? time.Local.Date.AtMidnight() : time.Local.Date.At(first.Local.TimeOfDay),
            _ when first.IsDate => time.Local.Date.AtMidnight(),
            // On the start's own clock a time stays what it was, also where the clocks change
            _ when time.Zone is null || (time.Zone.Id == first.Zone?.Id && zone.Id != "UTC") => time.Local,
            _ => time.ToInstant().InZone(zone).LocalDateTime,
        };

        /// <summary>A moment takes a minute here, and no day is shorter than one.</summary>
        public (LocalDateTime Start, LocalDateTime End) Span(EventComponent component)
        {
            var (start, end) = (Of(component.Start), Of(component.End ?? component.Length.After(component.Start)));
            return (start, end > start ? end : component.Start.IsDate ? start.PlusDays(1) : start.PlusMinutes(1));
        }
    }
}
