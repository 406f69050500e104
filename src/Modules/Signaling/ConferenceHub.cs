using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace VideoConf.Signaling;

/// <summary>Relays between the browsers of one session and pushes its facts; docs/signaling-protocol.md.</summary>
internal sealed class ConferenceHub(Conferences conferences, Tickets tickets, SignalingOptions options, SignalingMeters meters, IClock clock, ILogger<ConferenceHub> logger) : Hub
{
    private const int LongestPayload = 64 << 10;
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(10);
    private static readonly Task<bool> Handed = Task.FromResult(true);
    private static readonly Task<bool> NotHanded = Task.FromResult(false);

    private Connection? Caller
    {
        get
        {
            if (!Context.Items.TryGetValue(typeof(Connection), out var item)) return null;
            var caller = (Connection)item!;
            caller.Heard();
            return caller;
        }
    }

    public override async Task OnConnectedAsync()
    {
        var (ticket, since) = Context.GetHttpContext()!.Features.Get<Gate.Pass>()!;
        if (await conferences.FindAsync(ticket, Context.ConnectionAborted) is not { } conference)
        {
            Context.Abort();
            return;
        }
        var connection = new Connection(ticket, conference, Context, Clients.Client(Context.ConnectionId));
        Context.Items[typeof(Connection)] = connection;
        meters.Connected();
        Context.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(state => connection.DropAfter(options.Silence), connection);
        if (conference.Connect(connection, since, clock.GetCurrentInstant())) _ = RenewTicketAsync(connection, Context.ConnectionAborted);
        else Context.Abort();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Caller is not { } connection) return Task.CompletedTask;
        meters.Disconnected();
        connection.Conference.Disconnect(connection);
        return Task.CompletedTask;
    }

    public Task<bool> Signal(Guid to, string? kind, OpaqueText payload)
    {
        if (Caller is not { } caller) return NotHanded;
        if (!caller.Signals.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        if (kind is not ("offer" or "answer" or "candidate" or "restart") || payload.Escaped is null) return RefuseAsync(caller, RefusedMessage.Invalid);
        if (payload.Escaped.Length > LongestPayload) return RefuseAsync(caller, RefusedMessage.TooLarge);
        if (!caller.Conference.Relay(caller, to, kind, payload)) return NotHanded;
        meters.Relayed();
        return Handed;
    }

    public Task SetMediaState(MediaFlags? flags)
    {
        if (Caller is not { } caller) return Task.CompletedTask;
        if (!caller.MediaStates.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        if (flags is null) return RefuseAsync(caller, RefusedMessage.Invalid);
        caller.Conference.SetMediaState(caller, flags);
        return Task.CompletedTask;
    }

    public Task Ephemeral(Ephemera? what)
    {
        if (Caller is not { } caller) return Task.CompletedTask;
        if (!caller.Ephemera.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        if (what is null or { Speaking: null, Quality: null } or { Quality: < 0 or > 3 }) return RefuseAsync(caller, RefusedMessage.Invalid);
        caller.Conference.Ephemeral(caller, what);
        return Task.CompletedTask;
    }

    public Task Pad(string? kind, OpaqueText update)
    {
        if (Caller is not { } caller) return Task.CompletedTask;
        if (!caller.Pads.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        if (kind is not ("update" or "awareness") || update.Escaped is not { Length: > 0 }) return RefuseAsync(caller, RefusedMessage.Invalid);
        if (update.Escaped.Length > LongestPayload) return RefuseAsync(caller, RefusedMessage.TooLarge);
        caller.Conference.Pad(caller, kind, update);
        return Task.CompletedTask;
    }

    public Task Quality(ConnectionSummary? summary)
    {
        if (Caller is not { } caller) return Task.CompletedTask;
        if (!caller.Summaries.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        if (summary is not { IsSound: true }) return RefuseAsync(caller, RefusedMessage.Invalid);
        // Not waited for: a slow database must not hold up the calls that come after.
        _ = conferences.MeasureAsync(caller.Ticket, summary);
        return Task.CompletedTask;
    }

    public Task CatchUp(long since)
    {
        if (Caller is not { } caller) return Task.CompletedTask;
        if (!caller.Questions.Take()) return RefuseAsync(caller, RefusedMessage.RateLimited);
        caller.Conference.CatchUp(caller, since);
        return Task.CompletedTask;
    }

    public async Task<Instant?> Ping()
    {
        if (Caller is not { } caller) return null;
        if (caller.Questions.Take()) return clock.GetCurrentInstant();
        await RefuseAsync(caller, RefusedMessage.RateLimited);
        return null;
    }

    /// <summary>What <see cref="ConferenceProtocol"/> makes of a ping.</summary>
    public void Alive() => _ = Caller;

    /// <summary>What <see cref="ConferenceProtocol"/> makes of everything that it cannot read.</summary>
    public Task Junk(bool tooLarge) =>
        Caller is { } caller ? RefuseAsync(caller, tooLarge ? RefusedMessage.TooLarge : RefusedMessage.Invalid) : Task.CompletedTask;

    // The pause holds up this one connection, whose calls come one after the other: junk does not get faster than it is refused.
    private async Task<bool> RefuseAsync(Connection caller, RefusedMessage refusal)
    {
        meters.Refused(refusal.Code);
        if (IsPowerOfTen(++caller.Refused))
            logger.LogWarning("Refused {Count} calls of participant {ParticipantId}, the last as {Code}", caller.Refused, caller.Ticket.ParticipantId, refusal.Code);
        if (caller.Refusals.Take()) caller.Send("Refused", refusal);
        await Task.Delay(PauseAfterRefusal);
        return false;
    }

    private static bool IsPowerOfTen(int count)
    {
        while (count % 10 == 0) count /= 10;
        return count == 1;
    }

    private async Task RenewTicketAsync(Connection connection, CancellationToken gone)
    {
        try
        {
            var ticket = connection.Ticket;
            var left = (ticket.ExpiresAt - clock.GetCurrentInstant()).ToTimeSpan();
            for (var wait = left - options.TicketLifetime / 2; ; wait = options.TicketLifetime / 2)
            {
                if (wait > TimeSpan.Zero) await Task.Delay(wait, gone);
                var (text, expiresAt) = tickets.Write(ticket.SessionId, ticket.ParticipantId, ticket.PersonId);
                connection.Send("TicketRenewed", new TicketRenewedMessage(text, expiresAt), 512);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is gone.
        }
    }
}
