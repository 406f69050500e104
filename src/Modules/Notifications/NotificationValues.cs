using System.Text.Json.Serialization;

namespace VideoConf.Notifications;

/// <summary>What a notification is about.</summary>
internal enum Kind { Invitation, Change, Cancellation, Answer, Reminder, RoomStarted, Digest, InterviewScheduled, InterviewChanged, InterviewCancelled }

internal static class Kinds
{
    /// <summary>An interview is an event: what is told of it is told as of any other, in other words.</summary>
    public static Kind OfEvent(this Kind kind) => kind switch
    {
        Kind.InterviewScheduled => Kind.Invitation,
        Kind.InterviewChanged => Kind.Change,
        Kind.InterviewCancelled => Kind.Cancellation,
        _ => kind,
    };

    public static Kind OfInterview(this Kind kind) => kind switch
    {
        Kind.Invitation => Kind.InterviewScheduled,
        Kind.Change => Kind.InterviewChanged,
        Kind.Cancellation => Kind.InterviewCancelled,
        _ => kind,
    };
}

/// <summary>The ways outside; the list in the application is none.</summary>
internal enum Channel { Email, Push }

/// <summary>What is new about an event.</summary>
internal enum Changed { Time, Dates, Title, Place, Description }

/// <summary>Whom it is for: somebody with an account, or an address that was invited to an event. No address stands in a fact.</summary>
/// <param name="PersonId">The account.</param>
/// <param name="EventId">Without an account: the event to which he was invited…</param>
/// <param name="AttendeeId">…and the invitation that has his address.</param>
internal sealed record Recipient(Guid? PersonId, Guid? EventId = null, Guid? AttendeeId = null)
{
    /// <summary>Names him in keys and columns.</summary>
    [JsonIgnore]
    public Guid Id => PersonId ?? AttendeeId!.Value;
}

/// <summary>What a person is told: as it was when he was told.</summary>
/// <param name="EventId">The event; null when it is about none.</param>
/// <param name="Occurrence">Which of a series; null for all of it.</param>
/// <param name="Title">Of the event.</param>
/// <param name="Start">Of the occurrence, or of the next one of the series.</param>
/// <param name="TimeZone">The event's, IANA id.</param>
/// <param name="Place">A link outside, or a path on this server.</param>
/// <param name="By">Who invites, cancels, answered, or has begun.</param>
/// <param name="MinutesBefore">Of a reminder.</param>
/// <param name="What">Of a change.</param>
/// <param name="PreviousStart">Of a change of time.</param>
/// <param name="Response">Of an answer.</param>
/// <param name="Comment">Of an answer.</param>
/// <param name="Lines">Of a digest: what stands in the day, and what was held back.</param>
/// <param name="OwnerId">Whose word the title is.</param>
/// <param name="ById">Who <paramref name="By"/> is: the account or, without one, the invitation.</param>
internal sealed record Content(
    Guid? EventId, LocalDateTime? Occurrence, [property: Personal(nameof(Content.OwnerId))] string Title, Instant? Start = null, Instant? End = null, bool AllDay = false, bool IsSeries = false, string? TimeZone = null, string? Place = null,
    [property: Personal(nameof(Content.ById))] string? By = null, int? MinutesBefore = null, IReadOnlyList<Changed>? What = null, Instant? PreviousStart = null, Participation? Response = null,
    [property: Personal(nameof(Content.ById))] string? Comment = null, IReadOnlyList<DigestLine>? Lines = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OwnerId = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ById = null);

/// <param name="Kind">Null: an entry of the day's agenda.</param>
internal sealed record DigestLine(Kind? Kind, Content Content);

/// <summary>How the recipient reads: language ru or en, time zone an IANA id.</summary>
internal sealed record Reader(string Name, string Language, string TimeZone);

/// <param name="NotificationId">Made of the event, the occurrence, the recipient, the minutes and the start: the same reminder has the same id on every node.</param>
/// <param name="Start">Of the occurrence, as it was planned.</param>
internal sealed record PlannedReminder(Guid NotificationId, Recipient Recipient, LocalDateTime Occurrence, int MinutesBefore, Instant Start)
{
    [JsonIgnore]
    public Instant DueAt => Start - Duration.FromMinutes(MinutesBefore);

    public static PlannedReminder Of(Guid eventId, Recipient recipient, EventOccurrence occurrence, int minutes) => new(
        NamedIds.Of(eventId, $"reminder {recipient.Id:N} {occurrence.Key:uuuuMMdd'T'HHmmss} {minutes} {occurrence.Start.ToUnixTimeSeconds()}"),
        recipient, occurrence.Key, minutes, occurrence.Start);
}

internal enum WithdrawalReason { Moved, Cancelled, Declined, Removed, Changed, Over }

internal sealed record WithdrawnReminder(Guid NotificationId, WithdrawalReason Reason);

/// <param name="DeviceId">Of a push.</param>
/// <param name="DueAt">Later than now when it is held back.</param>
/// <param name="InDigest">It goes out as a line of the day's digest.</param>
internal sealed record PlannedDelivery(Guid DeliveryId, Channel Channel, Guid? DeviceId, Instant DueAt, bool InDigest = false);

internal sealed record KindChannels(Kind Kind, bool InApp, bool Email, bool Push);

/// <summary>On the person's own clock, HH:mm; over midnight when From is later than To.</summary>
internal sealed record QuietHours(string From, string To);

/// <param name="Digest">When the day's digest is sent, HH:mm on the person's own clock; null for none.</param>
internal sealed record Settings(IReadOnlyList<KindChannels> Channels, QuietHours? QuietHours, string? Digest)
{
    /// <summary>Those that a person can choose the ways of; the digest has only one.</summary>
    public static readonly IReadOnlyList<Kind> Choosable = [.. Enum.GetValues<Kind>().Where(k => k != Kind.Digest)];

    public static readonly Settings Default = new([.. Choosable.Select(k => new KindChannels(k, InApp: true, Email: k is not (Kind.Answer or Kind.RoomStarted), Push: true))], null, null);

    public KindChannels Of(Kind kind) => kind == Kind.Digest
        ? new KindChannels(kind, InApp: false, Email: true, Push: false)
        : Channels.FirstOrDefault(c => c.Kind == kind) ?? Default.Channels.First(c => c.Kind == kind);
}
