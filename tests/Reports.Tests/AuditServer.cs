using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Reports.Tests;

/// <summary>Real rooms and what is told of them; accounts are kept in memory.</summary>
public sealed class AuditServer : ModuleServer
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("videoconf-audit-");

    public KnownPeople Accounts { get; } = new();

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts().AddReportFacts();

    protected override void AddTo(IServiceCollection services) => services
        .AddSingleton<IPeople>(Accounts).AddSingleton<IApiKeys, NoKeys>().AddSingleton<ICallAdmissions, OpenDoor>().AddRooms(new RoomsOptions()).AddReports(keys.FullName);

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        api.MapReports();
    }

    internal TestPerson NewPerson(string name, bool isAdministrator = false)
    {
        var person = new TestPerson(this, name) { IsAdministrator = isAdministrator };
        Accounts.Set(new PersonWithAccount(person.Id, $"{person.Id}@example.org", name));
        return person;
    }

    internal static async Task<Guid> OpensAsync(TestPerson person, string name, bool isPrivate = false) =>
        (await person.Post("rooms", new { name, isPrivate })).As<Opened>(HttpStatusCode.Created).Id;

    /// <summary>Waits until every fact so far is a line, and objects are known.</summary>
    internal Task SettledAsync() => SettledAsync(Services);

    internal static Task SettledAsync(IServiceProvider services) =>
        UntilAsync(async () => (await services.GetRequiredService<SubscriptionControl>().ListAsync()).All(s => s.LagFacts == 0));

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = Environment.TickCount64 + (long)WaitForFacts.Patience.TotalMilliseconds;
        while (!await holds())
        {
            if (Environment.TickCount64 > deadline) throw new TimeoutException("What was waited for did not come.");
            await Task.Delay(10);
        }
    }

    internal sealed record Opened(Guid Id);

    internal sealed class NoKeys : IApiKeys
    {
        public IReadOnlyCollection<Type> Revocations => [];
        public Task<ApiKeyAttempt> CreateAsync(string? name, IReadOnlyList<string?>? scopes, int? requestsPerMinute, EventMetadata by, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ApiKeyInfo>>([]);
        public Task<bool> RevokeAsync(Guid id, EventMetadata by, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) => new("ticket", ManualClock.Start + Duration.FromDays(1), "/hubs/conference", []);
    }
}
