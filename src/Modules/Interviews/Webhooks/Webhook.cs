using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Interviews.Webhooks;

/// <summary>A program elsewhere that is told of interviews. One that was removed is none any more.</summary>
/// <param name="By">Whose it is: a key's, or an administrator's.</param>
internal sealed record Webhook(
    Guid Id, string Url, ImmutableList<string> Kinds, string SealedSecret, string? PreviousSecret, Instant? PreviousUntil, By By, Instant CreatedAt) : IEvolve<Webhook>
{
    public bool IsVisibleTo(Subscriber asker) => asker.IsAdministrator || asker.By.Id == By.Id;

    public bool Wants(string kind) => Kinds.Contains(WebhookKinds.All) || Kinds.Contains(kind);

    /// <summary>Those that sign at this moment, the newest first.</summary>
    public IEnumerable<string> SealedSecrets(Instant now) => PreviousSecret is { } previous && now < PreviousUntil ? [SealedSecret, previous] : [SealedSecret];

    public static Webhook? Evolve(Webhook? state, object fact) => fact switch
    {
        WebhookSubscribed e => new(e.WebhookId, e.Url, [.. e.Kinds], e.SealedSecret, null, null, e.By, e.At),
        _ when state is null => null,
        WebhookChanged e => state with { Url = e.Url, Kinds = [.. e.Kinds] },
        WebhookSecretRotated e => state with { SealedSecret = e.SealedSecret, PreviousSecret = state.SealedSecret, PreviousUntil = e.PreviousUntil },
        WebhookRemoved => null,
        _ => state,
    };
}

/// <summary>Every webhook as it stands.</summary>
internal sealed class WebhookDirectory() : StreamView<Webhook>("webhook", "webhook")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(WebhookSubscribed), typeof(WebhookChanged), typeof(WebhookSecretRotated), typeof(WebhookRemoved)];

    protected override IReadOnlyList<ViewColumn<Webhook>> Columns { get; } = [new("owner_id", NpgsqlDbType.Uuid, w => w.By.Id)];

    public override Webhook? Fold(Webhook? row, StoredEvent e) => e.Data is { } fact ? Webhook.Evolve(row, fact) : row;
}

/// <summary>Who may have webhooks: a key of the platform its own, an administrator all.</summary>
internal sealed record Subscriber(By By, bool IsAdministrator);

internal static class Subscribers
{
    /// <summary>Null: one who may have none.</summary>
    public static Subscriber? Subscriber(this HttpContext http) =>
        http.User.ApiKey() is { } key ? new Subscriber(new By(key.KeyId, key.Name), IsAdministrator: false)
        : http.User.IsAdministrator() && http.User.Caller() is { } person ? new Subscriber(new By(person.PersonId, person.DisplayName), IsAdministrator: true)
        : null;
}
