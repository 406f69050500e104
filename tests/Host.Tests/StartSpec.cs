using System.Net;
using System.Net.Sockets;
using VideoConf.Accounts;
using VideoConf.Calendar;
using VideoConf.Interviews;
using VideoConf.Notifications;
using VideoConf.Rooms;
using VideoConf.Signaling;

namespace VideoConf.Host.Tests;

/// <summary>A start that cannot be ends with a sentence on standard error and exit code 1, and leaves nothing running.</summary>
public sealed class StartSpec
{
    [Theory]
    [InlineData("--Accounts:LockOutAfter=0", "LockOutAfter")]
    [InlineData("--Accounts:GuestHours=100000", "GuestHours")]
    [InlineData("--Accounts:LockOutMinutes=soon", "LockOutMinutes")]
    [InlineData("--Accounts:LockOutAftr=5", "no setting Accounts:LockOutAftr")]
    [InlineData("--Notifications:Smtp:Hots=mail.example.org", "no setting Notifications:Smtp:Hots")]
    public async Task A_setting_out_of_its_range_is_named(string argument, string name)
    {
        await using var host = new HostProgram();
        ShouldBeASentence(await host.RunAsync("--urls", "http://127.0.0.1:0", argument)).ShouldContain(name);
    }

    [Fact]
    public void Every_setting_stands_in_the_table_of_the_operations_page()
    {
        IEnumerable<string> names =
        [
            .. Settings.NamesOf("Accounts", typeof(AccountsOptions)), .. Settings.NamesOf("Rooms", typeof(RoomsOptions)), .. Settings.NamesOf("Calendar", typeof(CalendarOptions)),
            .. Settings.NamesOf("Interviews", typeof(InterviewsOptions)), .. Settings.NamesOf("Notifications", typeof(NotificationsOptions)), .. Settings.NamesOf("Signaling", typeof(SignalingOptions)),
        ];
        var page = File.ReadAllText(Path.Combine(Root(), "docs/operations.md"));
        var listed = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Where(name => names.Any(n => n.Split(':')[0] == name.Split(':')[0]));
        listed.ShouldBe(names, ignoreOrder: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoConf.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var host = new HostProgram();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        ShouldBeASentence(await host.RunAsync("--urls", $"http://127.0.0.1:{port}")).ShouldContain($"{port}");
    }

    [Fact]
    public async Task A_data_folder_that_another_host_works_in_is_left_to_it()
    {
        await using var host = new HostProgram();
        await host.StartAsync();
        ShouldBeASentence(await host.RunAsync("--urls", "http://127.0.0.1:0")).ShouldContain("in use");
        (await host.GetAsync("/health/ready")).GetProperty("status").GetString().ShouldBe("ready");
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("views", "frobnicate")]
    [InlineData("events", "stream", "not-a-guid")]
    public async Task A_command_that_nobody_knows_is_refused_and_starts_nothing(params string[] arguments)
    {
        await using var host = new HostProgram();
        var ended = await host.RunAsync(arguments);
        ended.ExitCode.ShouldNotBe(0);
        ended.Error.ShouldNotBeNullOrWhiteSpace();
        Directory.Exists(host.Data).ShouldBeFalse();
    }

    private static string ShouldBeASentence(Ended ended)
    {
        ended.ExitCode.ShouldBe(1, ended.Output + ended.Error);
        ended.Error.ShouldNotContain("   at ");
        return ended.Error.TrimEnd().Split('\n')[^1];
    }
}
