namespace VideoConf.Notifications.Texts;

/// <summary>The mail of a day: what stands in it, and what was held back until it came. Pure.</summary>
internal static class Digest
{
    public static Short Brief(Content content, Words words, Times times)
    {
        var agenda = (content.Lines ?? []).Where(line => line.Kind is null).ToList();
        var title = content.Start is { } now ? $"{words.YourDay}: {words.Day(times.Today(now))}" : words.YourDay;
        return new Short(title, agenda is [var first, ..] ? $"{times.Brief(first.Content)} {NotificationTexts.Title(first.Content, 100)}" : words.NothingPlanned);
    }

    public static List<Part> Parts(Content content, Links links, Words words, Times times)
    {
        var lines = content.Lines ?? [];
        var day = times.Today(content.Start ?? (lines is [var first, ..] ? first.Content.Start : null) ?? default);
        var agenda = lines.Where(line => line.Kind is null)
            .Select(line => (times.InDay(line.Content, day), NotificationTexts.Title(line.Content, 300), NotificationTexts.Join(line.Content, links, words))).ToList();
        // How long it was to the start is no longer so
        var news = lines.Where(line => line.Kind is not null)
            .Select(line => ("", Sentence(NotificationTexts.Brief(line.Kind!.Value, line.Content with { MinutesBefore = null }, words, times)), (Link?)null)).ToList();
        var parts = new List<Part> { agenda.Count == 0 ? new Part.Paragraph(words.NothingPlanned) : new Part.Agenda(words.Agenda, agenda) };
        if (news.Count > 0) parts.Add(new Part.Agenda(words.HeldBack, news));
        if (links.Calendar is { } calendar) parts.Add(new Part.Buttons(null, [new Link(words.OpenInCalendar, calendar)]));
        return parts;
    }

    private static string Sentence(Short brief) => brief.Body == "" ? brief.Title : $"{brief.Title} — {brief.Body}";
}
