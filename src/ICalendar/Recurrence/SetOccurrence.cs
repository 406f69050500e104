namespace VideoConf.ICalendar.Recurrence;

/// <summary>One occurrence of a set. The NodaTime values are made when asked for.</summary>
public readonly struct SetOccurrence
{
    private readonly DateTimeZone? zone;
    private readonly bool isDate;
    private readonly long idLocal;
    private readonly Occurrence start;
    private readonly Occurrence end;

    internal SetOccurrence(DateTimeZone? zone, bool isDate, long idLocal, Occurrence start, Occurrence end, OccurrenceOverride? change)
    {
        (this.zone, this.isDate, this.idLocal, this.start, this.end, Override) = (zone, isDate, idLocal, start, end, change);
    }

    // Its id may be in another zone than its start
    internal SetOccurrence(OccurrenceOverride change, Occurrence start, Occurrence end)
        : this(change.Start.Zone, change.Start.IsDate, long.MinValue, start, end, change)
    {
    }

    /// <summary>The start that the rule or date gave; names the occurrence for ever.</summary>
    public CalendarTime RecurrenceId => idLocal == long.MinValue ? Override!.RecurrenceId : new CalendarTime(Civil.LocalOf(idLocal), zone, isDate);

    /// <summary>When it starts.</summary>
    public CalendarTime Start => new(start.Local, zone, isDate);

    /// <summary>When it ends, exclusive.</summary>
    public CalendarTime End => new(end.Local, zone, isDate);

    /// <summary>The point of the time line at which it starts; a floating time or date as if in UTC.</summary>
    public Instant StartInstant => start.Instant;

    /// <summary>The point of the time line at which it ends, exclusive.</summary>
    public Instant EndInstant => end.Instant;

    /// <summary>What changed it; null if nothing did.</summary>
    public OccurrenceOverride? Override { get; }

    internal long StartSeconds => start.UnixSeconds;

    internal long EndSeconds => end.UnixSeconds;
}
