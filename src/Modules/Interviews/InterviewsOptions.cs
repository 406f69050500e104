namespace VideoConf.Interviews;

/// <summary>What an operator may set, section <c>Interviews</c>.</summary>
public sealed record InterviewsOptions
{
    /// <summary>How long before the start a personal link opens, minutes, 0 to 1440.</summary>
    public int LinkOpensMinutesBefore { get; init; } = 15;

    /// <summary>How long after the end a personal link still leads in, minutes, 0 to 1440.</summary>
    public int LinkClosesMinutesAfter { get; init; } = 120;

    /// <summary>Whether webhooks and Google's endpoints may lie at addresses of this machine and its network, and do without TLS: for tests and closed networks.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Who makes links of Google Meet; left out, nobody does.</summary>
    public GoogleMeetOptions? GoogleMeet { get; init; }

    /// <summary>Scheme and host under which people reach this server, in links that go out.</summary>
    internal string PublicUrl { get; init; } = "";

    internal Duration LinkOpens => Duration.FromMinutes(LinkOpensMinutesBefore);

    internal Duration LinkCloses => Duration.FromMinutes(LinkClosesMinutesAfter);

    internal string Origin => new Uri(PublicUrl).GetLeftPart(UriPartial.Authority);

    /// <exception cref="InvalidOperationException">The message is for the operator.</exception>
    internal InterviewsOptions Validated()
    {
        foreach (var (name, value) in new[] { (nameof(LinkOpensMinutesBefore), LinkOpensMinutesBefore), (nameof(LinkClosesMinutesAfter), LinkClosesMinutesAfter) })
            if (value is < 0 or > 1440) throw new InvalidOperationException($"Interviews:{name} must be 0 to 1440 minutes.");
        GoogleMeet?.Validate(AllowPrivateAddresses);
        return this;
    }
}
