using System.Diagnostics.Metrics;

namespace VideoConf.Signaling;

/// <summary>What the operator can watch.</summary>
internal sealed class SignalingMeters
{
    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> relayed;
    private readonly Counter<long> refused;

    public SignalingMeters(IMeterFactory meters)
    {
        var meter = meters.Create("VideoConf.Signaling");
        connections = meter.CreateUpDownCounter<long>("videoconf.signaling.connections", "{connection}", "Participants connected to the hub.");
        relayed = meter.CreateCounter<long>("videoconf.signaling.relayed", "{message}", "Signals handed to a peer's connection.");
        refused = meter.CreateCounter<long>("videoconf.signaling.refused", "{message}", "Calls and tickets refused, by code.");
    }

    public void Connected() => connections.Add(1);
    public void Disconnected() => connections.Add(-1);
    public void Relayed() => relayed.Add(1);
    public void Refused(string code) => refused.Add(1, new KeyValuePair<string, object?>("code", code));
}
