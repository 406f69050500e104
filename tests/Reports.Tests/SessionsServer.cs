using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;
using VideoConf.Calendar;
using VideoConf.Calendar.Contracts;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Reports.Tests;

/// <summary>Real sessions in real rooms, planned in a real calendar, and what is told of them; by the clock on the wall, which the database goes by too.</summary>
public sealed class SessionsServer : ModuleServer
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("videoconf-sessions-");

    public KnownPeople Accounts { get; } = new();

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts().AddCalendarFacts().AddReportFacts();

    protected override void AddTo(IServiceCollection services) => services
        .AddSingleton<IClock>(SystemClock.Instance).AddSingleton<IPeople>(Accounts).AddSingleton<IPersonalPlaces, NoPlaces>().AddSingleton<ICallAdmissions, OpenDoor>()
        .AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 }).AddCalendar(new CalendarOptions()).AddReports(keys.FullName);

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        api.MapCalendar();
        api.MapReports();
    }

    internal TestPerson NewPerson(string name, bool isAdministrator = false, bool isGuest = false)
    {
        var person = new TestPerson(this, name, isGuest) { IsAdministrator = isAdministrator };
        if (!isGuest) Accounts.Set(new PersonWithAccount(person.Id, $"{person.Id}@example.org", name));
        return person;
    }

    internal static async Task<Room> OpensAsync(TestPerson host, bool isPrivate = false) => (await host.Post("rooms", new { name = "Kitchen", isPrivate })).As<Room>(HttpStatusCode.Created);

    internal static async Task<Stay> JoinsAsync(TestPerson person, Room room) => (await person.Post($"rooms/{room.Code}/join", new { pass = room.Pass })).As<Stay>();

    internal static async Task LeavesAsync(TestPerson person, Room room, Stay stay, string reason = "left") =>
        (await person.Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, reason })).ShouldBeDone();

    internal Task MeasuresAsync(TestPerson person, Stay stay, ConnectionSummary summary) =>
        Services.GetRequiredService<ILiveSessions>().MeasureAsync(stay.SessionId, stay.ParticipantId, person.Id, summary, default);

    internal sealed record Room(Guid Id, string Code, string Link)
    {
        public string? Pass => Link.Split("pass=") is [_, var pass] ? pass : null;
    }

    internal sealed record Stay(Guid SessionId, Guid ParticipantId);

    private sealed class NoPlaces : IPersonalPlaces
    {
        public Task<IReadOnlyDictionary<(Guid EventId, string Email), string>> FindAsync(IReadOnlyCollection<(Guid EventId, string Email)> invitations, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<(Guid, string), string>>(new Dictionary<(Guid, string), string>());
    }

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) => new("ticket", ManualClock.Start + Duration.FromDays(1), "/hubs/conference", []);
    }
}
