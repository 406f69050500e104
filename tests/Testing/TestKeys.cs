using VideoConf.EventStore;

namespace VideoConf.Testing;

public static class TestKeys
{
    /// <summary>Wraps the keys of people: the same for all processes of a test.</summary>
    public static readonly MasterKey Master = new([.. Enumerable.Repeat((byte)7, 32)]);
}
