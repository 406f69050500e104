using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace VideoConf.Rooms.Tests;

/// <summary>The module alone; whoever keeps the connections lets everybody in.</summary>
public class RoomsServer : ModuleServer
{
    internal ILiveSessions Sessions => Services.GetRequiredService<ILiveSessions>();

    protected virtual RoomsOptions Options { get; } = new() { JoinsPerMinute = 100_000, WaitsForReturn = TimeSpan.FromMilliseconds(50) };

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts();

    protected override void AddTo(IServiceCollection services) => services.AddSingleton<ICallAdmissions, OpenDoor>().AddRooms(Options);

    protected override void Map(WebApplication host, RouteGroupBuilder api) => api.MapRooms();

    internal Person NewPerson(string name, bool isGuest = false) => new(this, name, isGuest);

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) =>
            new($"ticket of {participantId}", Samples.Later, "/hubs/conference", [new IceServer(["stun:stun.example.org"], null, null)]);
    }
}
