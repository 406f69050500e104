using System.Text.Json;
using Shouldly;
using VideoConf.EventStore;

namespace VideoConf.Testing;

/// <summary>
/// Given what has happened, when a decision is made, then these are its facts. The state is folded from the facts that
/// are given, as the log would fold it; a fact that a state does not know is passed over, so that the facts of two
/// streams may be given together.
/// </summary>
public sealed class Spec
{
    private readonly object[] facts;

    private Spec(object[] facts) => this.facts = facts;

    public static Spec Given(params object[] facts) => new(facts);

    public Answer When(Func<Decision> decide) => new(decide());

    public Answer When<TState>(Func<TState?, Decision> decide) where TState : class, IEvolve<TState> =>
        new(decide(Fold<TState>()));

    public Answer When<TFirst, TSecond>(Func<TFirst?, TSecond?, Decision> decide)
        where TFirst : class, IEvolve<TFirst> where TSecond : class, IEvolve<TSecond> =>
        new(decide(Fold<TFirst>(), Fold<TSecond>()));

    private TState? Fold<TState>() where TState : class, IEvolve<TState> => facts.Aggregate(default(TState), TState.Evolve);

    public sealed class Answer(Decision decision)
    {
        /// <summary>Exactly these facts in this order, compared as they would be written.</summary>
        public void Then(params object[] expected) =>
            decision.ShouldBeOfType<Decision.Accepted>().Facts.Select(Written).ShouldBe(expected.Select(Written));

        public void ThenRefused(string code) => decision.ShouldBeOfType<Decision.Refused>().Code.ShouldBe(code);

        public void ThenNothing() => decision.ShouldBeOfType<Decision.NothingToDo>();

        private static string Written(object fact) => $"{fact.GetType().Name} {JsonSerializer.Serialize(fact, fact.GetType(), FactJson.Options)}";
    }
}
