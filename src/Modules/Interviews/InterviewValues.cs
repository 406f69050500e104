using System.Text.Json.Serialization;

namespace VideoConf.Interviews;

internal enum ServiceType { Custom, GoogleMeet, OtherLink }

internal enum Part { Interviewer, Candidate, Observer }

internal enum InterviewState { Requested, Scheduled, Confirmed, InProgress, Ended, NoShow, Cancelled }

/// <summary>In the second round of a peer interview the candidate asks.</summary>
internal enum Phase { Introduction, FirstRound, SecondRound, Feedback }

/// <summary>Who gave a command: a person, an API key, or nobody but the time.</summary>
internal sealed record By(Guid Id, [property: Personal(nameof(By.Id))] string Name)
{
    public static readonly By Time = new(Guid.Empty, "");
}

/// <param name="Level">Junior, senior …, as the platform says it.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Language">In which it is held or coded, as the platform says it.</param>
/// <param name="OwnerId">Whose words they are: the organizer's; they say the same without.</param>
internal sealed record InterviewDetails(
    [property: Personal(nameof(InterviewDetails.OwnerId))] string Title, [property: Personal(nameof(InterviewDetails.OwnerId))] string? Description, string? Level, [property: Personal(nameof(InterviewDetails.OwnerId))] string? Topic, string? Language,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OwnerId = null)
{
    public bool Equals(InterviewDetails? other) => other is not null
        && (Title, Description, Level, Topic, Language) == (other.Title, other.Description, other.Level, other.Topic, other.Language);

    public override int GetHashCode() => HashCode.Combine(Title, Description, Level, Topic, Language);
}

/// <param name="Minutes">5 to 480.</param>
/// <param name="TimeZone">IANA id.</param>
internal sealed record InterviewTime(LocalDateTime Start, int Minutes, string TimeZone)
{
    [JsonIgnore]
    public LocalDateTime End => Start.PlusMinutes(Minutes);

    // An event's times are read alike: what a clock skips is moved on, of what it shows twice the first holds
    [JsonIgnore]
    public Interval Interval => Start.InZoneLeniently(DateTimeZoneProviders.Tzdb[TimeZone]).ToInstant() is var start ? new Interval(start, start + Duration.FromMinutes(Minutes)) : default;
}

/// <param name="PersonId">His account; null when there is none.</param>
/// <param name="LinkVersion">Raised when his link is made anew, and the old one holds no more.</param>
internal sealed record Member(
    Guid Id, Part Part, [property: Personal(nameof(Member.Subject))] string Name, [property: Personal(nameof(Member.Subject), IsAddress = true)] string Email, Guid? PersonId, int LinkVersion = 1)
{
    /// <summary>Whose his name and address are: the account's or, without one, the address's.</summary>
    [JsonIgnore]
    public Guid Subject => PersonId ?? Erased.SubjectOf(Email);

    /// <summary>Who he is in the room when he comes by his link.</summary>
    [JsonIgnore]
    public Guid GuestId => GuestIdOf(Id, LinkVersion);

    public static Guid GuestIdOf(Guid memberId, int linkVersion) => NamedIds.Of(memberId, $"link {linkVersion}");

    public bool Is(Guid personId) => personId == PersonId || personId == GuestId;

    /// <summary>Names the person, whatever interview he is in.</summary>
    [JsonIgnore]
    public string Key => PersonId?.ToString("N") ?? Email.ToLowerInvariant();
}

/// <param name="Link">Outside; null in a room of ours, and where Google is still to make one: such a service is in no log.</param>
/// <param name="RoomId">The room that was opened for it, also while it is held elsewhere.</param>
internal sealed record Service(ServiceType Type, string? Link, Guid? RoomId, string? RoomCode);

/// <summary>What feedback is given on.</summary>
/// <param name="Max">Scores go from 1 to this, 2 to 10.</param>
internal sealed record Criterion(string Id, string Title, int Max);

/// <param name="Scores">By criterion; those that are left out were not judged.</param>
/// <param name="SharedText">What the other side reads.</param>
/// <param name="PrivateText">What it never does.</param>
internal sealed record Feedback(Guid MemberId, IReadOnlyDictionary<string, int> Scores, bool SharesScores, [property: Personal(nameof(Feedback.MemberId))] string? SharedText,
    [property: Personal(nameof(Feedback.MemberId))] string? PrivateText, Instant At);

/// <summary>What one who asks has before him; nobody else sees it.</summary>
internal sealed record Sheet([property: Personal(nameof(Sheet.WriterId))] string? Question, [property: Personal(nameof(Sheet.WriterId))] string? Notes)
{
    /// <summary>The member; stands beside it where it is written, and says the same without.</summary>
    [JsonIgnore]
    public Guid WriterId { get; init; }

    public bool Equals(Sheet? other) => other is not null && (Question, Notes) == (other.Question, other.Notes);

    public override int GetHashCode() => HashCode.Combine(Question, Notes);
}
