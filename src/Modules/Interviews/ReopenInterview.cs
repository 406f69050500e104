namespace VideoConf.Interviews;

/// <summary>Takes back that it was cancelled or is over. One whose time is past needs another.</summary>
internal sealed record ReopenInterview(Asker Asker, InterviewTime? Time, Instant Now)
{
    public static Decision Decide(ReopenInterview c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (!state.IsOver || state.Time is not { } before) return Refusal.WrongState;
        if (c.Time is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(c.Time.TimeZone) is null) return Refusal.UnknownTimeZone;
        var time = c.Time ?? before;
        if (time.Interval.End <= c.Now) return Refusal.TimeIsPast;
        var reopened = new InterviewReopened(c.Asker.By, c.Now);
        return time == before ? Decision.Accept(reopened) : Decision.Accept(reopened, new InterviewRescheduled(time, c.Asker.By, c.Now));
    }

    /// <param name="Start">Left out: the time that it had.</param>
    internal sealed record Request(LocalDateTime? Start, int? DurationMinutes, string? TimeZone);

    public static readonly Verb Verb = Verb.Of<Request>("reopen", (request, asking, check) =>
    {
        var command = new ReopenInterview(asking.Asker, request.Start is null ? null : check.Time(request.Start, request.DurationMinutes, request.TimeZone), asking.Now);
        return state => Decide(command, state);
    });
}
