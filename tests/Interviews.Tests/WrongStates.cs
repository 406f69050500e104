using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>Commands over HTTP that come at the wrong time: their status and code, and nothing is changed by them.</summary>
public sealed class WrongStates(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private readonly Person platform = server.NewPlatform();
    private readonly Person ada = server.NewPerson("Ada");

    [Theory]
    [InlineData("requested", "wrong_state", "service", "confirm", "reopen", "phase", "end", "no-show", "feedback")]
    [InlineData("scheduled", "wrong_state", "reopen")]
    [InlineData("scheduled", "not_yet", "end", "no-show", "feedback")]
    [InlineData("in_progress", "wrong_state", "time", "members", "confirm", "reopen")]
    [InlineData("ended", "wrong_state", "time", "service", "members", "confirm", "cancel", "phase")]
    [InlineData("no_show", "wrong_state", "time", "service", "members", "confirm", "cancel", "phase", "end")]
    [InlineData("cancelled", "wrong_state", "details", "time", "service", "members", "confirm", "phase", "end", "no-show", "feedback", "sheet")]
    public async Task A_command_in_a_state_that_does_not_take_it_is_refused(string state, string code, params string[] commands)
    {
        var shown = await InAsync(state);
        foreach (var command in commands) (await SendAsync(shown, command)).ShouldRefuse(409, code);
        (await ada.SeesAsync(shown.Id)).Version.ShouldBe(shown.Version);
    }

    private async Task<Shown> InAsync(string state)
    {
        var start = $"{server.Clock.GetCurrentInstant().InUtc().Date.PlusDays(7):uuuu-MM-dd}T09:00:00";
        var shown = state == "requested"
            ? await platform.SchedulesAsync(new { title = "Mock", interviewer = new { email = ada.Email }, candidate = new { email = server.NewAddress("bob") } })
            : await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), start));
        if (state is "no_show") server.Clock.Advance(shown.StartsAt!.Value - server.Clock.GetCurrentInstant());
        foreach (var command in state switch { "in_progress" => ["phase"], "ended" => ["phase", "end"], "no_show" => ["no-show"], "cancelled" => ["cancel"], _ => Array.Empty<string>() })
            shown = (await SendAsync(shown, command)).As<Shown>();
        shown.State.ShouldBe(state);
        return shown;
    }

    private Task<Answer> SendAsync(Shown shown, string command)
    {
        var path = $"interviews/{shown.Id}/{command}";
        return command switch
        {
            "details" => ada.Put(path, new { title = "Other" }),
            "time" => ada.Put(path, new { start = "2028-01-03T09:00:00", timeZone = "Europe/Berlin" }),
            "service" => ada.Put(path, new { serviceType = "other_link", link = "https://example.org/meet" }),
            "members" => ada.Put(path, new { interviewer = new { email = ada.Email }, candidate = new { email = server.NewAddress("cleo") } }),
            "phase" => ada.Put(path, new { phase = "first_round" }),
            "no-show" => ada.Post(path, new { who = new[] { "candidate" } }),
            "feedback" => ada.Post(path, new { sharedText = "Well done" }),
            "sheet" => ada.Put(path, new { question = "Why?" }),
            _ => ada.Post(path, new { }),
        };
    }

    [Fact]
    public async Task A_key_that_is_wrong_or_made_for_something_else_changes_nothing()
    {
        var shown = await InAsync("scheduled");
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        using var reader = server.NewPlatform("interviews:read");
        using var writer = server.NewPlatform("interviews:write");
        var bearer = ("Authorization", "Bearer vc_nobodys");
        foreach (var path in new[] { $"interviews/{shown.Id}/cancel", "interviews", "commands", "webhooks" })
        {
            (await nobody.Post(path, new { }, bearer)).ShouldRefuse(401, "wrong_api_key");
            (await nobody.Post(path, new { })).ShouldRefuse(401, "not_signed_in");
            (await reader.Post(path, new { })).ShouldRefuse(403, "missing_scope");
        }
        foreach (var path in new[] { $"interviews/{shown.Id}", "interviews", $"interviews/of-room/{shown.RoomCode}", $"interviews/{shown.Id}/pad" })
        {
            (await nobody.Get(path, bearer)).ShouldRefuse(401, "wrong_api_key");
            (await writer.Get(path)).ShouldRefuse(403, "missing_scope");
        }
        (await ada.SeesAsync(shown.Id)).Version.ShouldBe(shown.Version);
    }
}
