using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Timers;

namespace VideoConf.Reports.Chain;

/// <summary>
/// Has the chain looked at without being asked: at the start, and every hour when the seal of that hour is given. One
/// node of several does it.
/// </summary>
internal sealed class LookHourly(LookHourly.Worker worker, IClock clock) : TimerHandler(Timer)
{
    private const string Timer = "reports.look";
    private const string Key = "hourly";
    private static readonly Duration BehindTheSeal = Duration.FromMinutes(5);

    // Nothing outside of the database happens here: to go along the log takes longer than a transaction may
    public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        worker.Wake();
        Set(session, SealHourly.NextHour(clock.GetCurrentInstant()) + BehindTheSeal);
        return Task.CompletedTask;
    }

    public static void Set(EventSession session, Instant due) => session.SetTimer(Timer, Key, due, new { });

    /// <summary>Looks at everything once a day (UTC), otherwise at what has come since.</summary>
    internal sealed class Worker(AuditChain chain, ChainChecks checks, IClock clock, ILogger<LookHourly> logger) : BackgroundService
    {
        private readonly Channel<bool> due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Wake() => due.Writer.TryWrite(true);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (var _ in due.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    logger.LogWarning(e, "The chain of facts could not be looked at; in an hour it is tried again");
                }
            }
        }

        public async Task<ChainReport> LookAsync(CancellationToken cancellationToken)
        {
            var (last, whole, head) = (await checks.LastAsync(cancellationToken), await checks.LastWholeAsync(cancellationToken), await chain.PlaceAsync(cancellationToken));
            var isDue = last is null || whole is null || whole.At.InUtc().Date != clock.GetCurrentInstant().InUtc().Date;
            // The last fact again when none has come: that somebody looked is known then, too
            var report = await chain.VerifyAsync(isDue ? 1 : Math.Max(1, Math.Min(last!.To + 1, head)), long.MaxValue, [], null, cancellationToken);
            if (report.Faults is [var fault, ..])
                logger.LogCritical("The log of facts is not as it was written: {Detail} ({Kind}, place {Place})", fault.Detail, fault.Kind, fault.Place);
            return report;
        }
    }
}
