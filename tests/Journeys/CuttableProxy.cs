using System.Net;
using System.Net.Sockets;

namespace VideoConf.Journeys;

/// <summary>Stands between a browser and the host and can be cut like a cable: what flows stops, what is new is refused.</summary>
internal sealed class CuttableProxy : IDisposable
{
    private readonly IPEndPoint target;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private volatile bool isCut;

    public CuttableProxy(Uri host)
    {
        target = new IPEndPoint(IPAddress.Loopback, host.Port);
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public void Cut()
    {
        isCut = true;
        lock (open)
        {
            open.ForEach(c => c.Dispose());
            open.Clear();
        }
    }

    public void Mend() => isCut = false;

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            if (isCut) return;
            lock (open) open.AddRange([client, server]);
            try
            {
                await server.ConnectAsync(target);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side hung up, or the cable was cut.
            }
            lock (open) open.RemoveAll(c => c == client || c == server);
        }
    }
}
