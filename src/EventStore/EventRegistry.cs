using System.Text.Json;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore;

/// <summary>
/// Wire name to type and back, each said by name: nothing is scanned, nothing is derived from a CLR name, so that
/// renaming a class never changes what stands in the log.
/// </summary>
public sealed class EventRegistry
{
    private readonly Dictionary<string, Shape> shapes = [];
    private readonly Dictionary<Type, string> names = [];
    private readonly Dictionary<Type, string> streamTypes = [];
    private readonly Dictionary<string, Func<IEnumerable<StoredEvent>, IEnumerable<object?>>> folds = [];

    public EventRegistry() => AddStream<SkippedFact>("skipped_fact").Add<FactSkipped>("store.fact_skipped");

    private sealed record Shape(Type Type, Type? Next, Func<object, object>? Upcast);

    /// <summary>Today's shape of a fact.</summary>
    /// <exception cref="ArgumentException">The name or the type is registered already.</exception>
    public EventRegistry Add<T>(string wireName) where T : notnull
    {
        shapes.Add(wireName, new Shape(typeof(T), null, null));
        names.Add(typeof(T), wireName);
        return this;
    }

    /// <summary>A past shape, lifted to the next one when read; chains are followed to today's shape.</summary>
    public EventRegistry AddPast<TOld, TNext>(string wireName, Func<TOld, TNext> upcast) where TOld : notnull where TNext : notnull
    {
        shapes.Add(wireName, new Shape(typeof(TOld), typeof(TNext), old => upcast((TOld)old)));
        return this;
    }

    /// <summary>The word in <c>mt_streams.type</c> for streams that <typeparamref name="TState"/> folds.</summary>
    public EventRegistry AddStream<TState>(string streamType) where TState : class, IEvolve<TState>
    {
        streamTypes.Add(typeof(TState), streamType);
        folds.Add(streamType, EventLog.FoldAlong<TState>);
        return this;
    }

    public IReadOnlyCollection<string> WireNames => shapes.Keys;
    public IReadOnlyDictionary<Type, string> Facts => names;

    /// <summary>What folds streams, and the word for them.</summary>
    public IReadOnlyDictionary<Type, string> Streams => streamTypes;

    /// <summary>
    /// The state of a stream after each of its facts, as its own module folds it: for who shows what was and may not know
    /// the module. Null where there was none yet, and no more.
    /// </summary>
    /// <param name="streamType">As registered.</param>
    /// <param name="facts">Of one stream, from the first on, in order.</param>
    /// <exception cref="UnreadableFactException">When the enumeration comes to one that is.</exception>
    public IEnumerable<object?> FoldAlong(string streamType, IEnumerable<StoredEvent> facts) => folds[streamType](facts);

    /// <summary>The names under which facts of these types stand in the log, past shapes included.</summary>
    internal IReadOnlySet<string> WireNamesOf(IReadOnlyCollection<Type> facts) =>
        shapes.Where(s => facts.Contains(TodaysType(s.Value))).Select(s => s.Key).ToHashSet();

    private Type TodaysType(Shape shape)
    {
        while (shape.Next is { } next) shape = ShapeOf(next);
        return shape.Type;
    }

    private Shape ShapeOf(Type type) => shapes.Values.FirstOrDefault(s => s.Type == type)
        ?? throw new InvalidOperationException($"A past shape is lifted to {type.Name}, which is not registered.");

    internal string StreamType<TState>() => streamTypes.TryGetValue(typeof(TState), out var name) ? name
        : throw new InvalidOperationException($"{typeof(TState).Name} is not registered as a stream.");

    internal string WireName(object fact) => names.TryGetValue(fact.GetType(), out var name) ? name
        : throw new InvalidOperationException($"{fact.GetType().Name} has no wire name.");

    /// <summary>Today's fact, or null when the wire name is unknown here.</summary>
    /// <exception cref="JsonException">The body does not fit the registered shape.</exception>
    public object? Read(string wireName, string json)
    {
        if (!shapes.TryGetValue(wireName, out var shape)) return null;
        var fact = JsonSerializer.Deserialize(json, shape.Type, FactJson.Options)
            ?? throw new JsonException($"The body of {wireName} is null.");
        while (shape is { Upcast: { } upcast, Next: { } next })
        {
            fact = upcast(fact);
            shape = ShapeOf(next);
        }
        return fact;
    }
}
