using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VideoConf.Benchmarks.Reminders;

/// <summary>A mail server that takes everything and keeps nothing, in this process: it costs next to nothing, so that it is not what limits.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int taken;

    public SmtpSink()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Taken => Volatile.Read(ref taken);

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The end
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync("220 sink");
            while (await reader.ReadLineAsync() is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "DATA":
                        await SayAsync("354 go on");
                        while (await reader.ReadLineAsync() is { } text && text != ".") { }
                        Interlocked.Increment(ref taken);
                        await SayAsync("250 taken");
                        break;
                    case "QUIT":
                        await SayAsync("221 bye");
                        return;
                    default:
                        await SayAsync("250 sink");
                        break;
                }
            }

            ValueTask SayAsync(string reply) => stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
        }
    }

    /// <summary>As fast as one connection carries them: the limit for mails.</summary>
    /// <returns>Mails per second.</returns>
    public async Task<double> RateAsync(int mails, int size)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await reader.ReadLineAsync();
        var content = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", size / 72)) + ".\r\n";
        await CommandAsync("EHLO bench\r\n");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < mails; i++)
            foreach (var command in (string[])["MAIL FROM:<a@example.org>\r\n", "RCPT TO:<b@example.org>\r\n", "DATA\r\n", content]) await CommandAsync(command);
        return mails / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task CommandAsync(string command)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command));
            await reader.ReadLineAsync();
        }
    }

    public void Dispose() => listener.Dispose();
}
