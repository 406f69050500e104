using VideoConf.Benchmarks;
using VideoConf.Benchmarks.EventStore;

var benches = new Dictionary<string, Func<Report, Task>>(StringComparer.Ordinal)
{
    ["event-store"] = EventStoreBench.RunAsync,
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

var report = new Report(args[0]);
await benches[args[0]](report);
report.Print();
if (json is not null) report.Write(json);
return 0;
