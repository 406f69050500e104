namespace VideoConf.EventStore;

/// <summary>
/// Bodies that were opened and read a moment ago: a fact that was just recorded is read by every subscription, and opening
/// it is most of what that costs. What stands in the log is compared, so that a body is never taken for another.
/// </summary>
internal sealed class OpenedBodies
{
    private const int Most = 4096;

    private readonly record struct Opened(string Stored, StoredEvent Fact);

    private readonly Dictionary<Guid, Opened> byId = [];
    private readonly Queue<Guid> inOrder = [];
    private readonly Lock guard = new();

    /// <summary>Moves with each <see cref="Clear"/>.</summary>
    public int Generation { get; private set; }

    /// <summary>Opens those of these that are known, in their place.</summary>
    public void OpenKnown(List<StoredEvent> facts, List<int> closed)
    {
        lock (guard)
        {
            closed.RemoveAll(i =>
            {
                if (!byId.TryGetValue(facts[i].Id, out var known) || known.Stored != facts[i].Json || known.Fact.WireName != facts[i].WireName) return false;
                facts[i] = facts[i] with { Json = known.Fact.Json, Data = known.Fact.Data, Unreadable = known.Fact.Unreadable };
                return true;
            });
        }
    }

    /// <param name="opened">A fact…</param>
    /// <param name="stored">…and its body in the log.</param>
    /// <param name="generation">As it was before the keys were looked for: what was erased since is not kept.</param>
    public void Add(StoredEvent opened, string stored, int generation)
    {
        lock (guard)
        {
            if (generation != Generation || !byId.TryAdd(opened.Id, new Opened(stored, opened))) return;
            inOrder.Enqueue(opened.Id);
            if (inOrder.Count > Most) byId.Remove(inOrder.Dequeue());
        }
    }

    public void Clear()
    {
        lock (guard)
        {
            byId.Clear();
            inOrder.Clear();
            Generation++;
        }
    }
}
