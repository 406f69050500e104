using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>All the participants of all the rooms, connected to one server, sending to their peers in turns.</summary>
internal sealed class Load : ILoad, IAsyncDisposable
{
    private const int Buckets = 400_000;
    private const int MicrosecondsPerBucket = 10;

    private readonly Wire wire;
    private readonly List<Member> members = [];
    private readonly int[] histogram = new int[Buckets];
    private long delivered;
    private long refused;
    private volatile bool keepSending;

    private Load(Wire wire) => this.wire = wire;

    /// <summary>Connects everybody; the rooms are the seats in groups of <paramref name="roomSize"/>.</summary>
    public static async Task<Load> ConnectAsync(Wire wire, IReadOnlyList<Seat> seats, int roomSize)
    {
        var load = new Load(wire);
        for (var i = 0; i < seats.Count; i++)
        {
            var room = i / roomSize * roomSize;
            var peers = Enumerable.Range(room, roomSize).Where(p => p != i).Select(p => wire.FrameFor(i, seats[p].Participant)).ToArray();
            load.members.Add(new Member(load, peers));
        }
        for (var i = 0; i < seats.Count; i++) await load.members[i].ConnectAsync(seats[i]);
        return load;
    }

    void ILoad.Delivered(int sender, long stamp)
    {
        Interlocked.Increment(ref delivered);
        var bucket = (int)Math.Min(Stopwatch.GetElapsedTime(stamp).TotalMicroseconds / MicrosecondsPerBucket, Buckets - 1);
        Interlocked.Increment(ref histogram[bucket]);
        if (keepSending) members[sender].Send();
    }

    void ILoad.Answered(bool handed)
    {
        if (!handed) Interlocked.Increment(ref refused);
    }

    /// <summary>Keeps a fixed window of messages under way per participant.</summary>
    /// <returns>Messages that arrived per second.</returns>
    public async Task<double> ThroughputAsync(int window, TimeSpan duration)
    {
        keepSending = true;
        foreach (var member in members)
        {
            for (var i = 0; i < window; i++) member.Send();
        }
        Reset();
        var watch = Stopwatch.StartNew();
        await Task.Delay(duration);
        var rate = Interlocked.Read(ref delivered) / watch.Elapsed.TotalSeconds;
        keepSending = false;
        await DrainAsync();
        return rate;
    }

    /// <summary>Sends at a fixed rate, whatever comes back.</summary>
    public async Task SteadyAsync(int perSecond, TimeSpan duration)
    {
        Reset();
        var sender = new Thread(() =>
        {
            var watch = Stopwatch.StartNew();
            for (long sent = 0; watch.Elapsed < duration; Thread.Sleep(1))
            {
                for (; sent < watch.Elapsed.TotalSeconds * perSecond; sent++) members[(int)(sent % members.Count)].Send();
            }
        });
        sender.Start();
        await Task.Run(sender.Join);
        await DrainAsync();
    }

    private async Task DrainAsync()
    {
        for (long before = -1; before != Interlocked.Read(ref delivered);)
        {
            before = Interlocked.Read(ref delivered);
            await Task.Delay(200);
        }
        if (Interlocked.Read(ref refused) > 0) throw new InvalidOperationException($"{refused} messages were refused: the run says nothing.");
    }

    private void Reset()
    {
        Interlocked.Exchange(ref delivered, 0);
        Array.Clear(histogram);
    }

    /// <summary>Milliseconds within which this share of the messages arrived.</summary>
    public double Percentile(double share)
    {
        var rank = (long)(histogram.Sum(b => (long)b) * share);
        var bucket = 0;
        for (long seen = histogram[0]; seen <= rank && bucket < Buckets - 1; seen += histogram[bucket]) bucket++;
        return (bucket + 0.5) * MicrosecondsPerBucket / 1000;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in members) await member.DisposeAsync();
    }

    private sealed class Member(Load load, Frame[] peers) : IAsyncDisposable
    {
        private readonly ClientWebSocket socket = new();
        private readonly ConcurrentQueue<long> stamps = new();
        private readonly TaskCompletionSource greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private byte[]? answer;
        private int pending;
        private int call;
        private Task receiving = Task.CompletedTask;

        public async Task ConnectAsync(Seat seat)
        {
            await socket.ConnectAsync(seat.Url, default);
            receiving = ReceiveAsync(expectGreeting: seat.Greeting != "");
            await load.wire.GreetAsync(socket, seat);
            await greeted.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }

        /// <summary>Sends the next message now, or as soon as those before it are out.</summary>
        public void Send()
        {
            stamps.Enqueue(Stopwatch.GetTimestamp());
            Pump();
        }

        private void Pump()
        {
            if (Interlocked.Increment(ref pending) == 1) _ = PumpAsync();
        }

        private async Task PumpAsync()
        {
            do
            {
                if (Interlocked.Exchange(ref answer, null) is { } heartbeat)
                {
                    await socket.SendAsync(heartbeat, WebSocketMessageType.Text, true, default);
                    continue;
                }
                stamps.TryDequeue(out var stamp);
                var frame = peers[++call % peers.Length];
                frame.Write(call, stamp);
                await socket.SendAsync(frame.Bytes.AsMemory(), WebSocketMessageType.Text, true, default);
            }
            while (Interlocked.Decrement(ref pending) > 0);
        }

        private async Task ReceiveAsync(bool expectGreeting)
        {
            if (!expectGreeting) greeted.SetResult();
            var buffer = new byte[16 << 10];
            var length = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(length), default) is { MessageType: not WebSocketMessageType.Close } part)
                {
                    length += part.Count;
                    if (!part.EndOfMessage)
                    {
                        if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                        continue;
                    }
                    if (load.wire.Read(buffer.AsSpan(0, length), load) is { } heartbeat)
                    {
                        answer = heartbeat;
                        Pump();
                    }
                    length = 0;
                    greeted.TrySetResult();
                }
            }
            catch (WebSocketException)
            {
                // The server has gone.
            }
        }

        public async ValueTask DisposeAsync()
        {
            socket.Abort();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            socket.Dispose();
        }
    }
}
