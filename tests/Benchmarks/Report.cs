using System.Globalization;
using System.Text.Json;

namespace VideoConf.Benchmarks;

/// <summary>What a benchmark found: a table for people, and JSON for machines.</summary>
internal sealed class Report(string bench)
{
    private sealed record Row(string Case, string Subject, string Metric, double Value, string Unit);

    private readonly List<Row> rows = [];

    public void Add(string @case, string subject, string metric, double value, string unit) =>
        rows.Add(new Row(@case, subject, metric, Math.Round(value, 3), unit));

    public double Value(string @case, string subject, string metric) =>
        rows.Single(r => r.Case == @case && r.Subject == subject && r.Metric == metric).Value;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"case",-16} {"metric",-22} {"subject",-12} {"value",14} unit");
        foreach (var row in rows)
            Console.WriteLine($"{row.Case,-16} {row.Metric,-22} {row.Subject,-12} {row.Value.ToString("N2", CultureInfo.InvariantCulture),14} {row.Unit}");
    }

    public void Write(string path)
    {
        var machine = new
        {
            cpu = CpuName(),
            cores = Environment.ProcessorCount,
            os = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            dotnet = Environment.Version.ToString(),
            load = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        };
        File.WriteAllText(path, JsonSerializer.Serialize(new { bench, machine, rows }, Indented) + "\n");
    }

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string CpuName() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown";
}
