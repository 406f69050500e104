namespace VideoConf.Notifications.Texts;

/// <summary>How long before: a reminder's, in its two largest units.</summary>
internal readonly record struct Lead(int Days, int Hours, int Minutes)
{
    public static Lead Of(int minutes) => minutes >= 1440 ? new Lead(minutes / 1440, minutes % 1440 / 60, 0) : new Lead(0, minutes / 60, minutes % 60);
}

/// <summary>A language. Dates are in its own words: there is no ICU here that knows them.</summary>
internal abstract class Words
{
    private static readonly Words English = new EnglishWords(), Russian = new RussianWords();

    public static Words Of(string language) => language == "ru" ? Russian : English;

    public abstract string Language { get; }
    public abstract string When { get; }
    public abstract string WasAt { get; }

    /// <summary>Beside the reader's own time.</summary>
    public abstract string EventsOwnTime { get; }

    public abstract string Where { get; }
    public abstract string New { get; }
    public abstract string By { get; }
    public abstract string AllDay { get; }
    public abstract string NextOfSeries { get; }
    public abstract string OneOfSeries { get; }
    public abstract string WillYouCome { get; }
    public abstract string Join { get; }
    public abstract string OpenInCalendar { get; }
    public abstract string ChangeSettings { get; }
    public abstract string Unsubscribe { get; }
    public abstract string BecauseOfSettings { get; }
    public abstract string BecauseInvited { get; }
    public abstract string Agenda { get; }
    public abstract string NothingPlanned { get; }
    public abstract string HeldBack { get; }
    public abstract string YourDay { get; }

    /// <summary>With its weekday and year.</summary>
    public abstract string Day(LocalDate date);

    public abstract string ShortDay(LocalDate date);

    /// <summary>The answer, as on the button.</summary>
    public abstract string Answer(Participation response);

    public abstract string What(Changed changed);

    /// <summary>Begins a sentence: in 10 minutes.</summary>
    public abstract string In(Lead lead);

    /// <summary>In one word, before the title.</summary>
    public abstract string Subject(Kind kind);

    /// <summary>A sentence without its full stop.</summary>
    /// <param name="kind">Any but a reminder and a digest.</param>
    /// <param name="by">Null when nobody is named.</param>
    /// <param name="response">Of an answer.</param>
    public abstract string Heading(Kind kind, string? by, Participation? response);
}
