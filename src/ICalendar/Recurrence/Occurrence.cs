namespace VideoConf.ICalendar.Recurrence;

/// <summary>One occurrence of a rule. Sixteen bytes; the NodaTime values are made when asked for.</summary>
public readonly record struct Occurrence
{
    private readonly long localSeconds;
    private readonly int offsetSeconds;

    internal Occurrence(long localSeconds, int offsetSeconds)
    {
        this.localSeconds = localSeconds;
        this.offsetSeconds = offsetSeconds;
    }

    /// <summary>The wall clock in the zone of the rule's start.</summary>
    public LocalDateTime Local => Civil.LocalOf(localSeconds);

    /// <summary>The zone's offset at that time; zero for floating times and dates.</summary>
    public Offset Offset => Offset.FromSeconds(offsetSeconds);

    /// <summary>The point of the time line; a floating time or date as if in UTC.</summary>
    public Instant Instant => NodaTime.Instant.FromUnixTimeSeconds(UnixSeconds);

    internal long UnixSeconds => localSeconds - offsetSeconds;

    internal long LocalSeconds => localSeconds;
}
