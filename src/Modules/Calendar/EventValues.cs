using System.Text.Json.Serialization;

namespace VideoConf.Calendar;

internal enum EventType { Meeting, Interview, Training }

internal enum Answer { NeedsAction, Accepted, Declined, Tentative }

internal enum EventStatus { Scheduled, InProgress, Completed, Cancelled }

internal enum PlaceKind { None, Room, GoogleMeet, Link }

internal sealed record Organizer(Guid PersonId, [property: Personal(nameof(Organizer.PersonId))] string Name, [property: Personal(nameof(Organizer.PersonId), IsAddress = true)] string? Email);

/// <param name="Url">Where people go: a link outside, or the room's page.</param>
internal sealed record Place(PlaceKind Kind, Guid? RoomId = null, string? RoomCode = null, string? Url = null)
{
    public static readonly Place None = new(PlaceKind.None);
}

/// <param name="Reminders">Minutes before the start.</param>
/// <param name="OwnerId">Whose words they are: the organizer's; they say the same without.</param>
internal sealed record EventDetails(
    [property: Personal(nameof(EventDetails.OwnerId))] string Title, [property: Personal(nameof(EventDetails.OwnerId))] string? Description, EventType Type, IReadOnlyList<int> Reminders, Place Place,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OwnerId = null)
{
    public bool Equals(EventDetails? other) => other is not null && (Title, Description, Type, Place) == (other.Title, other.Description, other.Type, other.Place)
        && Reminders.SequenceEqual(other.Reminders);

    public override int GetHashCode() => HashCode.Combine(Title, Description, Type, Place);
}

/// <param name="End">Exclusive. Of an all-day event both are midnights.</param>
/// <param name="TimeZone">IANA id.</param>
internal sealed record EventTime(LocalDateTime Start, LocalDateTime End, string TimeZone, bool AllDay, Recurrence? Recurrence);

/// <param name="Rule">RRULE as RFC 5545 writes it; null when only dates were given.</param>
internal sealed record Recurrence(string? Rule, IReadOnlyList<LocalDateTime> ExceptDates, IReadOnlyList<LocalDateTime> ExtraDates)
{
    public bool Equals(Recurrence? other) => other is not null && Rule == other.Rule
        && ExceptDates.SequenceEqual(other.ExceptDates) && ExtraDates.SequenceEqual(other.ExtraDates);

    public override int GetHashCode() => HashCode.Combine(Rule, ExceptDates.Count, ExtraDates.Count);
}

/// <param name="Occurrence">The start that the series gave it, which names it for ever.</param>
/// <param name="Details">Null: those of the series.</param>
internal sealed record OccurrenceChange(LocalDateTime Occurrence, bool IsCancelled, LocalDateTime? Start = null, LocalDateTime? End = null, EventDetails? Details = null);

/// <param name="PersonId">Their account; null when there is none.</param>
/// <param name="Answers">Answers for single occurrences, which go before <paramref name="Answer"/>.</param>
/// <param name="AnsweredAt">When he gave the answer for all; null when he did not, or when nobody kept it.</param>
internal sealed record Attendee(
    Guid Id, [property: Personal(nameof(Attendee.Subject), IsAddress = true)] string Email, [property: Personal(nameof(Attendee.Subject))] string? Name, Guid? PersonId, Answer Answer,
    [property: Personal(nameof(Attendee.Id))] string? Comment, IReadOnlyList<OccurrenceAnswer> Answers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? AnsweredAt = null)
{
    /// <summary>Whose his name and address are: the account's or, without one, the address's.</summary>
    [JsonIgnore]
    public Guid Subject => PersonId ?? Erased.SubjectOf(Email);

    public Attendee Answering(InvitationAnswered e) => e.Occurrence is not { } occurrence
        ? this with { Answer = e.Answer, Comment = e.Comment, Answers = [], AnsweredAt = e.At }
        : this with { Comment = e.Comment, Answers = [.. Answers.Where(a => a.Occurrence != occurrence), new OccurrenceAnswer(occurrence, e.Answer, e.At)] };

    /// <summary>With the answers for single occurrences, which have other names when their series is moved.</summary>
    public Attendee MovedBy(Period by) => Answers.Count == 0 ? this : this with { Answers = [.. Answers.Select(a => a with { Occurrence = a.Occurrence + by })] };

    public Answer AnswerFor(LocalDateTime? occurrence) => Answers.FirstOrDefault(a => a.Occurrence == occurrence)?.Answer ?? Answer;

    /// <summary>When he last gave an answer that one for this occurrence, or for all, would take the place of.</summary>
    public Instant? LastAnswered(LocalDateTime? occurrence) =>
        Answers.Where(a => occurrence is null || a.Occurrence == occurrence).Select(a => a.AnsweredAt).Append(AnsweredAt).Max();
}

internal sealed record OccurrenceAnswer(
    LocalDateTime Occurrence, Answer Answer, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? AnsweredAt = null);
