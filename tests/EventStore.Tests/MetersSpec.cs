using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>What an operator's dashboard is made of. The meters are the process's: other tests measure beside these.</summary>
public sealed class MetersSpec
{
    [Fact]
    public async Task Appends_and_lost_races_are_counted_and_timed()
    {
        await using var database = await StoreDatabase.NewAsync();
        using var heard = new Heard();
        var id = await database.OpenLedgerAsync(new PutIn(1), new PutIn(2));
        await using var late = database.Log.OpenSession(Anybody);
        (await late.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(3));
        await database.AppendAsync(id, new PutIn(4));
        await Should.ThrowAsync<ConcurrencyException>(() => late.SaveChangesAsync());

        heard.Sum("eventstore.facts.appended").ShouldBeGreaterThanOrEqualTo(4);
        heard.Sum("eventstore.append.conflicts").ShouldBeGreaterThanOrEqualTo(1);
        heard.Values("eventstore.append.duration").Count.ShouldBeGreaterThanOrEqualTo(2);
        heard.Values("eventstore.append.duration").ShouldAllBe(seconds => seconds > 0 && seconds < 60);
    }

    [Fact]
    public async Task A_subscription_that_lags_and_timers_that_are_overdue_are_seen()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var recorder = new Recorder("the one that lags", node, typeof(PutIn));
        await database.OpenLedgerAsync(new PutIn(1), new PutIn(2), new PutIn(3));
        await using (var session = node.Log.OpenSession(Anybody))
        {
            session.SetTimer("nobody", "overdue", NodaConstants.UnixEpoch, new PutIn(1));
            await session.SaveChangesAsync();
        }
        using var heard = new Heard();
        await node.RunAsync(new StoreMeters(node.Log, node.Control(recorder), NullLogger<StoreMeters>.Instance) { Every = TimeSpan.FromMilliseconds(50) });

        await Eventually.IsSoAsync(() => Task.FromResult(heard.Last("eventstore.subscription.lag.facts", "the one that lags") == 3));
        heard.Last("eventstore.subscription.lag.time", "the one that lags").ShouldNotBeNull().ShouldBeGreaterThan(0);
        heard.Last("eventstore.subscription.paused", "the one that lags").ShouldBe(0);
        await Eventually.IsSoAsync(() => Task.FromResult(heard.Values("eventstore.timers.overdue").Contains(1)));
    }

    private sealed class Heard : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, string? Subscription)> all = [];

        public Heard()
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == StoreMeters.Name) l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            listener.Start();
        }

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            all.Enqueue((instrument.Name, value, tags.Length > 0 ? (string?)tags[0].Value : null));

        public IReadOnlyList<double> Values(string name)
        {
            listener.RecordObservableInstruments();
            return [.. all.Where(m => m.Name == name).Select(m => m.Value)];
        }

        public double Sum(string name) => Values(name).Sum();

        public double? Last(string name, string subscription)
        {
            listener.RecordObservableInstruments();
            return all.Where(m => m.Name == name && m.Subscription == subscription).Select(m => (double?)m.Value).LastOrDefault();
        }

        public void Dispose() => listener.Dispose();
    }
}
