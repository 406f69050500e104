using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using VideoConf.Interviews.Meet;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>Links of Google Meet that nobody had to give, from something that speaks as Google does.</summary>
public sealed class MakingMeetLinks(MeetServer server) : IClassFixture<MeetServer>, IDisposable
{
    private readonly Person platform = server.NewPlatform();

    public void Dispose()
    {
        (server.Google.Insert, server.Google.Token, server.Google.Pending) = (null, null, 1);
        platform.Dispose();
    }

    private object New(string? link = null, string? interviewer = null) =>
        Interview(interviewer ?? server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-11T09:00:00", "google_meet", link);

    [Fact]
    public async Task One_that_is_scheduled_in_google_meet_gets_a_link()
    {
        var before = server.Google.Events.Count;
        var shown = await platform.SchedulesAsync(New());
        var (id, made) = server.Google.Events.Single(e => GoogleStandIn.LinkOf(e.Key) == shown.Link);
        (shown.ServiceType, server.Google.Events.Count - before).ShouldBe(("google_meet", 1));
        id.ShouldMatch("^[0-9a-v]{5,1024}$");
        (made["summary"]!.ToString(), made["start"]!["dateTime"]!.ToString(), made["end"]!["dateTime"]!.ToString(), made["start"]!["timeZone"]!.ToString())
            .ShouldBe(("Mock interview", "2027-01-11T09:00:00", "2027-01-11T10:00:00", "Europe/Berlin"));
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_moved_there_keeps_its_link_however_often()
    {
        var shown = await platform.SchedulesAsync(Interview(server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-12T09:00:00"));
        var before = server.Google.Events.Count;
        var moved = (await platform.Put($"interviews/{shown.Id}/service", new { serviceType = "google_meet" })).As<Shown>();
        moved.Link!.ShouldStartWith("https://meet.google.com/");
        (await platform.Put($"interviews/{shown.Id}/service", new { serviceType = "google_meet" })).As<Shown>().Version.ShouldBe(moved.Version);
        await platform.Put($"interviews/{shown.Id}/service", new { serviceType = "custom" });
        (await platform.Put($"interviews/{shown.Id}/service", new { serviceType = "google_meet" })).As<Shown>().Link.ShouldBe(moved.Link);
        (server.Google.Events.Count - before).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_that_is_given_is_taken_and_google_is_not_asked()
    {
        var before = server.Google.Events.Count;
        (await platform.SchedulesAsync(New("https://meet.google.com/abc-defg-hij"))).Link.ShouldBe("https://meet.google.com/abc-defg-hij");
        (await platform.Post("interviews", New("https://example.org"))).ShouldRefuse(400, "invalid_meet_link");
        server.Google.Events.Count.ShouldBe(before);
    }

    [Fact]
    public async Task What_was_refused_has_no_event_and_what_failed_may_be_sent_again()
    {
        var before = server.Google.Events.Count;
        var ada = server.NewAddress("ada");
        (await platform.Post("interviews", Interview(ada, ada, "2027-01-11T09:00:00", "google_meet"))).ShouldRefuse(400, "candidate_is_interviewer");
        await platform.SchedulesAsync(Interview(ada, server.NewAddress("bob"), "2027-01-11T09:00:00"));
        (await platform.Post("interviews", New(interviewer: ada))).ShouldRefuse(409, "interviewer_busy");
        server.Google.Events.Count.ShouldBe(before);

        var (request, key) = (New(), ("Idempotency-Key", "again"));
        server.Google.Pending = int.MaxValue;
        server.Google.Token = GoogleStandIn.Answers(503, new { });
        server.Clock.Advance(Duration.FromHours(2));
        (await platform.Post("interviews", request, key)).ShouldRefuse(503, "meet_unavailable");
        (server.Google.Token, server.Google.Pending) = (null, 1);
        var shown = await platform.SchedulesAsync(request, key);
        (await platform.SchedulesAsync(request, key)).Link.ShouldBe(shown.Link);
        (server.Google.Events.Count - before).ShouldBe(1);
    }

    private sealed record Answered(IReadOnlyList<Result> Results);

    private sealed record Result(int Status, JsonElement Body);

    [Fact]
    public async Task In_a_batch_each_gets_its_own_and_one_token_serves_all()
    {
        var (events, tokens) = (server.Google.Events.Count, server.Google.TokensGiven);
        var commands = Enumerable.Range(0, 20).Select(i => new { type = "schedule", body = i % 2 == 0 ? New() : Interview(server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-11T09:00:00") });
        var results = (await platform.Post("commands", new { commands })).As<Answered>().Results;
        results.ShouldAllBe(r => r.Status == 201);
        results.Where((_, i) => i % 2 == 0).Select(r => r.Body.GetProperty("link").GetString()).Distinct().Count().ShouldBe(10);
        (server.Google.Events.Count - events).ShouldBe(10);
        (server.Google.TokensGiven - tokens).ShouldBeLessThanOrEqualTo(1);
    }

    public static TheoryData<int, object, string> Failures() => new()
    {
        { 400, new { error = new { errors = new[] { new { reason = "invalid" } } } }, "meet_provider_failed" },
        { 401, new { }, "meet_provider_failed" },
        { 403, new { error = new { errors = new[] { new { reason = "forbidden" } } } }, "meet_provider_failed" },
        { 403, new { error = new { errors = new[] { new { reason = "rateLimitExceeded" } } } }, "meet_unavailable" },
        { 404, "not JSON's object", "meet_provider_failed" },
        { 429, new { }, "meet_unavailable" },
        { 500, new { error = new { errors = 5 } }, "meet_unavailable" },
        { 503, new { error = new { errors = new[] { "x" } } }, "meet_unavailable" },
        { 302, new { }, "meet_provider_failed" },
        { 200, "x", "meet_provider_failed" },
        { 200, new { }, "meet_provider_failed" },
        { 200, new { hangoutLink = "https://evil.example/abc-defg-hij" }, "meet_provider_failed" },
        { 200, new { conferenceData = new { createRequest = new { status = new { statusCode = "failure" } } } }, "meet_provider_failed" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_has_a_code_and_changes_nothing(int status, object body, string code)
    {
        var shown = await platform.SchedulesAsync(Interview(server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-13T09:00:00"));
        server.Google.Insert = GoogleStandIn.Answers(status, body);
        (await platform.Put($"interviews/{shown.Id}/service", new { serviceType = "google_meet" })).ShouldRefuse(code == "meet_unavailable" ? 503 : 502, code);
        (await platform.SeesAsync(shown.Id)).Version.ShouldBe(shown.Version);
        server.Logged.ShouldContain(line => line.Contains("Google made no Meet link"));
        server.Logged.ShouldAllBe(line => !line.Contains("PRIVATE KEY") && !line.Contains("token-") && !line.Contains("eyJ"));
    }

    [Fact]
    public async Task A_token_that_was_taken_back_is_replaced()
    {
        await platform.SchedulesAsync(New());
        var refusals = 0;
        server.Google.Insert = http =>
        {
            refusals++;
            server.Google.Insert = null;
            return Task.FromResult(Results.StatusCode(401));
        };
        await platform.SchedulesAsync(New());
        refusals.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_hangs_or_never_comes_to_an_end_is_given_up()
    {
        var wanted = new WantedMeetLink(Guid.CreateVersion7(), "Mock", Samples.Time);
        using var impatient = NewGoogleMeet(server.Google.Options, TimeSpan.FromMilliseconds(300));
        server.Google.Insert = server.Google.HangAsync;
        (await impatient.MakeAsync(wanted, TestContext.Current.CancellationToken)).Refusal.ShouldBe(Refusal.MeetUnavailable);
        (server.Google.Insert, server.Google.Pending) = (null, int.MaxValue);
        (await impatient.MakeAsync(wanted, TestContext.Current.CancellationToken)).Refusal.ShouldBe(Refusal.MeetUnavailable);
        using var lost = NewGoogleMeet(server.Google.Options with { TokenAddress = "http://127.0.0.1:1025/token" }, TimeSpan.FromSeconds(20));
        (await lost.MakeAsync(wanted, TestContext.Current.CancellationToken)).Refusal.ShouldBe(Refusal.MeetUnavailable);
        using var guarded = NewGoogleMeet(server.Google.Options, TimeSpan.FromSeconds(20), allowPrivateAddresses: false);
        (await guarded.MakeAsync(wanted, TestContext.Current.CancellationToken)).Refusal.ShouldBe(Refusal.MeetUnavailable);
    }

    private GoogleMeet NewGoogleMeet(GoogleMeetOptions options, TimeSpan patience, bool allowPrivateAddresses = true) => new(
        new InterviewsOptions { AllowPrivateAddresses = allowPrivateAddresses, GoogleMeet = options }, ServiceAccount.Read(options.ServiceAccountFile!), server.Clock, NullLogger<GoogleMeet>.Instance) { Patience = patience };

    [Fact]
    public void Settings_that_cannot_be_stop_the_start_with_a_sentence()
    {
        var good = server.Google.Options;
        foreach (var (options, sentence) in new[]
        {
            (good with { ServiceAccountFile = null }, "Interviews:GoogleMeet:ServiceAccountFile is missing."),
            (good with { CalendarId = " " }, "Interviews:GoogleMeet:CalendarId is missing: the calendar in which events are made for the links."),
            (good with { ApiAddress = "calendar" }, "Interviews:GoogleMeet:ApiAddress must be an address that begins with https://."),
        }) Should.Throw<InvalidOperationException>(() => new InterviewsOptions { AllowPrivateAddresses = true, GoogleMeet = options }.Validated()).Message.ShouldBe(sentence);
        Should.Throw<InvalidOperationException>(() => new InterviewsOptions { GoogleMeet = good }.Validated()).Message.ShouldStartWith("Interviews:GoogleMeet:TokenAddress");
        new InterviewsOptions { GoogleMeet = new() }.Validated().GoogleMeet!.IsOn.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("not JSON SECRET", "is not JSON")]
    [InlineData("""{"type":"authorized_user","private_key":"SECRET"}""", "is not the key of a service account")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"SECRET"}""", "holds a private_key that is no RSA key")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----\nU0VDUkVU\n-----END PRIVATE KEY-----"}""", "holds a private_key that is no RSA key")]
    public async Task A_file_that_is_no_key_is_said_without_a_word_of_it(string? content, string why)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.json");
        if (content is not null) await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        var failure = Should.Throw<InvalidOperationException>(() => ServiceAccount.Read(path));
        File.Delete(path);
        failure.Message.ShouldStartWith($"Interviews:GoogleMeet:ServiceAccountFile: {path} {why}");
        failure.ToString().ShouldNotContain("SECRET");
        failure.ToString().ShouldNotContain("U0VDUkVU");
    }
}
