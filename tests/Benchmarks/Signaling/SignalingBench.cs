namespace VideoConf.Benchmarks.Signaling;

/// <summary>
/// Relay of offer-sized messages between the people of 50 rooms of 4, over real WebSockets: our host as it is shipped,
/// beside a Socket.IO server that does the same job, and beside a bare WebSocket echo as the limit of the machine.
/// </summary>
internal static class SignalingBench
{
    private const int Rooms = 50;
    private const int RoomSize = 4;
    private const int Rounds = 5;
    private const int Window = 4;
    private const int PerSecond = 2000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    private sealed record Subject(string Name, Wire Wire, Func<Task<ServerProcess>> Start, Func<Uri, Task<IReadOnlyList<Seat>>> Seats);

    private static readonly Subject[] Subjects =
    [
        new("ours", new SignalRWire(), () => ServerProcess.StartHostAsync(), server => Seats.AtOurHostAsync(server, Rooms, RoomSize)),
        new("socket.io", new SocketIoWire(), ServerProcess.StartSocketIoAsync, server => Task.FromResult(Seats.AtSocketIo(server, Rooms, RoomSize))),
        new("limit", new EchoWire(), ServerProcess.StartEchoAsync, server => Task.FromResult(Seats.AtEcho(server, Rooms, RoomSize))),
    ];

    public static async Task RunAsync(Report report)
    {
        var found = new List<(string Subject, string Metric, double Value, string Unit)>();
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var subject in Subjects) found.AddRange(await MeasureAsync(subject, round));
        }
        foreach (var same in found.GroupBy(f => (f.Metric, f.Subject, f.Unit)))
            report.Add("relay", same.Key.Subject, same.Key.Metric, Report.Median(same.Select(f => f.Value)), same.Key.Unit);
        var ours = report.Value("relay", "ours", "throughput");
        Console.WriteLine($"throughput: {ours / report.Value("relay", "socket.io", "throughput"):N2} x socket.io, {ours / report.Value("relay", "limit", "throughput"):N2} of the limit");
    }

    private static async Task<IReadOnlyList<(string Subject, string Metric, double Value, string Unit)>> MeasureAsync(Subject subject, int round)
    {
        await using var server = await subject.Start();
        var seats = await subject.Seats(server.Address);
        await using (var load = await Load.ConnectAsync(subject.Wire, seats, RoomSize)) await load.ThroughputAsync(Window, WarmUp);

        await using var measured = await Load.ConnectAsync(subject.Wire, seats, RoomSize);
        var used = server.Used;
        var throughput = await measured.ThroughputAsync(Window, Duration);
        var cost = (server.Used - used).TotalMicroseconds / (throughput * Duration.TotalSeconds);
        var loaded = measured.Percentile(0.99);
        await measured.SteadyAsync(PerSecond, Duration);
        Console.WriteLine($"round {round} {subject.Name,-10} {throughput,9:N0} messages/s, server {cost:N1} us each; at {PerSecond}/s p50 {measured.Percentile(0.5):N2} ms, p99 {measured.Percentile(0.99):N2} ms");
        return
        [
            (subject.Name, "throughput", throughput, "messages/s"),
            (subject.Name, "p99 at full load", loaded, "ms"),
            (subject.Name, $"p50 at {PerSecond}/s", measured.Percentile(0.5), "ms"),
            (subject.Name, $"p99 at {PerSecond}/s", measured.Percentile(0.99), "ms"),
            (subject.Name, "server time", cost, "us/message"),
        ];
    }
}
