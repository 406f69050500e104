namespace VideoConf.Interviews;

/// <summary>Gives an interview another time, or its first.</summary>
/// <param name="EventId">Of the event that will stand for it, when it has none yet.</param>
internal sealed record RescheduleInterview(Asker Asker, InterviewTime Time, Guid EventId, Instant Now)
{
    public static Decision Decide(RescheduleInterview c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(c.Time.TimeZone) is null) return Refusal.UnknownTimeZone;
        if (state.State == InterviewState.Requested)
            return c.Time.Interval.End <= c.Now ? Refusal.TimeIsPast : Decision.Accept(new InterviewScheduled(c.Time, new Service(ServiceType.Custom, null, null, null), c.EventId, [10, 24 * 60], c.Now));
        if (state.State is not (InterviewState.Scheduled or InterviewState.Confirmed)) return Refusal.WrongState;
        if (state.Time == c.Time) return Decision.Nothing;
        return c.Time.Interval.End <= c.Now ? Refusal.TimeIsPast : Decision.Accept(new InterviewRescheduled(c.Time, c.Asker.By, c.Now));
    }

    internal sealed record Request(LocalDateTime? Start, int? DurationMinutes, string? TimeZone);

    public static readonly Verb Verb = Verb.Of<Request>("reschedule", (request, asking, check) =>
    {
        var command = new RescheduleInterview(asking.Asker, check.Time(request.Start, request.DurationMinutes, request.TimeZone), Guid.CreateVersion7(), asking.Now);
        return state => Decide(command, state);
    });
}
