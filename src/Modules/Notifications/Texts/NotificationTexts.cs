using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Texts;

/// <summary>Puts a notification into words, in the reader's language and on his clock. Pure.</summary>
internal static class NotificationTexts
{
    private const int LongestTitle = 300;
    private const int LongestBriefTitle = 100;
    private const int LongestName = 100;
    private const int LongestComment = 2000;

    public static Written Write(Kind kind, Content content, Reader reader, Links links)
    {
        var words = Words.Of(reader.Language);
        var times = new Times(words, reader);
        var brief = kind == Kind.Digest ? Digest.Brief(content, words, times) : Brief(kind, content, words, times);
        var (heading, title, parts) = kind == Kind.Digest
            ? (brief.Title, null, Digest.Parts(content, links, words, times))
            : (Heading(kind, content, words), Title(content, LongestTitle), Parts(kind, content, links, words, times));
        Link[] footer =
        [
            .. links.Settings is { } settings ? [new Link(words.ChangeSettings, settings)] : Array.Empty<Link>(),
            .. links.Unsubscribe is { } stop ? [new Link(words.Unsubscribe, stop)] : Array.Empty<Link>(),
        ];
        var letter = new Letter(words.Language, heading, title, parts, links.Settings is null ? words.BecauseInvited : words.BecauseOfSettings, footer);
        return new Written(Subject(kind, content, brief, words, times), LetterText.Write(letter), LetterHtml.Write(letter), brief);
    }

    /// <summary>For a line of the digest, also.</summary>
    internal static Short Brief(Kind kind, Content content, Words words, Times times)
    {
        var title = Title(content, LongestBriefTitle);
        var when = times.Brief(content) ?? "";
        return kind switch
        {
            Kind.Reminder when content is { AllDay: false, MinutesBefore: not null } => new Short($"{words.In(Lead.Of(content.MinutesBefore.Value))}: {title}", times.Whole(content) ?? ""),
            Kind.Reminder => new Short($"{words.Subject(kind)}: {title}", times.Whole(content) ?? ""),
            Kind.Answer => new Short($"{Heading(kind, content, words)}: {title}", content.Comment is { } comment ? MimeText.OneLine(comment, 200) : when),
            _ => new Short($"{words.Subject(kind)}: {title}", string.Join(" · ", new[] { Heading(kind, content, words), when }.Where(part => part != ""))),
        };
    }

    internal static string Title(Content content, int longest) => MimeText.OneLine(content.Title, longest) is { Length: > 0 } title ? title : "—";

    /// <summary>Null when it is nowhere, or no link that can be followed.</summary>
    internal static Link? Join(Content content, Links links, Words words)
    {
        var url = content.Place is { } path && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) ? links.Origin + path : content.Place;
        return Uri.TryCreate(url, UriKind.Absolute, out var place) && place.Scheme is "https" or "http" ? new Link(words.Join, url!, IsMain: true) : null;
    }

    private static string? By(Content content) => MimeText.OneLine(content.By ?? "", LongestName) is { Length: > 0 } name ? name : null;

    private static string Heading(Kind kind, Content content, Words words) => kind != Kind.Reminder
        ? words.Heading(kind, By(content), content.Response)
        : content is { AllDay: false, MinutesBefore: { } minutes } ? words.In(Lead.Of(minutes)) : words.Subject(kind);

    private static string Subject(Kind kind, Content content, Short brief, Words words, Times times) => kind.OfEvent() is Kind.Invitation or Kind.Change or Kind.Cancellation && times.Brief(content) is { } when
        ? $"{brief.Title} ({when})"
        : brief.Title;

    private static List<Part> Parts(Kind kind, Content content, Links links, Words words, Times times)
    {
        var parts = new List<Part>();
        if (kind == Kind.Answer && content.Comment is { } comment && !string.IsNullOrWhiteSpace(comment))
            parts.Add(new Part.Quote(comment.Length > LongestComment ? comment[..(char.IsHighSurrogate(comment[LongestComment - 1]) ? LongestComment - 1 : LongestComment)] + "…" : comment.Trim()));
        if (Rows(kind, content, links, words, times) is { Count: > 0 } rows) parts.Add(new Part.Table(rows));
        if (content.IsSeries) parts.Add(new Part.Paragraph(content.Occurrence is null ? words.NextOfSeries : words.OneOfSeries));
        if (kind.OfEvent() is not (Kind.Cancellation or Kind.Answer) && Join(content, links, words) is { } join) parts.Add(new Part.Buttons(null, [join]));
        if (kind.OfEvent() is Kind.Invitation or Kind.Change && links.Answer is { } answer)
        {
            parts.Add(new Part.Buttons(words.WillYouCome,
                [.. new[] { Participation.Accepted, Participation.Declined, Participation.Tentative }.Select(a => new Link(words.Answer(a), $"{answer}?answer={a.ToString().ToLowerInvariant()}"))]));
        }
        if (links.Calendar is { } calendar) parts.Add(new Part.Buttons(null, [new Link(words.OpenInCalendar, calendar)]));
        return parts;
    }

    private static List<(string, string)> Rows(Kind kind, Content content, Links links, Words words, Times times)
    {
        var rows = new List<(string, string)>();
        if (times.Whole(content) is { } when) rows.Add((words.When, when));
        if (times.AtTheEvent(content) is { } there) rows.Add((words.EventsOwnTime, there));
        if (content.PreviousStart is { } previous) rows.Add((words.WasAt, times.Previous(content, previous)));
        if (kind.OfEvent() == Kind.Change && content.What is { Count: > 0 } what) rows.Add((words.New, string.Join(", ", what.Select(words.What))));
        if (kind.OfEvent() is not (Kind.Cancellation or Kind.Answer) && content.Place is { } place && Join(content, links, words) is null) rows.Add((words.Where, MimeText.OneLine(place, LongestTitle)));
        if (kind == Kind.Reminder && By(content) is { } by) rows.Add((words.By, by));
        return rows;
    }
}
