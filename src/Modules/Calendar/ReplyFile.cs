using System.Diagnostics.CodeAnalysis;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;

namespace VideoConf.Calendar;

/// <summary>What one component of a REPLY says (RFC 5546 section 3.2.3).</summary>
/// <param name="Uid">Null when it is none that an event could have.</param>
/// <param name="Organizer">His address; null when the reply does not say.</param>
/// <param name="Attendee">The address of the one who answers; null when it names nobody, or several.</param>
/// <param name="Participation">PARTSTAT, upper case.</param>
internal sealed record FileReply(string? Uid, string? Organizer, string? Attendee, string? Participation, RecordReply Command);

/// <summary>Reads answers to invitations as other calendars send them. Pure.</summary>
internal static class ReplyFile
{
    public const int MaxBytes = 1_000_000;
    private const int MostReplies = 500;
    private const int LongestUid = 500;
    private const int LongestComment = 500;
    private const string Reply = "REPLY";

    /// <param name="bytes">The file, at most <see cref="MaxBytes"/>.</param>
    /// <param name="method">That of the Content-Type, which some programs write there alone.</param>
    /// <param name="now">An answer from the future is one of now.</param>
    /// <param name="replies">Null if false is returned.</param>
    /// <param name="refused">Why the whole file is refused.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, string? method, Instant now, [NotNullWhen(true)] out IReadOnlyList<FileReply>? replies, [NotNullWhen(false)] out Decision? refused)
    {
        (replies, refused) = (null, null);
        var file = CalendarReader.Read(bytes, MaxBytes)!;
        var calendars = file.Components.Where(c => c.Name == "VCALENDAR").ToList();
        if (calendars.Count == 0) refused = Refusal.InvalidCalendar("There is no calendar in the file.");
        else if (file.Torn is { } torn) refused = Refusal.InvalidCalendar($"Line {torn.Line}: {torn.Message} A part of the file is missing.");
        else if (calendars.Any(c => !Reply.Equals(c.Property("METHOD")?.Value.Trim() ?? method, StringComparison.OrdinalIgnoreCase)))
            refused = Refusal.InvalidCalendar("Its METHOD is not REPLY.");
        else if (calendars.SelectMany(c => c.Components).Count(c => c.Name == "VEVENT") is 0 or > MostReplies) refused = Refusal.InvalidCalendar($"It answers for no event, or for more than {MostReplies}.");
        if (refused is not null) return false;

        // Without it an event must have a start, which an answer need not
        foreach (var calendar in calendars.Where(c => c.Property("METHOD") is null)) calendar.Properties.Add(new CalendarProperty("METHOD", Reply, []));
        replies = [.. CalendarObject.From(file).Events.Select(e => Read(e, now))];
        return true;
    }

    private static FileReply Read(EventComponent e, Instant now)
    {
        // Section 3.2.3 wants one; who names the others, too, does not answer for them
        var who = e.Attendees is [var only] ? only : e.Attendees.Where(a => a.Participation != "NEEDS-ACTION").ToList() is [var answering] ? answering : null;
        var comment = FileText.Clean(e.OtherProperties.FirstOrDefault(p => p.Name == "COMMENT")?.Text, LongestComment, multiline: true, out _);
        var at = e.Stamp == NodaConstants.UnixEpoch ? now : Instant.Min(e.Stamp, now);
        return new FileReply(
            e.Uid.Length > LongestUid || e.Uid.Any(char.IsControl) ? null : e.Uid, e.Organizer is { } organizer ? AddressOf(organizer) : null, who is null ? null : AddressOf(who), who?.Participation,
            new RecordReply(who is null ? null : AddressOf(who), e.AndFollowing ? null : AnswerOf(who?.Participation), e.RecurrenceId, comment == "" ? null : comment, at));
    }

    // Apple's calendars name people by URNs and put the address beside (EMAIL, RFC 7986 section 6.2); some leave "mailto:" out
    private static string? AddressOf(CalendarUser user) =>
        user.Email is { } email ? Uri.UnescapeDataString(email)
        : user.OtherParameters.FirstOrDefault(p => p.Name == "EMAIL")?.Values[0].Trim() ?? (user.Address.Contains('@', StringComparison.Ordinal) && !user.Address.Contains(':', StringComparison.Ordinal) ? user.Address : null);

    private static Answer? AnswerOf(string? participation) => participation switch
    {
        "ACCEPTED" => Answer.Accepted,
        "DECLINED" => Answer.Declined,
        "TENTATIVE" => Answer.Tentative,
        _ => null,
    };
}
