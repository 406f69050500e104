namespace VideoConf.Rooms;

/// <summary>Bounds of what a request may say.</summary>
internal static class RoomLimits
{
    public const int Name = 120;
    public const int Description = 2000;
    public const int DisplayName = 80;

    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2100, 1, 1, 0, 0);

    public static void Schedule(this Validation check, Instant? start, Instant? end)
    {
        check.InRange("scheduledStart", start, Earliest, Latest);
        check.InRange("scheduledEnd", end, Earliest, Latest);
    }
}

/// <summary>Section <c>Rooms</c> of the configuration.</summary>
public sealed record RoomsOptions
{
    /// <summary>People in a room whose host did not say how many, 2 to <see cref="MaxParticipants"/>.</summary>
    public int DefaultMaxParticipants { get; init; } = 10;

    /// <summary>The most that a host may ask for, 2 to 500.</summary>
    public int MaxParticipants { get; init; } = 100;

    /// <summary>Attempts to join per person and minute, 1 or more.</summary>
    public int JoinsPerMinute { get; init; } = 60;

    /// <summary>How long a session that was left empty waits for somebody to come back.</summary>
    internal TimeSpan WaitsForReturn { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">A value is out of its range; the message is for the operator.</exception>
    public RoomsOptions Validated()
    {
        if (MaxParticipants is < 2 or > 500) throw new InvalidOperationException($"Rooms:MaxParticipants must be 2 to 500, not {MaxParticipants}.");
        if (DefaultMaxParticipants < 2 || DefaultMaxParticipants > MaxParticipants)
            throw new InvalidOperationException($"Rooms:DefaultMaxParticipants must be 2 to Rooms:MaxParticipants ({MaxParticipants}), not {DefaultMaxParticipants}.");
        if (JoinsPerMinute < 1) throw new InvalidOperationException($"Rooms:JoinsPerMinute must be 1 or more, not {JoinsPerMinute}.");
        return this;
    }
}
