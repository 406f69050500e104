namespace VideoConf.Interviews.Meet;

/// <param name="RequestId">The same for the same interview: asked for again, it is the same link.</param>
internal sealed record WantedMeetLink(Guid RequestId, string Title, InterviewTime Time);

/// <summary>A link, or why there is none.</summary>
internal sealed record MeetLink(string? Url, Decision? Refusal);

/// <summary>Makes links of Google Meet for interviews that come without one.</summary>
internal interface IMeetLinks
{
    Task<MeetLink> MakeAsync(WantedMeetLink wanted, CancellationToken cancellationToken);
}

/// <summary>Nothing is configured: who wants Google Meet brings a link.</summary>
internal sealed class NoMeetLinks : IMeetLinks
{
    public Task<MeetLink> MakeAsync(WantedMeetLink wanted, CancellationToken cancellationToken) => Task.FromResult(new MeetLink(null, Refusal.NoMeetProvider));
}
