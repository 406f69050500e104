using Shouldly;
using VideoConf.EventStore;
using VideoConf.EventStore.Projections;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>Decisions, folds and views: no clock, no dice, nothing of the world. A view that asks the clock changes history at its next rebuild.</summary>
public sealed class PuritySpec
{
    [Fact]
    public void Deciders_evolvers_views_and_upcasters_are_pure() => Built.Modules.SelectMany(Purity.Roots).SelectMany(Purity.Impurities).Distinct().ShouldBeEmpty();

    [Fact]
    public void There_are_some_of_each()
    {
        var roots = Built.Modules.SelectMany(Purity.Roots).Select(m => m.Name).ToList();
        roots.Count(name => name == "Decide").ShouldBeGreaterThan(10);
        roots.Count(name => name == "Evolve").ShouldBeGreaterThan(2);
        roots.Count(name => name == "Fold").ShouldBeGreaterThan(1);
        roots.Count(name => name.EndsWith("Facts", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(nameof(ReadsTheClock), "ReadsTheClock.Decide -> System.DateTime.get_UtcNow")]
    [InlineData(nameof(TakesTheClock), "TakesTheClock.Decide -> NodaTime.IClock.GetCurrentInstant")]
    [InlineData(nameof(ThrowsDiceInALambda), "ThrowsDiceInALambda.Decide -> System.Random.get_Shared")]
    [InlineData(nameof(MakesIdsBehindAnIterator), "MakesIdsBehindAnIterator.Decide -> System.Guid.CreateVersion7")]
    [InlineData(nameof(AsksTheWorldWhenItEvolves), "AsksTheWorldWhenItEvolves.Evolve -> System.IO.File.ReadAllText")]
    [InlineData(nameof(ViewThatReadsTheClock), "ViewThatReadsTheClock.Fold -> NodaTime.SystemClock.get_Instance")]
    [InlineData(nameof(LiftsWithDice), "LiftsWithDice.AddDiceFacts -> System.Guid.NewGuid")]
    public void The_canary_is_seen(string type, string way) =>
        Purity.Roots(Built.Canaries).Where(m => m.DeclaringType.Name == type).SelectMany(Purity.Impurities).ShouldContain(way);

    private static class ReadsTheClock
    {
        public static Decision Decide() => DateTime.UtcNow.Hour > 12 ? Decision.Nothing : Decision.Accept();
    }

    private static class TakesTheClock
    {
        public static Decision Decide(IClock clock) => Decision.Accept(clock.GetCurrentInstant());
    }

    private static class ThrowsDiceInALambda
    {
        public static Decision Decide(int[] faces) => Decision.Accept([.. faces.Select(face => (object)(face + Random.Shared.Next()))]);
    }

    private static class MakesIdsBehindAnIterator
    {
        public static Decision Decide() => Decision.Accept([.. Ids()]);

        private static IEnumerable<object> Ids()
        {
            yield return Guid.CreateVersion7();
        }
    }

    private sealed record AsksTheWorldWhenItEvolves(string Text) : IEvolve<AsksTheWorldWhenItEvolves>
    {
        public static AsksTheWorldWhenItEvolves? Evolve(AsksTheWorldWhenItEvolves? state, object fact) => new(File.ReadAllText("/etc/hostname"));
    }

    private sealed class ViewThatReadsTheClock() : StreamView<string>("clock", "clock")
    {
        public override IReadOnlyCollection<Type> Facts => [];

        public override string? Fold(string? row, StoredEvent e) => SystemClock.Instance.GetCurrentInstant().ToString();
    }

    private static class LiftsWithDice
    {
        public static EventRegistry AddDiceFacts(EventRegistry registry) => registry.AddPast<string, object>("dice", _ => Guid.NewGuid());
    }
}
