namespace VideoConf.Calendar;

/// <summary>A person's word on how an occurrence stands, where nothing that happened tells it.</summary>
internal sealed record ChangeStatus(Guid By, string Status, LocalDateTime? Occurrence, Instant Now)
{
    public static Decision Decide(ChangeStatus c, CalendarEvent? state)
    {
        if (c.Status == "scheduled" && state is { IsCancelled: true } && state.Organizer.PersonId == c.By)
            return Decision.Accept(new EventRestored(0, state with { IsCancelled = false }));
        if (c.Status == "cancelled") return CancelEvent.Decide(new CancelEvent(c.By, c.Occurrence is null ? Scope.All : Scope.This, c.Occurrence, c.Now), state);
        if (ChangeEvent.Check(state, c.By, Scope.This, c.Occurrence ?? (state is { IsSeries: false } one ? one.Time.Start : null), out var held, out _) is { } refused) return refused;
        var progress = state!.ProgressOf(held!.Value.Key);
        return c.Status switch
        {
            "in_progress" => progress is { StartedAt: not null, CompletedAt: null } ? Decision.Nothing : Decision.Accept(new EventStarted(held.Value.Key, null, c.Now)),
            "completed" => progress?.CompletedAt is not null ? Decision.Nothing : Decision.Accept(new EventCompleted(held.Value.Key, c.Now)),
            _ => progress is null ? Decision.Nothing : Decision.Accept(new EventReopened(held.Value.Key)),
        };
    }
}
