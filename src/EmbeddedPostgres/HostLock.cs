using System.Globalization;

namespace VideoConf.EmbeddedPostgres;

/// <summary>One host a data folder. The kernel drops the lock with the process, so a killed host leaves no stale one.</summary>
internal sealed class HostLock : IDisposable
{
    private const int WouldBlock = 11;
    private readonly FileStream file;

    private HostLock(FileStream file)
    {
        this.file = file;
        // The path as the kernel names it, links resolved: the folder's processes are found by that name
        Folder = Path.GetDirectoryName(File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", false)!.FullName)!;
        // A second file, because the locked one cannot be read by the host that is refused
        File.WriteAllText(PidFile(Folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    public string Folder { get; }

    public static HostLock Take(string folder, string dataFolder)
    {
        try
        {
            return new HostLock(new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            var holder = File.Exists(PidFile(folder)) ? File.ReadAllText(PidFile(folder)) : "unknown";
            throw new EmbeddedPostgresException($"The data folder {dataFolder} is in use by another VideoConf host (process {holder}).", taken);
        }
    }

    public void Dispose()
    {
        File.Delete(PidFile(Folder));
        file.Dispose();
    }

    private static string PidFile(string folder) => Path.Combine(folder, "host.pid");
}
