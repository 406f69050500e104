namespace VideoConf.Accounts.Tests;

/// <summary>A clock that a test moves; the module's IClock and the cookie's TimeProvider in one, so that they agree.</summary>
internal sealed class ManualClock : TimeProvider, IClock
{
    private long now = Instant.FromUtc(2026, 11, 22, 14, 0).ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref now));

    public override DateTimeOffset GetUtcNow() => GetCurrentInstant().ToDateTimeOffset();

    public void Advance(Duration by) => Interlocked.Add(ref now, (long)by.TotalTicks);
}
