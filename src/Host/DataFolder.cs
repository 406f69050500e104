namespace VideoConf.Host;

/// <summary>Where the host keeps what is its own: the private database and the keys. <c>--data DIR</c>, else <c>.data</c>.</summary>
internal sealed class DataFolder
{
    private DataFolder(string path)
    {
        Path = path;
        Keys = new DirectoryInfo(System.IO.Path.Combine(path, "keys"));
    }

    /// <exception cref="SettingException">The folder cannot be made or written to.</exception>
    public DataFolder(IConfiguration configuration) : this(System.IO.Path.GetFullPath(configuration["data"] ?? ".data"))
    {
        try
        {
            Keys.Create();
            // What lies here opens every cookie, ticket and pass.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The data folder {Path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>None, for a program that is started only to be asked what it would offer.</summary>
    public static DataFolder Nowhere => new(System.IO.Path.GetTempPath());

    public string Path { get; }

    public DirectoryInfo Keys { get; }
}
