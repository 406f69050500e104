using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>The store does what a dictionary of lists would do, whatever comes in whatever order.</summary>
public sealed class ModelSpec
{
    internal enum Kind { Append, StaleAppend, TwoStreams, AppendRolledBack, StartExisting, Archive, Rebuild, CrashSubscribers, StopSubscribers, Bulk }

    internal sealed record Step(Kind Kind, int Stream, int Other, int Amount);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency((8, Gen.Constant(Kind.Append)), (2, Gen.Constant(Kind.TwoStreams)), (4, Gen.Elements(Enum.GetValues<Kind>())))
        from stream in Gen.Choose(0, 3)
        from other in Gen.Choose(0, 3)
        from amount in Gen.Choose(0, 50)
        select new Step(kind, stream, other, amount);

    [Fact]
    public void Any_run_of_steps_leaves_the_log_its_views_and_its_reactions_as_the_model_has_them() =>
        Prop.ForAll(Steps.ListOf().Resize(40).ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(40));

    private static async Task RunAsync(IEnumerable<Step> steps)
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node("node");
        await using var operators = database.Node("operator");
        var recorder = new Recorder("recorder", node, typeof(PutIn), typeof(Opened));
        await node.SubscribeAsync(recorder);
        await node.FollowAsync();
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        var (model, archived) = (new Dictionary<Guid, List<object>>(), new HashSet<Guid>());

        foreach (var step in steps)
        {
            var (id, other) = (ids[step.Stream], ids[step.Other]);
            switch (step.Kind)
            {
                case Kind.Append when !archived.Contains(id):
                    (await operators.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(Facts(id)))).Version.ShouldBe(Add(id).Count);
                    break;
                case Kind.TwoStreams when id != other && !archived.Overlaps([id, other]):
                    await operators.Log.ExecuteAsync(Anybody, async session =>
                    {
                        foreach (var one in (Guid[])[id, other]) (await session.FetchForWritingAsync<Ledger>(one)).Append(Facts(one));
                        return Decision.Accept();
                    });
                    Add(id);
                    Add(other);
                    break;
                case Kind.StaleAppend when !archived.Contains(id):
                    await using (var stale = operators.Log.OpenSession(Anybody))
                    {
                        (await stale.FetchForWritingAsync<Ledger>(id)).Append(Facts(id));
                        await operators.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(Facts(id)));
                        Add(id);
                        await Should.ThrowAsync<ConcurrencyException>(() => stale.SaveChangesAsync());
                    }
                    break;
                case Kind.AppendRolledBack:
                    await using (var connection = await operators.DataSource.OpenConnectionAsync())
                    await using (var transaction = await connection.BeginTransactionAsync())
                    await using (var session = operators.Log.OpenSession(Anybody, transaction))
                    {
                        session.StartStream<Ledger>(Guid.CreateVersion7(), new Opened("nobody"), new PutIn(step.Amount));
                        await session.SaveChangesAsync();
                    }
                    break;
                case Kind.StartExisting when model.ContainsKey(id):
                    await using (var session = operators.Log.OpenSession(Anybody))
                    {
                        session.StartStream<Ledger>(id, new Opened("somebody else"));
                        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
                    }
                    break;
                case Kind.Archive when model.ContainsKey(id):
                    await using (var session = operators.Log.OpenSession(Anybody))
                    {
                        session.ArchiveStream(id);
                        await session.SaveChangesAsync();
                        archived.Add(id);
                    }
                    break;
                case Kind.Bulk:
                    NewStream[] bulk = [.. Enumerable.Range(0, step.Amount).Select(_ => Guid.CreateVersion7()).Select(fresh => new NewStream(fresh, [new Opened($"{fresh}"), new PutIn(step.Amount)]))];
                    await operators.Log.BulkAppendAsync<Ledger>(bulk, Anybody);
                    foreach (var stream in bulk) model.Add(stream.Id, [.. stream.Facts]);
                    break;
                case Kind.Rebuild:
                    await operators.Rebuild.RebuildAsync(operators.Rebuild.Views[step.Stream % 3]);
                    break;
                case Kind.CrashSubscribers:
                    await operators.CutOffAsync("node", one: true);
                    break;
                case Kind.StopSubscribers:
                    await node.StopAsync();
                    await node.SubscribeAsync(recorder);
                    await node.FollowAsync();
                    break;
            }

            object[] Facts(Guid one) => model.ContainsKey(one) ? [new PutIn(step.Amount), new TakenOut(1)] : [new Opened($"{one}"), new PutIn(step.Amount)];
            List<object> Add(Guid one)
            {
                var facts = Facts(one);
                if (!model.TryGetValue(one, out var list)) model.Add(one, list = []);
                list.AddRange(facts);
                return list;
            }
        }

        var log = (await operators.Log.ReadAllAsync()).GroupBy(f => f.StreamId).ToDictionary(s => s.Key, s => s.Select(f => f.Data!).ToList());
        log.Keys.ShouldBe(model.Keys, ignoreOrder: true);
        foreach (var (id, facts) in model)
        {
            log[id].ShouldBe(facts);
            (await database.Views.LoadAsync(database.Balances, id))!.Data.Amount.ShouldBe(facts.Sum(f => f is PutIn put ? put.Amount : f is TakenOut taken ? -taken.Amount : 0));
        }
        await operators.HasReactedOnceToAllAsync(recorder);
        await operators.ViewsAreAsTheLogSaysAsync();
    }
}
