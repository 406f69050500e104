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
}
