namespace VideoConf.Host;

/// <summary>Where the host keeps what is its own: the private database and the keys. <c>--data DIR</c>, else <c>.data</c>.</summary>
internal sealed class DataFolder
{
    public DataFolder(IConfiguration configuration)
    {
        Path = System.IO.Path.GetFullPath(configuration["data"] ?? ".data");
        Directory.CreateDirectory(Path);
        Keys = Directory.CreateDirectory(System.IO.Path.Combine(Path, "keys"));
        // What lies here opens every cookie, ticket and pass.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public DirectoryInfo Keys { get; }
}
