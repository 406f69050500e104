using System.Runtime.InteropServices;
using VideoConf.Benchmarks;
using VideoConf.Benchmarks.Calendar;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Interviews;
using VideoConf.Benchmarks.Recurrence;
using VideoConf.Benchmarks.Reminders;
using VideoConf.Benchmarks.Reports;
using VideoConf.Benchmarks.Signaling;

if (args is ["serve", "echo"])
{
    await EchoServer.RunAsync();
    return 0;
}

if (args is ["serve", "recurrence", var what, var folder])
{
    Ours.Print(what, folder);
    return 0;
}

var benches = new Dictionary<string, Func<Report, Task>>(StringComparer.Ordinal)
{
    ["calendar"] = CalendarBench.RunAsync,
    ["event-store"] = EventStoreBench.RunAsync,
    ["interviews"] = InterviewsBench.RunAsync,
    ["recurrence"] = RecurrenceBench.RunAsync,
    ["reminders"] = RemindersBench.RunAsync,
    ["reports"] = ReportsBench.RunAsync,
    ["first-frame"] = FirstFrameBench.RunAsync,
    ["signaling"] = async report =>
    {
        await SignalingBench.RunAsync(report);
        await FirstFrameBench.RunAsync(report);
    },
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
