using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoConf.EventStore;

namespace VideoConf.Signaling;

/// <summary>The live connection between the browsers of a session; docs/signaling-protocol.md.</summary>
public static class SignalingModule
{
    internal const string HubPath = "/hubs/conference";

    /// <exception cref="InvalidOperationException">The options cannot be used; the message is for the operator.</exception>
    public static IServiceCollection AddSignaling(this IServiceCollection services, SignalingOptions options)
    {
        services.AddDataProtection();
        services.AddSingleton(options.Validated());
        services.AddSingleton<SignalingMeters>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<IceServers>();
        services.AddSingleton<ICallAdmissions, CallAdmissions>();
        services.AddSingleton<Conferences>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<Conferences>());
        services.AddSignalR()
            .AddJsonProtocol(json => FactJson.Configure(json.PayloadSerializerOptions))
            .AddHubOptions<ConferenceHub>(hub =>
            {
                hub.KeepAliveInterval = options.KeepAlive;
                hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
                hub.MaximumReceiveMessageSize = ConferenceProtocol.LongestMessage;
                hub.DisableImplicitFromServicesParameters = true;
            });
        // Takes the place of SignalR's own of the same name.
        services.AddSingleton<IHubProtocol, ConferenceProtocol>();
        return services;
    }

    public static void MapSignaling(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var conferences = services.GetRequiredService<Conferences>();
        var tickets = services.GetRequiredService<Tickets>();
        var meters = services.GetRequiredService<SignalingMeters>();
        routes.MapHub<ConferenceHub>(HubPath, connection =>
        {
            connection.Transports = HttpTransportType.WebSockets;
            connection.ApplicationMaxBufferSize = 2 * ConferenceProtocol.LongestMessage;
            connection.WebSockets.CloseTimeout = TimeSpan.FromSeconds(2);
        }).Add(endpoint =>
        {
            var hub = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => Gate.EnterAsync(http, conferences, tickets, meters, hub);
        });
    }
}
