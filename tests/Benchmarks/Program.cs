using System.Runtime.InteropServices;
using VideoConf.Benchmarks;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Signaling;

if (args is ["serve", "echo"])
{
    await EchoServer.RunAsync();
    return 0;
}

var benches = new Dictionary<string, Func<Report, Task>>(StringComparer.Ordinal)
{
    ["event-store"] = EventStoreBench.RunAsync,
    ["signaling"] = SignalingBench.RunAsync,
};
string? json = null;
switch (args)
{
    case [var name] when benches.ContainsKey(name):
        break;
    case [var name, "--json", var file] when benches.ContainsKey(name):
        json = Path.GetFullPath(file);
        break;
    default:
        Console.Error.WriteLine($"script/bench NAME [--json FILE], where NAME is one of: {string.Join(", ", benches.Keys)}");
        return 2;
}

// Since .NET 10 a signal ends the process without ProcessExit, and with it goes the chance to stop the servers.
using var ending = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndOrderly);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndOrderly);

var report = new Report(args[0]);
try
{
    await benches[args[0]](report);
}
catch (Exception) when (ending.IsCancellationRequested)
{
    // Its server was taken away; the exit under way finishes.
    await Task.Delay(Timeout.Infinite);
}
report.Print();
if (json is not null) report.Write(json);
return 0;

void EndOrderly(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
    Environment.Exit(1);
}
