using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.EventStore;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Signaling.Tests;

/// <summary>Rooms and signaling, by the clock on the wall: connections time out by it.</summary>
public class SignalingServer : ModuleServer
{
    protected virtual SignalingOptions Options { get; } = new();

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts();

    protected override void AddTo(IServiceCollection services) =>
        services.AddSingleton<IClock>(SystemClock.Instance).AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 }).AddSignaling(Options);

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        host.MapSignaling();
    }

    internal Person NewPerson(string name) => new(this, name);

    /// <summary>Somebody who has opened a room and joined it.</summary>
    internal async Task<(Person Host, Stay Stay)> NewCall(string name = "Ada")
    {
        var host = NewPerson(name);
        return (host, await host.Join(await host.OpenRoom()));
    }

    /// <summary>The reason with which a stay ended, whether it has or is still to.</summary>
    internal async Task<LeaveReason> HowItEnded(Stay stay)
    {
        var feed = Services.GetRequiredService<LiveFeed>();
        var sessions = Services.GetRequiredService<ILiveSessions>();
        var ended = new TaskCompletionSource<LeaveReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(SessionFact? fact)
        {
            if (fact?.Data is ParticipantWent went && went.ParticipantId == stay.ParticipantId) ended.TrySetResult(went.Reason);
        }
        using var subscription = feed.Subscribe(stored =>
        {
            Look(sessions.Publish(stored));
            return ValueTask.CompletedTask;
        });
        foreach (var fact in await sessions.FactsSinceAsync(stay.SessionId, 0, default)) Look(fact);
        return await ended.Task.WaitAsync(HubSocket.Patience);
    }
}
