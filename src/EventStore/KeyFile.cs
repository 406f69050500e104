namespace VideoConf.EventStore;

/// <summary>A secret in a file beside the database.</summary>
public static class KeyFile
{
    /// <summary>What the file says. Made (0600) when it is not there: whole or not at all, and of two nodes that start together the first one's.</summary>
    public static string LoadOrMake(string path, Func<string> make)
    {
        if (File.Exists(path)) return File.ReadAllText(path);
        var temporary = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(make()));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
        return File.ReadAllText(path);
    }
}
