namespace VideoConf.Accounts.Tests;

public sealed class ChangePreferencesSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly UserPreferences Default = UserPreferences.Default("en");

    private static readonly UserPreferences Everything = new(
        VideoEnabled: false, AudioEnabled: false, ScreenShareEnabled: false,
        PreferredVideoQuality: "1080p", PreferredAudioQuality: "high",
        AutoJoinAudio: false, AutoJoinVideo: false,
        BackgroundBlur: true, VirtualBackground: "https://example.org/wall.jpg",
        NotificationsEnabled: false, Language: "ru", TimeZone: "Asia/Vladivostok");

    [Fact]
    public void A_stale_revision_is_refused() =>
        ChangePreferences.Decide(new(Everything, ExpectedRevision: 1), new Person("Ada", Default, 2)).ShouldBe(Refusal.VersionMismatch);

    [Fact]
    public void Whoever_saw_no_preferences_yet_saw_revision_zero() =>
        ChangePreferences.Decide(new(Everything, ExpectedRevision: 0), null)
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new PreferencesChanged(Everything)]);

    [Fact]
    public void The_same_preferences_change_nothing() =>
        ChangePreferences.Decide(new(Everything, ExpectedRevision: null), new Person("Ada", Everything, 1)).ShouldBe(Decision.Nothing);

    [Fact]
    public void Other_preferences_are_a_fact() =>
        ChangePreferences.Decide(new(Everything, ExpectedRevision: 1), new Person("Ada", Default, 1))
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new PreferencesChanged(Everything)]);

    [Theory]
    [InlineData("ru,en;q=0.5", "ru")]
    [InlineData("en-GB", "en")]
    public async Task Whoever_set_none_has_the_defaults_in_his_browser_s_language(string languages, string language)
    {
        using var browser = server.NewBrowser();
        browser.Headers.TryAddWithoutValidation("Accept-Language", languages);
        await browser.Post("/guests", new { });
        var answer = await browser.Get("/me/preferences");
        (answer.Status, answer.ETag).ShouldBe((HttpStatusCode.OK, "\"0\""));
        answer.Text.ShouldBe(
            """{"videoEnabled":true,"audioEnabled":true,"screenShareEnabled":true,"preferredVideoQuality":"720p","preferredAudioQuality":"medium","autoJoinAudio":true,"autoJoinVideo":true,"backgroundBlur":false,"virtualBackground":null,"notificationsEnabled":true,"language":"LANGUAGE","timeZone":"UTC"}"""
                .Replace("LANGUAGE", language, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_field_comes_back_as_it_was_set_on_every_device()
    {
        using var browser = await server.NewAccount("ada@example.org");
        var changed = await browser.Put("/me/preferences", Body(Everything));
        (changed.Status, changed.ETag).ShouldBe((HttpStatusCode.OK, "\"1\""));

        using var other = server.NewBrowser();
        await other.SignIn("ada@example.org");
        var read = await other.Get("/me/preferences");
        (read.Text, read.ETag).ShouldBe((changed.Text, "\"1\""));
        read.Text.ShouldBe(
            """{"videoEnabled":false,"audioEnabled":false,"screenShareEnabled":false,"preferredVideoQuality":"1080p","preferredAudioQuality":"high","autoJoinAudio":false,"autoJoinVideo":false,"backgroundBlur":true,"virtualBackground":"https://example.org/wall.jpg","notificationsEnabled":false,"language":"ru","timeZone":"Asia/Vladivostok"}""");
    }

    [Fact]
    public async Task A_guest_keeps_his_own()
    {
        using var browser = server.NewBrowser();
        var guest = await browser.Post("/guests", new { });
        (await browser.Put("/me/preferences", Body(Everything), "\"0\"")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get("/me/preferences"))["timeZone"].ShouldBe("Asia/Vladivostok");
        (await server.Facts(guest.Id)).ShouldBe([new PreferencesChanged(Everything)]);
    }

    [Fact]
    public async Task Whoever_saw_an_older_revision_is_refused_and_a_new_name_makes_none_older()
    {
        using var browser = await server.NewAccount("stale@example.org");
        (await browser.Put("/me/preferences", Body(Everything), "\"0\"")).ETag.ShouldBe("\"1\"");
        await browser.Put("/me/profile", new { displayName = "Ada L." });
        (await browser.Put("/me/preferences", Body(Everything with { Language = "en" }), "\"1\"")).ETag.ShouldBe("\"2\"");

        (await browser.Put("/me/preferences", Body(Default), "\"1\"")).ShouldRefuse(HttpStatusCode.PreconditionFailed, "version_mismatch");
        (await browser.Put("/me/preferences", Body(Default), "\"junk\"")).ShouldRefuse(HttpStatusCode.PreconditionFailed, "version_mismatch");
        (await browser.Get("/me/preferences")).ETag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Of_two_devices_that_saw_the_same_revision_one_wins()
    {
        using var here = await server.NewAccount("two@example.org");
        using var there = server.NewBrowser();
        await there.SignIn("two@example.org");
        for (var revision = 0; revision < 5; revision++)
        {
            var answers = await Task.WhenAll(
                here.Put("/me/preferences", Body(Everything with { VirtualBackground = $"https://example.org/here-{revision}" }), $"\"{revision}\""),
                there.Put("/me/preferences", Body(Everything with { VirtualBackground = $"https://example.org/there-{revision}" }), $"\"{revision}\""));
            answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed]);
        }
    }

    [Fact]
    public async Task The_same_again_is_answered_the_same_and_is_no_fact()
    {
        using var browser = await server.NewAccount("same@example.org");
        var id = (await browser.Get("/me")).Id;
        await browser.Put("/me/preferences", Body(Everything));
        (await browser.Put("/me/preferences", Body(Everything))).ETag.ShouldBe("\"1\"");
        (await server.Facts(id)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("preferredVideoQuality", "4k", "not_one_of")]
    [InlineData("preferredVideoQuality", "720P", "not_one_of")]
    [InlineData("preferredAudioQuality", "", "not_one_of")]
    [InlineData("language", "de", "not_one_of")]
    [InlineData("timeZone", "Mars/Olympus", "unknown_time_zone")]
    [InlineData("timeZone", "UTC+03", "unknown_time_zone")]
    [InlineData("timeZone", "", "unknown_time_zone")]
    [InlineData("virtualBackground", "http://example.org/wall.jpg", "invalid")]
    [InlineData("virtualBackground", "javascript:alert(1)", "invalid")]
    [InlineData("virtualBackground", "https://user:word@example.org/", "invalid")]
    [InlineData("virtualBackground", "beach", "invalid")]
    [InlineData("virtualBackground", "{2049}", "too_long")]
    [InlineData("videoEnabled", null, "required")]
    [InlineData("language", null, "required")]
    public async Task Each_field_is_checked(string field, string? value, string code)
    {
        using var browser = server.NewBrowser();
        await browser.Post("/guests", new { });
        var body = Body(Everything);
        body[field] = value == "{2049}" ? "https://example.org/" + new string('x', 2029) : value;
        var refused = await browser.Put("/me/preferences", body);
        refused.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        refused.Errors.ShouldBe([(field, code)]);
    }

    [Theory]
    [InlineData("office")]
    [InlineData("library")]
    [InlineData("gradient")]
    [InlineData(null)]
    public async Task A_built_in_background_or_none_will_do(string? background)
    {
        using var browser = server.NewBrowser();
        await browser.Post("/guests", new { });
        (await browser.Put("/me/preferences", Body(Everything with { VirtualBackground = background })))["virtualBackground"].ShouldBe(background ?? "");
    }

    [Fact]
    public async Task Nobody_has_no_preferences()
    {
        using var browser = server.NewBrowser();
        (await browser.Get("/me/preferences")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
        (await browser.Put("/me/preferences", Body(Everything))).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    private static Dictionary<string, object?> Body(UserPreferences preferences) => typeof(UserPreferences).GetProperties()
        .ToDictionary(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property => property.GetValue(preferences));
}
