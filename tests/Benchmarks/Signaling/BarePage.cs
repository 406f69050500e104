using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>A page that calls with nothing around it, and a relay between the last two that came.</summary>
internal static class BarePage
{
    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        WebSocket? first = null, second = null;
        app.MapGet("/", () => Results.Stream(typeof(BarePage).Assembly.GetManifestResourceStream("bare.html")!, "text/html"));
        app.Map("/relay", async (HttpContext http) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            if (first is not { State: WebSocketState.Open }) first = socket;
            else await SendAsync(second = socket, """{"come":true}"""u8.ToArray());
            var buffer = new byte[64 << 10];
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: WebSocketMessageType.Text } part)
                    await SendAsync((socket == first ? second : first)!, buffer.AsMemory(0, part.Count));
            }
            catch (WebSocketException)
            {
                // The page was closed.
            }
            finally
            {
                if (socket == first) first = null;
            }
        });
        await app.StartAsync();
        return app;

        static async Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> message) => await socket.SendAsync(message, WebSocketMessageType.Text, true, default);
    }
}
