using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Interviews.Webhooks;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>What programs elsewhere are told, over real sockets: signed, in order, again and again, and never for one another.</summary>
public sealed class DeliveringWebhooks(WebhooksServer server) : IClassFixture<WebhooksServer>
{
    private readonly Person platform = server.NewPlatform();

    private Task<Shown> SchedulesAsync() => platform.SchedulesAsync(Interview(server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-11T09:00:00"));

    [Fact]
    public async Task What_happens_is_told_thinly_and_signed()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform);
        receiver.Made.Secret.ShouldStartWith("whsec_");
        var scheduled = await SchedulesAsync();
        var messages = await receiver.NextAsync(2);
        messages.Select(m => m.Kind).ShouldBe(["interview.requested", "interview.scheduled"]);
        messages.ShouldAllBe(m => m.IsSignedWith(receiver.Made.Secret) && m.InterviewId == scheduled.Id && m.Timestamp == server.Clock.GetCurrentInstant().ToUnixTimeSeconds());
        messages[0].Data.GetProperty("startsAt").ValueKind.ShouldBe(JsonValueKind.Null);
        messages[1].Data.EnumerateObject().Select(p => $"{p.Name}={p.Value}").ShouldBe(
        [
            $"interviewId={scheduled.Id}", "version=2", "state=scheduled", "title=Mock interview", "startsAt=2027-01-11T08:00:00Z", "endsAt=2027-01-11T09:00:00Z", "serviceType=custom",
        ]);
        JsonDocument.Parse(messages[1].Body).RootElement.GetProperty("timestamp").GetString().ShouldEndWith("Z");
        messages.ShouldAllBe(m => !m.Body.Contains("example.org") && !m.Body.Contains("Ada") && !m.Body.Contains("list"));
        var shown = await receiver.DeliveriesAsync(all => all.Count == 2 && all.All(d => d.State == "delivered"));
        shown.Select(d => (d.Kind, d.Attempts, d.Last, d.InterviewId)).ShouldBe([("interview.scheduled", 1, "204", scheduled.Id), ("interview.requested", 1, "204", scheduled.Id)]);
        shown.ShouldAllBe(d => d.DeliveredAt != null && d.NextAt == null);
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_it_named_is_told()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform, "interview.cancelled", "interview.details_changed");
        var scheduled = await SchedulesAsync();
        await platform.Put($"interviews/{scheduled.Id}/details", new { title = "Other" });
        await platform.Post($"interviews/{scheduled.Id}/links", new { memberId = scheduled.Candidate.Id });
        await platform.Post($"interviews/{scheduled.Id}/cancel", new { });
        var messages = await receiver.NextAsync(2);
        messages.Select(m => (m.Kind, m.Data.GetProperty("title").GetString(), m.Data.GetProperty("version").GetInt64()))
            .ShouldBe([("interview.details_changed", "Other", 3), ("interview.cancelled", "Other", 5)]);
    }

    [Fact]
    public async Task A_receiver_that_comes_back_is_told_everything_in_order()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform);
        receiver.Answer = _ => Task.FromResult(500);
        var scheduled = await SchedulesAsync();
        var first = await receiver.NextAsync();
        await platform.Post($"interviews/{scheduled.Id}/cancel", new { });
        var waiting = await receiver.DeliveriesAsync(all => all.Count == 3 && all[^1].Last == "500");
        waiting.Select(d => (d.State, d.Attempts)).ShouldBe([("waiting", 0), ("waiting", 0), ("waiting", 1)]);
        waiting[^1].NextAt.ShouldNotBeNull().ShouldBeInRange(server.Clock.GetCurrentInstant() + Duration.FromSeconds(5), server.Clock.GetCurrentInstant() + Duration.FromSeconds(8));
        receiver.HasMore.ShouldBeFalse();
        receiver.Answer = _ => Task.FromResult(200);
        server.Passes(Duration.FromSeconds(10));
        var messages = await receiver.NextAsync(3);
        messages.Select(m => m.Kind).ShouldBe(["interview.requested", "interview.scheduled", "interview.cancelled"]);
        (messages[0].Id, messages[0].Body).ShouldBe((first.Id, first.Body));
        messages[0].Timestamp.ShouldBe(first.Timestamp + 10);
        messages[0].IsSignedWith(receiver.Made.Secret).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_hangs_holds_up_nobody_else()
    {
        await using var hanging = await WebhookReceiver.SubscribedAsync(platform);
        await using var other = await WebhookReceiver.SubscribedAsync(platform);
        hanging.Answer = _ => hanging.HangAsync();
        for (var i = 0; i < 8; i++) await SchedulesAsync();
        await hanging.NextAsync();
        (await other.NextAsync(16)).Select(m => m.InterviewId).Distinct().Count().ShouldBe(8);
        (await server.QueryAsync<long>($"select count(*) from interviews.webhook_deliveries where webhook_id = '{hanging.Made.Webhook.Id}' and claimed_until is not null")).ShouldBeLessThanOrEqualTo(4);
        (await hanging.DeliveriesAsync()).ShouldAllBe(d => d.State == "waiting");
    }

    [Fact]
    public async Task Two_nodes_tell_everything_once_and_in_order()
    {
        using var second = ActivatorUtilities.CreateInstance<WebhookSender>(server.Services);
        await second.StartAsync(TestContext.Current.CancellationToken);
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SchedulesAsync()));
        var messages = await receiver.NextAsync(40);
        messages.Select(m => m.Id).Distinct().Count().ShouldBe(40);
        foreach (var ofOne in messages.GroupBy(m => m.InterviewId)) ofOne.Select(m => m.Data.GetProperty("version").GetInt64()).ShouldBe([1, 2]);
        await receiver.DeliveriesAsync(all => all.Count == 40 && all.All(d => d is { State: "delivered", Attempts: 1 }));
        receiver.HasMore.ShouldBeFalse();
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_the_next_may_go()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform);
        receiver.Answer = message => Task.FromResult(message.Kind == "interview.requested" ? 503 : 204);
        await SchedulesAsync();
        await receiver.DeliveriesAsync(all => all.Count == 2 && all[1].Last == "503");
        server.Passes(Duration.FromHours(24));
        var shown = await receiver.DeliveriesAsync(all => all[0].State == "delivered");
        (shown[1].State, shown[1].Attempts, shown[1].Last, shown[1].NextAt).ShouldBe(("given_up", 2, "503", null));
        server.Logged.ShouldContain(line => line.Contains(shown[1].Id.ToString()));
        server.Logged.ShouldAllBe(line => !line.Contains("only-mine") && !line.Contains("whsec_"));
    }

    [Fact]
    public async Task One_that_wants_it_never_is_not_asked_again_but_may_be_by_hand()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform);
        receiver.Answer = message => Task.FromResult(message.Kind == "interview.requested" ? 410 : 204);
        await SchedulesAsync();
        var shown = await receiver.DeliveriesAsync(all => all.Count == 2 && all[0].State == "delivered");
        (shown[1].State, shown[1].Attempts, shown[1].Last).ShouldBe(("given_up", 1, "410"));
        await receiver.NextAsync(2);
        receiver.Answer = _ => Task.FromResult(204);
        foreach (var delivery in shown.Reverse())
        {
            (await platform.Post($"webhooks/{receiver.Made.Webhook.Id}/deliveries/{delivery.Id}/redeliver")).As<ShownDelivery>().State.ShouldBe("waiting");
            var again = await receiver.NextAsync();
            (again.Id, again.Kind).ShouldBe((delivery.Id.ToString(), delivery.Kind));
        }
        await receiver.DeliveriesAsync(all => all.All(d => d.State == "delivered" && d.Attempts == 1));
        (await platform.Post($"webhooks/{receiver.Made.Webhook.Id}/deliveries/{Guid.CreateVersion7()}/redeliver")).ShouldRefuse(404, "webhook_delivery_not_found");
        server.Passes(Duration.FromDays(8));
        await receiver.DeliveriesAsync(all => all.Count == 0);
    }

    [Fact]
    public async Task For_a_day_after_a_rotation_both_secrets_sign()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        var rotated = (await platform.Post($"webhooks/{receiver.Made.Webhook.Id}/secret")).As<MadeWebhook>();
        rotated.Webhook.PreviousSecretUntil.ShouldBe(server.Clock.GetCurrentInstant() + Duration.FromHours(24));
        await SchedulesAsync();
        var both = await receiver.NextAsync();
        both.Signature.Split(' ').Length.ShouldBe(2);
        (both.IsSignedWith(receiver.Made.Secret), both.IsSignedWith(rotated.Secret)).ShouldBe((true, true));
        server.Passes(Duration.FromHours(24));
        await SchedulesAsync();
        var one = await receiver.NextAsync();
        (one.IsSignedWith(receiver.Made.Secret), one.IsSignedWith(rotated.Secret)).ShouldBe((false, true));
    }

    [Fact]
    public async Task What_waits_goes_to_the_new_address()
    {
        await using var dead = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        await using var other = await WebhookReceiver.SubscribedAsync(platform, "interview.reopened");
        dead.Answer = _ => Task.FromResult(302);
        await SchedulesAsync();
        await dead.DeliveriesAsync(all => all.Count == 1 && all[0].Last == "302");
        (await platform.Put($"webhooks/{dead.Made.Webhook.Id}", new { url = other.Url, kinds = new[] { "*" } })).As<ShownWebhook>().Kinds.ShouldBe(["*"]);
        server.Passes(Duration.FromSeconds(10));
        (await other.NextAsync()).Kind.ShouldBe("interview.scheduled");
    }

    [Fact]
    public async Task What_a_host_that_stopped_was_at_is_taken_over()
    {
        await using var receiver = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        receiver.Answer = _ => receiver.HangAsync();
        await SchedulesAsync();
        var hung = await receiver.NextAsync();
        await server.StopAsync();
        receiver.Answer = _ => Task.FromResult(204);
        server.Clock.Advance(Duration.FromMinutes(2));
        await server.StartAsync();
        (await receiver.NextAsync()).Id.ShouldBe(hung.Id);
        await receiver.DeliveriesAsync(all => all.Count == 1 && all[0] is { State: "delivered", Attempts: 2 });
    }

    [Fact]
    public async Task With_its_key_a_webhook_is_gone_and_others_stay()
    {
        using var leaving = server.NewPlatform();
        await using var witness = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        await using var revoked = await WebhookReceiver.SubscribedAsync(leaving, "interview.scheduled");
        revoked.Answer = _ => Task.FromResult(500);
        await SchedulesAsync();
        await revoked.DeliveriesAsync(all => all.Count == 1 && all[0].Last == "500");
        await witness.NextAsync();
        await server.RevokesAsync(leaving);
        await server.FactAsync(f => f.StreamId == revoked.Made.Webhook.Id && f.Data is WebhookRemoved);
        await SchedulesAsync();
        await witness.NextAsync();
        (await server.QueryAsync<long>($"select count(*) from interviews.webhook_deliveries where webhook_id = '{revoked.Made.Webhook.Id}'")).ShouldBe(0);
        (await platform.Get($"webhooks/{witness.Made.Webhook.Id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_webhook_that_was_removed_is_told_nothing()
    {
        await using var removed = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        await using var witness = await WebhookReceiver.SubscribedAsync(platform, "interview.scheduled");
        (await platform.Delete($"webhooks/{removed.Made.Webhook.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await SchedulesAsync();
        await witness.NextAsync();
        (await server.QueryAsync<long>($"select count(*) from interviews.webhook_deliveries where webhook_id = '{removed.Made.Webhook.Id}'")).ShouldBe(0);
        (await platform.Get($"webhooks/{removed.Made.Webhook.Id}")).ShouldRefuse(404, "webhook_not_found");
    }
}
