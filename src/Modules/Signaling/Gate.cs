using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VideoConf.HttpApi;

namespace VideoConf.Signaling;

/// <summary>Stands before the hub: only a WebSocket with a good ticket comes through.</summary>
internal static class Gate
{
    /// <summary>What was shown at the gate.</summary>
    internal sealed record Pass(Ticket Ticket, long Since);

    public static async Task EnterAsync(HttpContext http, Conferences conferences, Tickets tickets, SignalingMeters meters, RequestDelegate hub)
    {
        if (tickets.Read(http.Request.Query["access_token"]) is not { } ticket || await conferences.FindAsync(ticket, http.RequestAborted) is null)
        {
            meters.Refused("ticket_refused");
            await Problems.Of(401, "ticket_refused", "This ticket is no longer good. Join again.").ExecuteAsync(http);
            return;
        }
        var since = 0L;
        if (http.Request.Query.TryGetValue("since", out var text) && (!long.TryParse(text, out since) || since < 0))
        {
            await Problems.Of(400, Problems.InvalidRequest, "since is a version: 0 or more.", "since").ExecuteAsync(http);
            return;
        }
        // A page asks with a plain GET why its connection was refused; and there is nothing to negotiate.
        if (!IsWebSocket(http))
        {
            await Problems.Of(426, "websocket_required", "This address is for WebSocket connections.").ExecuteAsync(http);
            return;
        }
        http.Features.Set(new Pass(ticket, since));
        await hub(http);
    }

    // HTTP/1.1 upgrades, HTTP/2 connects (RFC 8441); SignalR's own middleware, which would know, runs behind this.
    private static bool IsWebSocket(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" }
        || http.Request.Headers.Upgrade.Any(u => string.Equals(u, "websocket", StringComparison.OrdinalIgnoreCase));
}
