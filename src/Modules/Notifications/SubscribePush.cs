using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using VideoConf.Notifications.Push;

namespace VideoConf.Notifications;

/// <summary>Keeps subscriptions so that the log alone reaches no device.</summary>
internal sealed class SealedSubscriptions(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("notifications.push_subscription");

    public string Seal(PushSubscription subscription) => protector.Protect(JsonSerializer.Serialize(subscription, FactJson.Options));

    /// <summary>Null when the server's keys were lost, and only subscribing again helps.</summary>
    public PushSubscription? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PushSubscription>(protector.Unprotect(text), FactJson.Options);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A browser that is closed is to be told, too.</summary>
internal sealed record SubscribePush(Guid PersonId, Guid DeviceId, string EndpointHash, string Sealed, string Device, Instant Now)
{
    public const int MostDevices = 20;

    // A browser renews the keys of a subscription under the same endpoint: the last ones count
    public static Decision Decide(SubscribePush c, RecipientSettings? state) =>
        state?.Devices.Count(d => d.Id != c.DeviceId) >= MostDevices ? Refusal.TooManyDevices
        : Decision.Accept(new PushSubscribed(c.PersonId, c.DeviceId, c.EndpointHash, c.Sealed, c.Device, c.Now));

    public static Decision DecideEnd(Guid deviceId, RecipientSettings? state, bool isGone) =>
        state?.Devices.Exists(d => d.Id == deviceId) == true ? Decision.Accept(new PushUnsubscribed(deviceId, isGone)) : Refusal.DeviceNotFound;

    internal sealed record KeysRequest(string? P256dh, string? Auth);

    internal sealed record Request(string? Endpoint, KeysRequest? Keys, string? Device);

    internal sealed record Answer(Guid Id);

    public static async Task<IResult> Post(
        Request request, HttpContext http, EventLog log, SealedSubscriptions subscriptions, NotificationsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        if (!PushSubscription.TryRead(request.Endpoint, request.Keys?.P256dh, request.Keys?.Auth, options.AllowPrivateAddresses, out var subscription))
            check.Add("endpoint", "invalid_subscription", "endpoint and keys must be those of a push subscription, as the browser gave them.");
        var device = check.OptionalText("device", request.Device, 100) ?? "";
        if (check.Problem is { } invalid) return invalid;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subscription!.Endpoint.AbsoluteUri)));
        var command = new SubscribePush(caller.PersonId, NamedIds.Of(caller.PersonId, $"device {hash}"), hash, subscriptions.Seal(subscription), device, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return outcome.Decision.Problem() ?? Results.Ok(new Answer(command.DeviceId));
    }

    public static async Task<IResult> Delete(Guid id, HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var outcome = await log.DecideAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), http.Metadata(), state => DecideEnd(id, state, isGone: false), cancellationToken: cancellationToken);
        return outcome.Decision.Problem() ?? Results.NoContent();
    }
}
