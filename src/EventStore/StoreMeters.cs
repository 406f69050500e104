using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore;

/// <summary>What the store tells OpenTelemetry: spans and meters, both named <c>VideoConf.EventStore</c>.</summary>
public sealed class StoreMeters(EventLog log, SubscriptionControl subscriptions, ILogger<StoreMeters> logger) : BackgroundService
{
    public const string Name = "VideoConf.EventStore";

    internal TimeSpan Every { get; init; } = TimeSpan.FromSeconds(10);
    private static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Activities = new(Name);
    internal static readonly Histogram<double> AppendDuration = Meter.CreateHistogram<double>("eventstore.append.duration", "s", "Time to commit a session's facts with their inline views.");
    internal static readonly Counter<long> FactsAppended = Meter.CreateCounter<long>("eventstore.facts.appended", "{fact}");
    internal static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("eventstore.append.conflicts", "{conflict}", "Lost races; the decision is made again.");
    internal static readonly Histogram<double> TimerLateness = Meter.CreateHistogram<double>("eventstore.timers.lateness", "s", "From due to fired.");

    private IReadOnlyList<SubscriptionStatus> statuses = [];
    private long overdue;
    private double ceilingAge;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Meter.CreateObservableGauge("eventstore.subscription.lag.facts", () => statuses.Select(s => Of(s, s.LagFacts)), "{fact}", "Wanted facts not delivered yet, counted up to 10,000.");
        Meter.CreateObservableGauge("eventstore.subscription.lag.time", () => statuses.Select(s => Of(s, s.LagSeconds)), "s", "Age of the oldest fact not delivered yet.");
        Meter.CreateObservableGauge("eventstore.subscription.paused", () => statuses.Select(s => Of(s, s.Progress.State == SubscriptionState.Paused ? 1L : 0L)), "1", "1: an operator must retry or skip.");
        Meter.CreateObservableGauge("eventstore.timers.overdue", () => overdue, "{timer}", "Timers that should have fired more than 2 s ago.");
        Meter.CreateObservableGauge("eventstore.readers.held_up", () => ceilingAge, "s", "Age of the oldest open transaction that has written: readers wait for it.");
        return Persistence.KeepGoingAsync("The meters", SampleAsync, logger, stoppingToken);
    }

    private async Task SampleAsync(CancellationToken stopping)
    {
        while (true)
        {
            statuses = await subscriptions.ListAsync(stopping);
            await using var command = log.DataSource.CreateCommand(
                """
                select (select count(*) from events.vc_timers where due < now() - interval '2 seconds'),
                       coalesce((select extract(epoch from max(now() - xact_start)) from pg_stat_activity where backend_xid is not null), 0)::float8
                """);
            await using (var reader = await command.ExecuteReaderAsync(stopping))
            {
                await reader.ReadAsync(stopping);
                (overdue, ceilingAge) = (reader.GetInt64(0), reader.GetDouble(1));
            }
            await Task.Delay(Every, stopping);
        }
    }

    private static Measurement<T> Of<T>(SubscriptionStatus status, T value) where T : struct => new(value, new KeyValuePair<string, object?>("subscription", status.Progress.Name));
}
