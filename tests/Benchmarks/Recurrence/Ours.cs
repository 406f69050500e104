using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Benchmarks.Recurrence;

internal sealed record Figure(string Case, string Metric, double Value);

/// <summary>Our side of the recurrence benchmark; peers/recurrence/bench.js does the same work.</summary>
internal static class Ours
{
    /// <summary>Prints a JSON line a figure.</summary>
    /// <param name="what">"time" or "garbage".</param>
    /// <param name="folder">Where the input lies.</param>
    public static void Print(string what, string folder)
    {
        using var input = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        var milliseconds = input.RootElement.GetProperty("milliseconds").GetInt32();
        foreach (var figure in what == "time" ? Times(File.ReadAllBytes(Path.Combine(folder, "calendar.ics")), milliseconds) : Garbage())
            Console.WriteLine(JsonSerializer.Serialize(figure, JsonSerializerOptions.Web));
    }

    /// <summary>The first occurrences, their instants summed up.</summary>
    public static Found Walk(RecurrenceSet set, int most)
    {
        var (count, sum) = (0, 0L);
        foreach (var occurrence in set.Occurrences())
        {
            sum += occurrence.StartInstant.ToUnixTimeSeconds();
            if (++count == most)
            {
                break;
            }
        }

        return new Found(count, sum);
    }

    public static Found WindowOf(RecurrenceSet set, Instant from, Instant to)
    {
        var (count, sum) = (0, 0L);
        foreach (var occurrence in set.Between(from, to))
        {
            sum += occurrence.StartInstant.ToUnixTimeSeconds();
            count++;
        }

        return new Found(count, sum);
    }

    private static IEnumerable<Figure> Times(byte[] file, int milliseconds)
    {
        foreach (var one in Case.All)
        {
            var set = one.Set;
            yield return new Figure(one.Name, "per occurrence", Nanoseconds(() => Walk(set, one.Most), milliseconds) / one.Most);
            foreach (var window in one.Windows)
            {
                var (from, to) = (Instant.FromUnixTimeSeconds(window.From), Instant.FromUnixTimeSeconds(window.To));
                yield return new Figure(one.Name, window.Name, Nanoseconds(() => WindowOf(set, from, to), milliseconds));
            }
        }

        yield return new Figure("parse", "parse", file.Length / 1e6 / (Nanoseconds(() => Read(file), milliseconds * 3) / 1e9));
    }

    private static IEnumerable<Figure> Garbage()
    {
        foreach (var one in Case.All)
        {
            var set = one.Set;
            Walk(set, one.Most);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Walk(set, one.Most);
            yield return new Figure(one.Name, "garbage", (GC.GetAllocatedBytesForCurrentThread() - before) / (double)one.Most);
        }
    }

    private static void Read(byte[] file)
    {
        if (!CalendarObject.TryRead(file, out var calendar, out var error) || calendar.Problems.Count > 0 || calendar.Events.Count != 10_000)
            throw new InvalidOperationException(error?.Message ?? "The file was not read whole.");
    }

    // Of one call; warm when it counts
    private static double Nanoseconds(Action work, int atLeast)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 2 * atLeast;) work();
        var calls = 0;
        var clock = Stopwatch.StartNew();
        do
        {
            work();
            calls++;
        }
        while (clock.ElapsedMilliseconds < atLeast);
        return clock.Elapsed.TotalNanoseconds / calls;
    }
}
