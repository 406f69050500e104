using VideoConf.ICalendar;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>An event as the components of an iCalendar file (RFC 5545): a master, and an override for each occurrence that differs. Pure.</summary>
internal static class EventFile
{
    /// <summary>A whole-day event has a zone here, of which a DATE says nothing.</summary>
    public const string ZoneProperty = "X-VIDEOCONF-TIMEZONE";

    /// <param name="e">As the directory keeps it.</param>
    /// <param name="origin">Scheme and host of this server, which rooms' links begin with.</param>
    /// <param name="reader">Leave out what this person has declined; null: leave out nothing.</param>
    public static IReadOnlyList<EventComponent> Of(CalendarEvent e, string origin, Guid? reader = null)
    {
        var self = reader is { } person ? e.AttendeeOf(person) : null;
        if (self?.Answer == Answer.Declined) return [];
        var series = new Series(e);
        var declined = self?.Answers.Where(a => a.Answer == Answer.Declined).Select(a => a.Occurrence).ToHashSet() ?? [];
        LocalDateTime[] gone = [.. (e.Time.Recurrence?.ExceptDates ?? []).Concat(e.Changes.Where(c => c.IsCancelled).Select(c => c.Occurrence)).Concat(declined).Distinct().Order()];
        var master = Component(e, null, e.Time.Start, e.Time.End, origin) with
        {
            Rules = series.Rule is { } rule ? [rule] : [],
            ExtraDates = [.. (e.Time.Recurrence?.ExtraDates ?? []).Select(d => new ExtraDate(At(e.Time, d)))],
            ExceptDates = [.. gone.Select(d => At(e.Time, d))],
        };
        var changed = e.Changes.Where(c => !c.IsCancelled).Select(c => c.Occurrence).Concat(e.Attendees.SelectMany(a => a.Answers).Select(a => a.Occurrence));
        var overrides = changed.Distinct().Except(declined).Order().Select(series.Find).OfType<Held>()
            .Select(held => Component(e, held.Key, held.StartLocal, held.EndLocal, origin));
        return e.IsSeries ? [master, .. overrides] : [master];
    }

    private static EventComponent Component(CalendarEvent e, LocalDateTime? occurrence, LocalDateTime start, LocalDateTime end, string origin)
    {
        var details = e.DetailsOf(occurrence);
        var url = AddressOf(details.Place, origin);
        var (from, to) = (At(e.Time, start), At(e.Time, end));
        // An end behind which the start falls, because the clocks skip that, is no end to others
        if (to.ToInstant() <= from.ToInstant()) to = new EventLength(0, Series.ExactLength(start, end, Series.ZoneOf(e.Time.TimeZone))).After(from);
        return new EventComponent
        {
            Uid = e.Uid, Start = from, End = to, RecurrenceId = occurrence is { } key ? At(e.Time, key) : null,
            Sequence = e.Sequence, Stamp = e.RevisedAt, Created = e.CreatedAt, LastModified = e.RevisedAt,
            Summary = details.Title, Description = details.Description,
            // Google and Outlook show the one, Apple the other
            Location = url, Url = url,
            Status = e.IsCancelled ? ICalendar.Events.EventStatus.Cancelled : ICalendar.Events.EventStatus.Confirmed,
            Categories = [details.Type.ToString().ToUpperInvariant()],
            // Section 3.8.4.3: only what is done in a group has an organizer
            Organizer = e.Attendees.Count == 0 ? null : new CalendarUser(e.Organizer.Email is { } email ? $"mailto:{email}" : $"urn:uuid:{e.Organizer.PersonId}") { CommonName = e.Organizer.Name },
            Attendees = [.. e.Attendees.Select(a => AttendeeOf(a, a.AnswerFor(occurrence)))],
            Alarms = [.. details.Reminders.Select(minutes => new Alarm { Offset = new EventLength(0, -Duration.FromMinutes(minutes)) })],
            OtherProperties = e.Time.AllDay ? [CalendarProperty.OfText(ZoneProperty, e.Time.TimeZone)] : [],
        };
    }

    public static string? AddressOf(Place place, string origin) => place.Kind == PlaceKind.Room ? origin + place.Url : place.Url;

    private static CalendarUser AttendeeOf(Attendee attendee, Answer answer) => new($"mailto:{attendee.Email}")
    {
        CommonName = attendee.Name,
        Participation = answer switch { Answer.Accepted => "ACCEPTED", Answer.Declined => "DECLINED", Answer.Tentative => "TENTATIVE", _ => "NEEDS-ACTION" },
        Rsvp = answer == Answer.NeedsAction,
    };

    private static CalendarTime At(EventTime time, LocalDateTime local) =>
        time.AllDay ? CalendarTime.OfDate(local.Date) : new CalendarTime(local, Series.ZoneOf(time.TimeZone));
}
