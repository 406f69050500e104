using System.Collections.Concurrent;
using System.Diagnostics;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>What a closed loop found.</summary>
internal sealed record Measured(int Count, double PerSecond, double P50, double P99)
{
    /// <summary>Latencies in milliseconds.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(sorted.Count * share))];
}

/// <summary>A closed loop: so many sessions, each starting its next operation when the last has ended.</summary>
internal static class Load
{
    public static async Task<Measured> RunAsync(int sessions, TimeSpan duration, Func<int, Task> operation)
    {
        var latencies = new ConcurrentBag<List<double>>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(session => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (clock.Elapsed < duration)
            {
                var started = Stopwatch.GetTimestamp();
                await operation(session);
                mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            latencies.Add(mine);
        })));
        var elapsed = clock.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(l => l).Order().ToList();
        return new Measured(all.Count, all.Count / elapsed, Measured.Percentile(all, 0.5), Measured.Percentile(all, 0.99));
    }
}
