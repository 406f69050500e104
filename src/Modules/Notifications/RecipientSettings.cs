using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Notifications;

/// <summary>A browser that takes push messages.</summary>
internal sealed record Device(Guid Id, string EndpointHash, string Sealed, string Name, Instant Since);

/// <summary>How one who is told wants it.</summary>
/// <param name="PersonId">Null of an address without an account.</param>
/// <param name="ReadUntil">All that was raised until then has been read.</param>
internal sealed record RecipientSettings(Guid? PersonId, Settings Settings, Instant? ReadUntil, ImmutableList<Device> Devices, bool MailsStopped) : IEvolve<RecipientSettings>
{
    public static readonly RecipientSettings None = new(null, Settings.Default, null, [], false);

    public static Guid StreamOf(Guid personId) => NamedIds.Of(personId, "notifications.recipient");

    /// <summary>Of an address that has no account. Its hash alone is kept.</summary>
    public static Guid StreamOf(string email) => NamedIds.Of(Guid.Empty, $"notifications.address {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())))}");

    public static RecipientSettings? Evolve(RecipientSettings? state, object fact) => fact switch
    {
        SettingsChanged e => (state ?? None) with { PersonId = e.PersonId, Settings = e.Settings },
        InboxRead e => (state ?? None) with { PersonId = e.PersonId, ReadUntil = e.Until },
        PushSubscribed e => (state ?? None) with
        {
            PersonId = e.PersonId,
            Devices = [.. (state?.Devices ?? []).Where(d => d.Id != e.DeviceId), new Device(e.DeviceId, e.EndpointHash, e.Sealed, e.Device, e.At)],
        },
        PushUnsubscribed e => state is null ? null : state with { Devices = state.Devices.RemoveAll(d => d.Id == e.DeviceId) },
        Notifications.MailsStopped => (state ?? None) with { MailsStopped = true },
        _ => state,
    };
}
