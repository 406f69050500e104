using System.Text.Json;

namespace VideoConf.EventStore.Timers;

/// <summary>A timer whose time has come.</summary>
/// <param name="Kind">Names the handler.</param>
/// <param name="Key">Its identity within the kind.</param>
/// <param name="Due">When it should have fired; never after now.</param>
/// <param name="Payload">What it was set with, as JSON.</param>
/// <param name="Attempts">Failures so far.</param>
public sealed record DueTimer(string Kind, string Key, Instant Due, string Payload, int Attempts)
{
    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload, FactJson.Options)!;
}

/// <summary>Called when timers of its kind are due.</summary>
/// <param name="kind">As in <see cref="EventSession.SetTimer"/>.</param>
public abstract class TimerHandler(string kind)
{
    public string Kind { get; } = kind;

    /// <summary>
    /// Acts through the session, which commits together with the timer's removal: once, whatever happens in between.
    /// Nothing outside the database. The session is shared with other timers that are due.
    /// </summary>
    public abstract Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken);

    /// <summary>
    /// All of this kind that are due, at most 500, in the order in which they were: for a handler that looks up for many
    /// at once what they need. When it throws, they are fired again one by one, so that the one to blame is found.
    /// </summary>
    public virtual async Task FireAsync(IReadOnlyList<DueTimer> timers, EventSession session, CancellationToken cancellationToken)
    {
        foreach (var timer in timers) await FireAsync(timer, session, cancellationToken);
    }
}
