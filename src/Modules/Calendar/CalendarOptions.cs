namespace VideoConf.Calendar;

/// <summary>Section <c>Calendar</c> of the configuration.</summary>
public sealed record CalendarOptions
{
    /// <summary>How far ahead occurrences are written out and rooms are booked, 730 to 3650 days.</summary>
    public int HorizonDays { get; init; } = 760;

    /// <summary>Whether outside calendars may lie at addresses of this machine and its network, as on an intranet.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Looks at invitations and answers to them from one address, 1 to 100,000; room for an office behind one.</summary>
    public int InvitationsPerMinutePerAddress { get; init; } = 60;

    /// <summary>What a mail server must say that hands in answers to invitations, 16 characters or more; null: none may.</summary>
    public string? RepliesKey { get; init; }

    internal Duration Horizon => Duration.FromDays(HorizonDays);

    /// <exception cref="InvalidOperationException">A value is out of its range; the message is for the operator.</exception>
    public CalendarOptions Validated()
    {
        if (HorizonDays is < 730 or > 3650) throw new InvalidOperationException($"Calendar:HorizonDays must be 730 to 3650, not {HorizonDays}.");
        if (InvitationsPerMinutePerAddress is < 1 or > 100_000)
            throw new InvalidOperationException($"Calendar:InvitationsPerMinutePerAddress must be 1 to 100000, not {InvitationsPerMinutePerAddress}.");
        if (RepliesKey is { Length: < 16 }) throw new InvalidOperationException("Calendar:RepliesKey must have 16 characters or more.");
        return this;
    }
}
