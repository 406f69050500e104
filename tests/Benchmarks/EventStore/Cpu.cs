using System.Diagnostics;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>Seconds of CPU: of this process, and of the PostgreSQL in a folder. Less shaken by the neighbours than time is.</summary>
internal sealed record Cpu(double Client, double Server)
{
    public static Cpu operator -(Cpu after, Cpu before) => new(after.Client - before.Client, after.Server - before.Server);

    public static Cpu operator /(Cpu used, double count) => new(used.Client / count, used.Server / count);

    public static Cpu Used(string folder)
    {
        using var self = Process.GetCurrentProcess();
        return new Cpu(self.TotalProcessorTime.TotalSeconds, Directory.GetDirectories("/proc").Where(d => WorksBelow(folder, d)).Sum(NanosecondsOf) / 1e9);
    }

    private static bool WorksBelow(string folder, string process)
    {
        try
        {
            return File.ResolveLinkTarget(process + "/cwd", returnFinalTarget: false)?.FullName.StartsWith(folder, StringComparison.Ordinal) ?? false;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static double NanosecondsOf(string process)
    {
        try
        {
            return double.Parse(File.ReadAllText(process + "/schedstat").Split(' ')[0]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
