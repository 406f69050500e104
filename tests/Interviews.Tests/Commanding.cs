using System.Text.Json;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>What the platform relies on: keys, versions, batches, and never half of anything.</summary>
public sealed class Commanding(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private readonly Person platform = server.NewPlatform();

    private sealed record Result(int Status, JsonElement Body);

    private sealed record Results_(IReadOnlyList<Result> Results);

    private sealed record Changes(IReadOnlyList<Shown> Items, string NextCursor, bool HasMore);

    private object New(string start = "2026-11-24T09:00:00", string? interviewer = null) => Interview(interviewer ?? server.NewAddress("ada"), server.NewAddress("bob"), start);

    [Fact]
    public async Task The_same_command_fifty_times_at_once_makes_one_interview()
    {
        var (request, key) = (New(), ("Idempotency-Key", "fifty"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => platform.Post("interviews", request, key)));
        answers.Select(a => a.As<Shown>(System.Net.HttpStatusCode.Created).Id).Distinct().Count().ShouldBe(1);
        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        (await platform.Post("interviews", New(), key)).ShouldRefuse(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_key_holds_for_a_day_and_for_its_owner()
    {
        var (request, key) = (New(), ("Idempotency-Key", "a day"));
        var first = await platform.SchedulesAsync(request, key);
        using var other = server.NewPlatform();
        (await other.SchedulesAsync(New("2026-11-24T12:00:00"), key)).Id.ShouldNotBe(first.Id);
        server.Clock.Advance(Duration.FromHours(25));
        (await platform.Post("interviews", New("2028-01-03T09:00:00"), key)).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        (await server.QueryAsync<long>($"select count(*) from interviews.answered_commands where at <= '{server.Clock.GetCurrentInstant() - Duration.FromHours(24)}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_busy_interviewer_is_said_with_what_he_has()
    {
        using var ada = server.NewPerson("Ada");
        var first = await platform.SchedulesAsync(New("2027-01-04T09:00:00", ada.Email));
        var refused = await platform.Post("interviews", New("2027-01-04T09:30:00", ada.Email));
        refused.ShouldRefuse(409, "interviewer_busy");
        JsonDocument.Parse(refused.Text).RootElement.GetProperty("conflict").GetProperty("eventId").GetGuid().ShouldBe(first.EventId!.Value);
        await platform.SchedulesAsync(New("2027-01-04T10:00:00", ada.Email));
        var noAccount = server.NewAddress("eve");
        await platform.SchedulesAsync(New("2027-01-04T09:00:00", noAccount));
        (await platform.Post("interviews", New("2027-01-04T09:59:00", noAccount.ToUpperInvariant()))).ShouldRefuse(409, "interviewer_busy");
    }

    [Fact]
    public async Task Of_twenty_who_want_one_interviewer_at_once_one_gets_him()
    {
        var ada = server.NewAddress("ada");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => platform.Post("interviews", New("2027-02-01T09:00:00", ada))));
        answers.Count(a => a.Status == System.Net.HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => a.Status != System.Net.HttpStatusCode.Created).ShouldAllBe(a => a.Problem.Code == "interviewer_busy");
    }

    [Fact]
    public async Task A_batch_answers_each_of_its_commands()
    {
        var ada = server.NewAddress("ada");
        var existing = await platform.SchedulesAsync(New("2027-03-01T09:00:00"));
        var answer = (await platform.Post("commands", new
        {
            commands = new object[]
            {
                new { type = "schedule", idempotencyKey = "b1", body = New("2027-03-02T09:00:00", ada) },
                new { type = "schedule", body = New("2027-03-02T09:30:00", ada) },
                new { type = "schedule", idempotencyKey = "b1", body = New("2027-03-03T09:00:00", ada) },
                new { type = "schedule", body = new { title = "" } },
                new { type = "cancel", interviewId = existing.Id, body = new { reason = "No need" } },
                new { type = "cancel", interviewId = Guid.CreateVersion7() },
                new { type = "dance", interviewId = existing.Id },
                new { type = "reschedule", interviewId = existing.Id, body = new { start = 5 } },
                new { type = "end", interviewId = existing.Id, version = 99 },
            },
        })).As<Results_>().Results;
        answer.Select(r => r.Status).ShouldBe([201, 409, 422, 400, 200, 404, 400, 400, 412]);
        (await platform.Post("commands", new { commands = Enumerable.Range(0, 1001).Select(_ => new { type = "cancel" }) })).ShouldRefuse(413, "too_many_commands");
        (await platform.Post("commands", new { commands = Array.Empty<object>() })).ShouldBlame("commands");
    }

    [Fact]
    public async Task What_changed_since_is_told_without_a_gap()
    {
        var cursor = "";
        Changes page;
        do cursor = (page = (await platform.Get($"interviews?updatedSince={cursor}")).As<Changes>()).NextCursor;
        while (page.HasMore);
        var made = new List<Guid>();
        foreach (var hour in Enumerable.Range(8, 7)) made.Add((await platform.SchedulesAsync(New($"2027-04-01T{hour:00}:00:00"))).Id);
        await platform.Post($"interviews/{made[0]}/cancel", new { });
        var seen = new List<Guid>();
        var patience = Task.Delay(WaitForFacts.Patience);
        // Another's open transaction may hold back the last ones for a moment
        while ((page.Items.Count > 0 || made.Except(seen).Any()) && !patience.IsCompleted)
        {
            page = (await platform.Get($"interviews?limit=3&updatedSince={cursor}")).As<Changes>();
            seen.AddRange(page.Items.Select(i => i.Id));
            cursor = page.NextCursor;
        }
        made.ShouldBeSubsetOf(seen);
        page.Items.ShouldBeEmpty();
        (await platform.Get("interviews?updatedSince=x")).ShouldBlame("updatedSince");
    }

    [Fact]
    public async Task A_stale_version_changes_nothing()
    {
        var scheduled = await platform.SchedulesAsync(New("2027-05-03T09:00:00"));
        (await platform.Put($"interviews/{scheduled.Id}/details", new { title = "Other" }, ("If-Match", $"\"{scheduled.Version}\""))).As<Shown>().Title.ShouldBe("Other");
        (await platform.Put($"interviews/{scheduled.Id}/details", new { title = "Third" }, ("If-Match", $"\"{scheduled.Version}\""))).ShouldRefuse(412, "version_mismatch");
    }

    [Fact]
    public async Task Who_may_not_ask_is_refused()
    {
        using var reader = server.NewPlatform("interviews:read");
        (await reader.Post("interviews", New())).ShouldRefuse(403, "missing_scope");
        (await reader.Get("interviews")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        (await nobody.Post("interviews", New())).Status.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        using var guest = new Person(server, "Guest", "", isGuest: true);
        (await guest.Post("interviews", New())).ShouldRefuse(403, "account_needed");
        var ada = server.NewAddress("ada");
        (await platform.Post("interviews", Interview(ada, ada))).ShouldRefuse(400, "candidate_is_interviewer");
        (await platform.Post("interviews", New("2020-01-01T09:00:00"))).ShouldRefuse(400, "time_is_past");
    }

    [Fact]
    public async Task Views_are_what_the_log_makes_of_them()
    {
        await platform.SchedulesAsync(New("2027-06-01T09:00:00"));
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }
}
