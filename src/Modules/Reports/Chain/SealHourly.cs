using Microsoft.Extensions.Hosting;
using VideoConf.EventStore.Timers;

namespace VideoConf.Reports.Chain;

/// <summary>Seals the head of the chain when it has grown, on the hour.</summary>
internal sealed class SealHourly(Seals seals, IClock clock) : TimerHandler(Timer)
{
    private const string Timer = "reports.seal";
    private const string Key = "hourly";

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        await seals.SealAsync(session, null, cancellationToken);
        Set(session, clock.GetCurrentInstant());
    }

    /// <summary>At the next full hour; when several nodes start, it is the same one.</summary>
    public static void Set(EventSession session, Instant now) =>
        session.SetTimer(Timer, Key, NextHour(now), new { });

    public static Instant NextHour(Instant now) => Instant.FromUnixTimeSeconds((now.ToUnixTimeSeconds() / 3600 + 1) * 3600);
}

/// <summary>Has the first hour begin, with a look at what there is.</summary>
internal sealed class BeginSealing(EventLog log, IClock clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var session = log.OpenSession(EventMetadata.System);
        SealHourly.Set(session, clock.GetCurrentInstant());
        LookHourly.Set(session, clock.GetCurrentInstant());
        await session.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
