using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace VideoConf.Rooms.Contracts;

/// <summary>What can go wrong with a participant's connection or devices.</summary>
public enum TroubleKind
{
    /// <summary>No way to a peer was found, or it was lost (RFC 8445); detail: the candidates' types, <c>host-srflx udp</c>.</summary>
    IceFailed,

    /// <summary>A new way to a peer was looked for; detail as above.</summary>
    IceRestarted,

    /// <summary>The connection to the hub was away; detail: for how many seconds.</summary>
    SignallingLost,

    /// <summary>Of the five: detail is <c>microphone</c>, <c>camera</c> or <c>screen</c>.</summary>
    DeviceDenied, DeviceNotFound, DeviceInUse, DeviceLost, DeviceFailed,

    /// <summary>A peer said that it sends, and nothing came in.</summary>
    MediaSilent,
}

/// <param name="SecondsAgo">Before the summary was sent, 0 to 600: browsers' clocks are wrong, their stop-watches are not.</param>
public sealed partial record ConnectionTrouble([property: JsonRequired] TroubleKind Kind, string? Detail, [property: JsonRequired] int SecondsAgo)
{
    internal bool IsSound => Enum.IsDefined(Kind) && SecondsAgo is >= 0 and <= 600 && Detail is null or { Length: <= 40 } && Plain().IsMatch(Detail ?? "");

    [GeneratedRegex(@"^[a-zA-Z0-9 .:/_-]*\z")]
    internal static partial Regex Plain();
}

/// <summary>What a browser measured of its own connection in at most a minute, over all its peers. Null: not known.</summary>
/// <param name="Seconds">Measured, 1 to 60.</param>
/// <param name="LossPercent">Of the packets sent to it, 0 to 100.</param>
/// <param name="RoundTripMs">Mean.</param>
/// <param name="SendKbps">Mean, of all media to all peers.</param>
/// <param name="ReceiveKbps">Mean, of all media from all peers.</param>
/// <param name="FramesPerSecond">Mean of the cameras received.</param>
/// <param name="Width">Of the largest picture received, in pixels.</param>
/// <param name="Codec">Of that picture, else of the sound; <c>VP8</c>.</param>
/// <param name="Relayed">Whether any peer was reached through a TURN server.</param>
/// <param name="SpokeSeconds">How long its own voice was heard, at most <paramref name="Seconds"/>.</param>
/// <param name="SharedSeconds">How long its screen was shared, at most <paramref name="Seconds"/>.</param>
/// <param name="Reconnects">How often signalling or a peer's media came back.</param>
/// <param name="Browser">Name and version, <c>Chrome 156</c>; 40 characters at most.</param>
/// <param name="Troubles">In order; ten at most.</param>
public sealed record ConnectionSummary(
    [property: JsonRequired] int Seconds, double? LossPercent, int? RoundTripMs, int? SendKbps, int? ReceiveKbps, int? FramesPerSecond, int? Width, int? Height, string? Codec, bool? Relayed,
    [property: JsonRequired] int SpokeSeconds, [property: JsonRequired] int SharedSeconds, [property: JsonRequired] int Reconnects,
    [property: JsonRequired] string Browser, [property: JsonRequired] IReadOnlyList<ConnectionTrouble> Troubles)
{
    public const int MostTroubles = 10;

    /// <summary>Whether all of it can be: a browser may say anything.</summary>
    [JsonIgnore]
    public bool IsSound =>
        Seconds is >= 1 and <= 60 && LossPercent is null or (>= 0 and <= 100) && Up(RoundTripMs, 60_000) && Up(SendKbps, 1_000_000) && Up(ReceiveKbps, 1_000_000)
        && Up(FramesPerSecond, 240) && Up(Width, 16_384) && Up(Height, 16_384) && Codec is null or { Length: >= 1 and <= 16 } && ConnectionTrouble.Plain().IsMatch(Codec ?? "")
        && Up(SpokeSeconds, Seconds) && Up(SharedSeconds, Seconds) && Up(Reconnects, 100)
        && Browser is { Length: >= 1 and <= 40 } && ConnectionTrouble.Plain().IsMatch(Browser)
        && Troubles is { Count: <= MostTroubles } && Troubles.All(t => t?.IsSound == true);

    private static bool Up(int? value, int most) => value is null or >= 0 && !(value > most);
}
