namespace VideoConf.Reports.Descriptions;

/// <summary>
/// How facts of one wire name read as lines. Only what a template names between braces ever leaves the fact: a path into
/// its JSON (<c>{details.title}</c>), a person by his id at a path (<c>{person:by}</c>), one whom this or an earlier fact of
/// the stream introduced under an id (<c>{named:participantId}</c>), or what an earlier fact of the stream said at a path
/// (<c>{was:name}</c>); <c>{word:role}</c> and <c>{when:until}</c> say it in words. What is secret is kept out by not being named.
/// </summary>
/// <param name="WireName">As in the log.</param>
/// <param name="Object">What kind of object its stream is.</param>
/// <param name="En">English.</param>
/// <param name="Ru">Russian.</param>
internal sealed record Description(string WireName, string Object, string En, string Ru)
{
    private Template? english;
    private Template? russian;

    /// <summary>The object's title from here on stands at this path.</summary>
    public string? Title { get; init; }

    /// <summary>Whose object it is from here on stands at this path; empty: the stream is the person.</summary>
    public string? Owner { get; init; }

    /// <summary>The object that this one belongs to, whose title it goes by.</summary>
    public string? Within { get; init; }

    /// <summary>Facts like this one say who those are whom later facts of the stream mention by an id alone.</summary>
    public bool Introduces { get; init; }

    public Template English => english ??= new Template(En);
    public Template Russian => russian ??= new Template(Ru);

    public Template In(string language) => language == "ru" ? Russian : English;

    /// <summary>Everything that is taken out of the fact.</summary>
    public IEnumerable<string> Paths => English.Paths.Concat(Russian.Paths).Distinct(StringComparer.Ordinal);
}

/// <summary>The descriptions of all modules, by wire name.</summary>
internal static class AllDescriptions
{
    public static readonly IReadOnlyDictionary<string, Description> ByWireName =
        ((Description[])[.. OfAccounts.All, .. OfRooms.All, .. OfCalendar.All, .. OfInterviews.All, .. OfNotifications.All, .. OfReports.All]).ToDictionary(d => d.WireName, StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> Introducing = [.. ByWireName.Values.Where(d => d.Introduces).Select(d => d.WireName)];

    public static readonly IReadOnlySet<string> Objects = ByWireName.Values.Select(d => d.Object).ToHashSet(StringComparer.Ordinal);
}
