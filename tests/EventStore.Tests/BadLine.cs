using System.Net;
using System.Net.Sockets;

namespace VideoConf.EventStore.Tests;

/// <summary>Passes TCP connections on to PostgreSQL's socket and cuts each after some number of bytes, in whichever direction, until it is mended.</summary>
internal sealed class BadLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string socket;
    private readonly Task accepting;
    private volatile bool isMended = true;
    private int cuts;

    public BadLine(string socket)
    {
        this.socket = socket;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }
    public int Cuts => cuts;

    public void Break() => isMended = false;

    public void Mend() => isMended = true;

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ConnectAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(new UnixDomainSocketEndPoint(socket));
            // Enough to sign in, then some statements.
            var left = Random.Shared.Next(3_000, 40_000);
            bool Pass(int bytes) => Interlocked.Add(ref left, -bytes) > 0 || isMended;
            await Task.WhenAny(PumpAsync(near, far, Pass), PumpAsync(far, near, Pass));
        }
        catch (SocketException)
        {
            // One of the two has gone.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Func<int, bool> pass)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var read = await from.ReceiveAsync(buffer, SocketFlags.None);
            if (read == 0) return;
            if (!pass(read))
            {
                Interlocked.Increment(ref cuts);
                // Half of it still goes through.
                await to.SendAsync(buffer.AsMemory(0, Random.Shared.Next(read)), SocketFlags.None);
                return;
            }
            await to.SendAsync(buffer.AsMemory(0, read), SocketFlags.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }
}
