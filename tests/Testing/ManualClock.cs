namespace VideoConf.Testing;

/// <summary>A clock that a test moves: modules' <see cref="IClock"/> and cookies' <see cref="TimeProvider"/> in one, so that they agree.</summary>
public sealed class ManualClock : TimeProvider, IClock
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 14, 0);

    private long now = Start.ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref now));

    public override DateTimeOffset GetUtcNow() => GetCurrentInstant().ToDateTimeOffset();

    public void Advance(Duration by) => Interlocked.Add(ref now, (long)by.TotalTicks);
}
