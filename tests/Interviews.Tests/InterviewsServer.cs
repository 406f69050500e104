using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;
using VideoConf.Calendar;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Interviews.Tests;

/// <summary>Interviews in a real calendar with real rooms; accounts are kept in memory, and everybody is let in to a call.</summary>
public class InterviewsServer : ModuleServer
{
    private int people;

    public KnownPeople Accounts { get; } = new();

    protected virtual InterviewsOptions Options { get; } = new();

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts().AddCalendarFacts().AddInterviewFacts().AddStream<RevokedKey>("api_key").Add<KeyRevoked>("tests.key_revoked");

    protected override void AddTo(IServiceCollection services) => services
        .AddSingleton<IPeople>(Accounts).AddSingleton<IApiKeys, RevocableKeys>().AddSingleton<ICallAdmissions, OpenDoor>().AddSingleton<IAuthenticationService, RememberedSignIns>()
        .AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 }).AddCalendar(new CalendarOptions()).AddInterviews(Options, "http://localhost:8080");

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        api.MapCalendar();
        api.MapInterviews();
    }

    internal Person NewPerson(string name)
    {
        var person = new Person(this, name, NewAddress(name));
        Accounts.Set(new PersonWithAccount(person.Id, person.Email, name));
        return person;
    }

    /// <summary>Nine in Berlin, on the day after the server's next.</summary>
    internal string InTwoDays() => $"{Clock.GetCurrentInstant().InUtc().Date.PlusDays(2):uuuu-MM-dd}T09:00:00";

    internal string NewAddress(string name) => $"{name.ToLowerInvariant()}{Interlocked.Increment(ref people)}@example.org";

    internal Person NewPlatform(params string[] scopes) => new(this, "Platform", "") { Scopes = scopes.Length > 0 ? scopes : ["interviews:read", "interviews:write"] };

    /// <summary>As the accounts module would write it down.</summary>
    internal Task RevokesAsync(Person key) => Log.DecideAsync<RevokedKey>(key.Id, EventMetadata.System, _ => Decision.Accept(new KeyRevoked()));

    private sealed record KeyRevoked;

    private sealed record RevokedKey : IEvolve<RevokedKey>
    {
        public static RevokedKey? Evolve(RevokedKey? state, object fact) => new();
    }

    private sealed class RevocableKeys : IApiKeys
    {
        public IReadOnlyCollection<Type> Revocations => [typeof(KeyRevoked)];

        public Task<ApiKeyAttempt> CreateAsync(string? name, IReadOnlyList<string?>? scopes, int? requestsPerMinute, EventMetadata by, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<bool> RevokeAsync(Guid id, EventMetadata by, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Who is signed in as by a personal link, told in a header of the answer: there is no cookie here.</summary>
    private sealed class RememberedSignIns : IAuthenticationService
    {
        public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties)
        {
            context.Response.Headers["X-Signed-In"] = principal.Caller()!.Value.PersonId.ToString();
            return Task.CompletedTask;
        }

        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => Task.FromResult(AuthenticateResult.NoResult());
        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;
        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;
        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;
    }

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) => new("ticket", ManualClock.Start + Duration.FromDays(1), "/hubs/conference", []);
    }
}

internal sealed class Person(ModuleServer server, string name, string email, bool isGuest = false) : TestPerson(server, name, isGuest)
{
    public string Email => email;

    public async Task<Shown> SchedulesAsync(object request, params (string, string)[] headers) => (await Post("interviews", request, headers)).As<Shown>(System.Net.HttpStatusCode.Created);

    public async Task<Shown> SeesAsync(Guid id) => (await Get($"interviews/{id}")).As<Shown>();
}

internal sealed record ShownMember(Guid Id, string Name, string? Email, bool HasAccount, bool HasConfirmed, Instant? ConfirmedAt, bool IsNoShow, string? JoinUrl)
{
    public string Token => JoinUrl!.Split('/')[^1];
}

internal sealed record ShownFeedback(Guid MemberId, Dictionary<string, int>? Scores, string? SharedText, string? PrivateText);

internal sealed record ShownSheet(string? Question, string? Notes);

internal sealed record Shown(
    Guid Id, string State, string Title, ShownMember Interviewer, ShownMember Candidate, IReadOnlyList<ShownMember> Observers, LocalDateTime? Start, Instant? StartsAt, string? ServiceType, string? Link,
    string? RoomCode, string? JoinUrl, Guid? EventId, string? Phase, Instant? PhaseSince, IReadOnlyList<ShownFeedback> Feedback, ShownSheet? Sheet, bool MayManage, string? CancelReason, Instant? RescheduledAt, Instant? CancelledAt, long Version);

internal static class Requests
{
    /// <summary>An hour on the server's next day but one, at nine in Berlin.</summary>
    public static object Interview(string interviewer, string candidate, string start = "2026-11-24T09:00:00", string? serviceType = null, string? link = null, bool isPeer = false, string title = "Mock interview") => new
    {
        title, level = "senior", topic = "Algorithms", language = "C#", interviewer = new { email = interviewer, name = "Ada" }, candidate = new { email = candidate, name = "Bob" },
        start, durationMinutes = 60, timeZone = "Europe/Berlin", serviceType, link, isPeer, question = "Reverse a list.",
    };
}
