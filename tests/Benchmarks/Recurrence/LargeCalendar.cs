using NodaTime;
using VideoConf.ICalendar;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Benchmarks.Recurrence;

/// <summary>A calendar of the years of a busy company: meetings with people, series, alarms, long notes.</summary>
internal static class LargeCalendar
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"];

    private static readonly RecurrenceRule Series = new()
    {
        Frequency = Frequency.Weekly, Count = 20, ByDay = [new(0, IsoDayOfWeek.Monday), new(0, IsoDayOfWeek.Wednesday)],
    };

    public static byte[] Write(int events) =>
        new CalendarObject { OtherProperties = [CalendarProperty.OfText("X-WR-CALNAME", "Company")], Events = [.. Enumerable.Range(0, events).Select(Event)] }.Write();

    private static EventComponent Event(int n)
    {
        var zone = DateTimeZoneProviders.Tzdb[Zones[n % 3]];
        var local = new LocalDateTime(2020, 1, 1, 8 + n % 9, n % 4 * 15).PlusDays(n % 2_000);
        var whole = n % 10 == 9;
        return new EventComponent
        {
            Uid = $"event-{n:D6}@example.org",
            Stamp = Instant.FromUtc(2026, 1, 1, 0, 0), Created = Instant.FromUtc(2025, 1, 1, 0, 0), LastModified = Instant.FromUtc(2025, 6, 1, 0, 0), Sequence = n % 3,
            Start = whole ? CalendarTime.OfDate(local.Date) : new CalendarTime(local, zone),
            End = whole ? CalendarTime.OfDate(local.Date.PlusDays(2)) : new CalendarTime(local.PlusMinutes(45), zone),
            Summary = $"Planning, part {n}: what is next",
            Description = n % 4 == 0 ? $"Agenda:\n1. Numbers; last week\n2. Risks, decisions\n3. Люди и сроки\nNotes are in folder {n} as ever, and whoever cannot come writes a line before." : null,
            Location = $"Room {n % 40}, second floor", Status = EventStatus.Confirmed,
            Organizer = new CalendarUser("mailto:ann@example.org") { CommonName = "Ann Example" },
            Attendees = [.. Enumerable.Range(0, n % 5).Select(k => new CalendarUser($"mailto:person{(n + k) % 300}@example.org") { CommonName = $"Person {(n + k) % 300}", Participation = "ACCEPTED", Rsvp = true })],
            Categories = n % 3 == 0 ? ["Work", "Planning"] : [],
            Rules = n % 5 == 0 && !whole ? [Series] : [],
            ExceptDates = n % 15 == 0 && !whole ? [new CalendarTime(local.PlusDays(7), zone)] : [],
            Alarms = n % 2 == 0 ? [new Alarm { Offset = new(0, Duration.FromMinutes(-15)), Description = "Soon" }] : [],
        };
    }
}
