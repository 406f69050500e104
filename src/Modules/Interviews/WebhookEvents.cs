namespace VideoConf.Interviews;

// The stream of a webhook. Its secret stands here encrypted, and an address may hold one of the receiver's.
/// <param name="Kinds">What it is told; <c>*</c>: all of it.</param>
internal sealed record WebhookSubscribed(Guid WebhookId, string Url, IReadOnlyList<string> Kinds, string SealedSecret, By By, Instant At);
internal sealed record WebhookChanged(string Url, IReadOnlyList<string> Kinds);
/// <param name="PreviousUntil">So long the secret before it signs too.</param>
internal sealed record WebhookSecretRotated(string SealedSecret, Instant PreviousUntil);
internal sealed record WebhookRemoved(By By, Instant At);
