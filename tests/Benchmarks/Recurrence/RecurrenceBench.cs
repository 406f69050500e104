using System.Text.Json;
using NodaTime;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Zones;

namespace VideoConf.Benchmarks.Recurrence;

/// <summary>
/// Occurrences in a zone one by one and by windows far from the start, and a large file, beside npm's rrule and
/// ical.js. Every subject gives the instants of the same occurrences; their number and sum are compared. Each runs in
/// a process of its own.
/// </summary>
internal static class RecurrenceBench
{
    private const int Rounds = 3;
    private static readonly int Milliseconds = int.Parse(Environment.GetEnvironmentVariable("MILLISECONDS") ?? "300");
    private static readonly string[] Peers = ["rrule", "ical.js"];

    public static async Task RunAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("videoconf-bench-").FullName;
        try
        {
            WriteInput(folder);
            await Subject.InstallAsync();
            var found = new List<(string Subject, Figure Figure)>();
            for (var round = 1; round <= Rounds; round++)
            {
                foreach (var subject in (string[])["ours", .. Peers]) await AddAsync(subject, "time");
                Console.WriteLine($"round {round} of {Rounds} done");
            }

            foreach (var subject in (string[])["ours", .. Peers]) await AddAsync(subject, "garbage");

            foreach (var same in found.GroupBy(f => (f.Figure.Case, f.Figure.Metric, f.Subject)))
            {
                report.Add(same.Key.Case, same.Key.Subject, same.Key.Metric, Report.Median(same.Select(f => f.Figure.Value)), UnitOf(same.Key.Metric));
            }

            PrintRatios(report);

            async Task AddAsync(string subject, string what)
            {
                var lines = await Subject.RunAsync(subject, what, folder);
                found.AddRange(lines.Select(line => (subject, JsonSerializer.Deserialize<Figure>(line, JsonSerializerOptions.Web)!)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteInput(string folder)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var begin = Instant.FromUtc(1980, 1, 1, 0, 0);
        File.WriteAllBytes(Path.Combine(folder, "zone.ics"), CalendarWriter.Write(TimeZoneWriter.Write(zone, begin, begin)));
        File.WriteAllBytes(Path.Combine(folder, "calendar.ics"), LargeCalendar.Write(10_000));
        File.WriteAllText(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(new { milliseconds = Milliseconds, cases = Case.All }, JsonSerializerOptions.Web));
    }

    private static string UnitOf(string metric) => metric switch { "parse" => "MB/s", "garbage" => "bytes/occurrence", _ => "ns" };

    private static void PrintRatios(Report report)
    {
        foreach (var one in Case.All)
        {
            foreach (var metric in (string[])["per occurrence", .. one.Windows.Select(window => window.Name)])
            {
                var better = Peers.Min(peer => report.Value(one.Name, peer, metric));
                Console.WriteLine($"{one.Name}, {metric}: {better / report.Value(one.Name, "ours", metric):N0} x the better peer");
            }
        }

        Console.WriteLine($"parse: {report.Value("parse", "ours", "parse") / report.Value("parse", "ical.js", "parse"):N1} x ical.js");
    }
}
