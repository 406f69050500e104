using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews.Tests;

/// <summary>What a webhook's verbs decide, one after the other.</summary>
public sealed class WebhookSpecs
{
    private static readonly Guid Id = new("0199c2b4-0000-7000-8000-0000000000a1");
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Subscriber Key = new(new By(new Guid("0199c2b4-0000-7000-8000-0000000000b1"), "Platform"), IsAdministrator: false);
    private static readonly Subscriber OtherKey = new(new By(new Guid("0199c2b4-0000-7000-8000-0000000000b2"), "Other"), IsAdministrator: false);
    private static readonly Subscriber Administrator = new(new By(new Guid("0199c2b4-0000-7000-8000-0000000000b3"), "Ada"), IsAdministrator: true);
    private static readonly WebhookTarget Target = new("https://example.org/hooks", ["interview.scheduled"]);
    private static readonly WebhookSubscribed Subscribed = new(Id, Target.Url, Target.Kinds, "sealed", Key.By, Now);
    private static readonly WebhookRemoved Removed = new(Key.By, Now);

    [Fact]
    public void Subscribing_keeps_whose_it_is() => Spec.Given().When(() => SubscribeWebhook.Decide(new(Id, Target, "sealed", Key, Now))).Then(Subscribed);

    [Fact]
    public void One_that_is_not_there_cannot_be_changed() => Spec.Given().When<Webhook>(w => ChangeWebhook.Decide(new(Key, Target), w)).ThenRefused("webhook_not_found");

    [Fact]
    public void Another_keys_webhook_is_not_there() => Spec.Given(Subscribed).When<Webhook>(w => ChangeWebhook.Decide(new(OtherKey, Target), w)).ThenRefused("webhook_not_found");

    [Fact]
    public void Changing_nothing_is_nothing() => Spec.Given(Subscribed).When<Webhook>(w => ChangeWebhook.Decide(new(Key, Target), w)).ThenNothing();

    [Fact]
    public void An_administrator_changes_any() => Spec.Given(Subscribed)
        .When<Webhook>(w => ChangeWebhook.Decide(new(Administrator, Target with { Kinds = ["*"] }), w)).Then(new WebhookChanged(Target.Url, ["*"]));

    [Fact]
    public void After_a_rotation_both_secrets_sign_for_a_day()
    {
        Spec.Given(Subscribed).When<Webhook>(w => RotateWebhookSecret.Decide(new(Key, "new", Now), w)).Then(new WebhookSecretRotated("new", Now + Duration.FromHours(24)));
        Spec.Given(Subscribed).When<Webhook>(w => RotateWebhookSecret.Decide(new(OtherKey, "new", Now), w)).ThenRefused("webhook_not_found");
        var rotated = new object[] { Subscribed, new WebhookSecretRotated("new", Now + Duration.FromHours(24)) }.Aggregate(default(Webhook), Webhook.Evolve)!;
        rotated.SealedSecrets(Now).ShouldBe(["new", "sealed"]);
        rotated.SealedSecrets(Now + Duration.FromHours(24)).ShouldBe(["new"]);
    }

    [Fact]
    public void One_that_was_removed_is_none_any_more()
    {
        Spec.Given(Subscribed).When<Webhook>(w => RemoveWebhook.Decide(new(OtherKey, Now), w)).ThenRefused("webhook_not_found");
        Spec.Given(Subscribed).When<Webhook>(w => RemoveWebhook.Decide(new(Key, Now), w)).Then(Removed);
        Spec.Given(Subscribed, Removed).When<Webhook>(w => RemoveWebhook.Decide(new(Key, Now), w)).ThenRefused("webhook_not_found");
        Spec.Given(Subscribed, Removed).When<Webhook>(w => RotateWebhookSecret.Decide(new(Key, "new", Now), w)).ThenRefused("webhook_not_found");
    }

    [Fact]
    public void Every_fact_of_an_interview_is_told_but_links_and_sheets() => new Views.InterviewDirectory().Facts
        .Except(WebhookKinds.Facts).ShouldBe([typeof(JoinLinkRenewed), typeof(SheetWritten)], ignoreOrder: true);

    [Fact]
    public void A_webhook_is_told_what_it_named()
    {
        Webhook.Evolve(null, Subscribed)!.Wants("interview.scheduled").ShouldBeTrue();
        Webhook.Evolve(null, Subscribed)!.Wants("interview.ended").ShouldBeFalse();
        Webhook.Evolve(null, Subscribed with { Kinds = ["*"] })!.Wants("interview.ended").ShouldBeTrue();
    }

    // The example of the Standard Webhooks libraries
    [Fact]
    public void A_signature_is_that_of_the_specifications_example() =>
        WebhookSecrets.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void A_delivery_is_tried_for_a_day_and_at_its_end()
    {
        var (now, attempts, waits) = (Now, 0, new List<Duration>());
        var tried = new ClaimedDelivery(Id, Id, "{}", 0, Now);
        while (WebhookSender.Next(tried with { Attempts = ++attempts }, new Posted("500"), now, 0) is (WebhookDeliveryState.Waiting, var due))
        {
            waits.Add(due - now);
            now = due;
        }
        now.ShouldBe(Now + Duration.FromHours(24));
        waits.Take(10).ShouldBe(new[] { 5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400, 14400 }.Select(s => Duration.FromSeconds(s)));
        WebhookSender.Next(tried with { Attempts = 1 }, new Posted("500"), Now, 0.5).Due.ShouldBe(Now + Duration.FromSeconds(7.5));
        WebhookSender.Next(tried with { Attempts = 1 }, new Posted("410", IsFinal: true), Now, 0).State.ShouldBe(WebhookDeliveryState.GivenUp);
        WebhookSender.Next(tried with { Attempts = 1 }, new Posted("204", IsDelivered: true), Now, 0).State.ShouldBe(WebhookDeliveryState.Delivered);
    }
}
