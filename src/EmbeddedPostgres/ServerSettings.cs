namespace VideoConf.EmbeddedPostgres;

/// <summary>What the server is started with, stronger than its configuration file.</summary>
internal static class ServerSettings
{
    /// <summary>Only a part of the socket's name: nothing listens on the network.</summary>
    public const string Port = "5432";

    /// <summary>Arguments of <c>-c</c>.</summary>
    public static IReadOnlyList<string> For(string socketFolder, IReadOnlyDictionary<string, string> wanted)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off", // many short statements: compiling costs more than it saves
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "",
            ["log_checkpoints"] = "off",
            ["log_min_messages"] = "log", // a statement's error goes to its caller, and its values are not for the log
        };
        foreach (var (name, value) in wanted)
            settings[name] = value;
        settings["listen_addresses"] = "";
        settings["port"] = Port;
        settings["unix_socket_directories"] = $"\"{socketFolder.Replace("\"", "\"\"")}\""; // a list, its items quoted
        settings["unix_socket_permissions"] = "0700";
        return [.. settings.Select(setting => $"{setting.Key}={setting.Value}")];
    }
}
