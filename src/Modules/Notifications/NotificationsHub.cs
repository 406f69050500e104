using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Notifications;

/// <summary>
/// Tells a person's browsers live what is in his list: <c>inboxChanged</c> with the number that he has not read, and what
/// has come, or null when something was read. It takes nothing but the connection.
/// </summary>
internal sealed class NotificationsHub(LiveInbox live, ShowInbox show) : Hub
{
    public const string Path = "/hubs/notifications";

    public override async Task OnConnectedAsync()
    {
        if (Context.User?.Caller() is not { IsGuest: false } caller)
        {
            Context.Abort();
            return;
        }
        live.Come(caller.PersonId, Context.ConnectionId);
        await Groups.AddToGroupAsync(Context.ConnectionId, LiveInbox.GroupOf(caller.PersonId));
        await Clients.Caller.SendAsync(LiveInbox.Changed, await show.UnreadAsync(caller.PersonId, Context.ConnectionAborted), null);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.User?.Caller() is { } caller) live.Go(caller.PersonId, Context.ConnectionId);
        return Task.CompletedTask;
    }
}

/// <summary>From committed facts, of whichever node, to the people who are connected here.</summary>
internal sealed class LiveInbox(LiveFeed feed, IHubContext<NotificationsHub> hub, ShowInbox show) : BackgroundService
{
    public const string Changed = "inboxChanged";

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, bool>> here = [];
    private readonly System.Threading.Channels.Channel<(Guid PersonId, NotificationResource? News)> changes =
        System.Threading.Channels.Channel.CreateUnbounded<(Guid, NotificationResource?)>();

    public static string GroupOf(Guid personId) => $"person {personId:N}";

    public void Come(Guid personId, string connectionId) => here.GetOrAdd(personId, _ => []).TryAdd(connectionId, true);

    public void Go(Guid personId, string connectionId)
    {
        if (here.TryGetValue(personId, out var connections)) connections.TryRemove(connectionId, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(fact =>
        {
            if (Of(fact) is var (personId, news) && here.TryGetValue(personId, out var connections) && !connections.IsEmpty) changes.Writer.TryWrite((personId, news));
            return ValueTask.CompletedTask;
        });
        try
        {
            await foreach (var (personId, news) in changes.Reader.ReadAllAsync(stoppingToken)) await TellAsync(personId, news, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops
        }
    }

    // A fact that only says that something was read names no person: the one who reads is the one who did it
    private static (Guid PersonId, NotificationResource? News)? Of(StoredEvent fact) => fact.Data switch
    {
        NotificationRaised { Listed: true, Recipient.PersonId: { } person } raised => (person, NotificationResource.Of(Notification.Evolve(null, raised)!, null)),
        InboxRead read => (read.PersonId, null),
        NotificationRead when Guid.TryParse(fact.Metadata.Actor, out var person) => (person, null),
        _ => null,
    };

    private async Task TellAsync(Guid personId, NotificationResource? news, CancellationToken cancellationToken)
    {
        try
        {
            await hub.Clients.Group(GroupOf(personId)).SendAsync(Changed, await show.UnreadAsync(personId, cancellationToken), news, cancellationToken);
        }
        catch (Npgsql.NpgsqlException)
        {
            // The browser asks again when it looks; the count it has is old until then
        }
    }
}
