using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;
using VideoConf.Calendar;
using VideoConf.Calendar.Contracts;
using VideoConf.EventStore;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Notifications.Tests;

/// <summary>Notifications of a real calendar with real rooms; accounts are kept in memory.</summary>
public class NotificationsServer : ModuleServer
{
    private int people;

    /// <summary>Where mails go without a mail server.</summary>
    public DirectoryInfo Mails { get; } = Directory.CreateTempSubdirectory("videoconf-mails-");

    public KnownPeople Accounts { get; } = new();

    /// <summary>Ways in that are one's own, by address.</summary>
    public ConcurrentDictionary<string, string> OwnPlaces { get; } = [];

    protected virtual NotificationsOptions Options { get; } = new() { SettlingSeconds = 0 };

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts().AddCalendarFacts().AddNotificationFacts();

    protected override void AddTo(IServiceCollection services) => services
        .AddSingleton<IPeople>(Accounts).AddSingleton<IPersonalPlaces>(new PlacesByAddress(OwnPlaces)).AddSingleton<ICallAdmissions, OpenDoor>()
        .AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 }).AddCalendar(new CalendarOptions()).AddNotifications(Options, Mails.FullName);

    private sealed class PlacesByAddress(ConcurrentDictionary<string, string> places) : IPersonalPlaces
    {
        public Task<IReadOnlyDictionary<(Guid EventId, string Email), string>> FindAsync(IReadOnlyCollection<(Guid EventId, string Email)> invitations, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<(Guid, string), string>>(invitations.Where(i => places.ContainsKey(i.Email)).ToDictionary(i => i, i => places[i.Email]));
    }

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        api.MapCalendar();
        api.MapNotifications();
        host.MapNotificationsHub();
    }

    internal Person NewPerson(string name, string language = "en", string timeZone = "Europe/Berlin", bool enabled = true)
    {
        var person = new Person(this, name, $"{name.ToLowerInvariant()}{Interlocked.Increment(ref people)}@example.org");
        Accounts.Set(new PersonWithAccount(person.Id, person.Email, name, language, timeZone, enabled));
        return person;
    }

    /// <summary>Time passes, and who sleeps until a moment is woken to see whether it has come.</summary>
    public async Task PassesAsync(Duration time)
    {
        Clock.Advance(time);
        await using var session = Log.OpenSession(EventMetadata.System);
        session.SetTimer("tests.wake", "wake", Clock.GetCurrentInstant(), new { });
        await session.SaveChangesAsync();
    }

    public Task PassesUntilAsync(Instant instant) => PassesAsync(instant - Clock.GetCurrentInstant());

    /// <summary>What somebody was told of a kind; waits until it was.</summary>
    internal async Task<NotificationRaised> ToldAsync(Guid recipientId, Kind kind, Guid? eventId = null) => (NotificationRaised)(await FactAsync(f =>
        f.Data is NotificationRaised raised && raised.Kind == kind && raised.Recipient.Id == recipientId && (eventId is null || raised.Content.EventId == eventId))).Data!;

    /// <summary>Waits until all that happened so far has been taken in: reminders stand as the events do, and people have been told.</summary>
    public async Task SettledAsync()
    {
        var head = (await Log.ReadAllAsync()).LastOrDefault(f => f.WireName.StartsWith("calendar.", StringComparison.Ordinal))?.Cursor ?? LogCursor.Start;
        var deadline = Environment.TickCount64 + (long)WaitForFacts.Patience.TotalMilliseconds;
        while (await QueryAsync<bool>(
            $"""
             select exists (select 1 from events.vc_timers where due <= '{Clock.GetCurrentInstant()}' and kind like 'notifications.%')
             or exists (select 1 from events.mt_event_progression where name = 'notifications.follow_calendar' and (tx_id, seq_id) < ({head.Transaction}, {head.Position}))
             """))
        {
            if (Environment.TickCount64 > deadline) throw new TimeoutException("Notifications did not settle.");
            await Task.Delay(10);
        }
    }

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) => new("ticket", ManualClock.Start + Duration.FromDays(1), "/hubs/conference", []);
    }
}

/// <summary>Somebody who plans events and is told of them.</summary>
internal sealed class Person(NotificationsServer server, string name, string email) : TestPerson(server, name)
{
    public string Email => email;

    /// <summary>An hour on the server's next day, at nine in Berlin.</summary>
    public async Task<Guid> SchedulesAsync(object? more = null, params string[] invited)
    {
        var body = JsonSerializer.SerializeToNode(new
        {
            title = "Standup", type = "meeting", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin", reminders = new[] { 10 },
            attendees = invited.Select(i => new { email = i }).ToArray(),
        })!.AsObject();
        foreach (var (key, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject().ToArray()) body[key] = value?.DeepClone();
        return (await Post("calendar-events", body.ToJsonString())).As<Scheduled>(System.Net.HttpStatusCode.Created).Id;
    }

    public async Task ChangesAsync(Guid eventId, object patch, string query = "") => (await Patch($"calendar-events/{eventId}{query}", patch)).As<Scheduled>();

    public async Task CancelsAsync(Guid eventId) => (await Delete($"calendar-events/{eventId}")).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    public async Task AnswersAsync(Guid eventId, string answer, string? comment = null) => (await Post($"calendar-events/{eventId}/answer", new { answer, comment })).As<Scheduled>();

    public async Task<IReadOnlyList<Listed>> ListsAsync(string query = "") => (await Get($"notifications{query}")).As<ListedPage>().Items;

    public async Task<int> UnreadAsync() => (await Get("notifications/count")).As<Counted>().Unread;

    public async Task<IReadOnlyList<ShownReminder>> RemindersAsync(Guid eventId) => (await Get($"notifications/reminders/{eventId}")).As<ShownReminders>().Reminders;

    internal sealed record Scheduled(Guid Id);
    internal sealed record Listed(Guid Id, string Kind, Content Content, Instant RaisedAt, bool IsRead);
    internal sealed record ListedPage(IReadOnlyList<Listed> Items, string? NextCursor);
    internal sealed record Counted(int Unread);
    internal sealed record ShownReminder(Guid Id, LocalDateTime Occurrence, Instant Start, int MinutesBefore, Instant DueAt, string State, string? Withdrawn, Instant? GivenAt);
    internal sealed record ShownReminders(IReadOnlyList<int> Own, IReadOnlyList<ShownReminder> Reminders);
}
