using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace VideoConf.Signaling.Tests;

public sealed class MetersSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Fact]
    public async Task Connections_relayed_and_refused_messages_are_counted()
    {
        var sums = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "VideoConf.Signaling" && instrument.Meter.Scope == server.Services.GetRequiredService<IMeterFactory>()) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (sums) sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();

        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await adas.Signal(bob, "offer", "{}");
        await adas.Signal(bob, "offer", "{}");
        await adas.Signal(bob, "nothing", "{}");

        lock (sums)
        {
            sums["videoconf.signaling.connections"].ShouldBe(2);
            sums["videoconf.signaling.relayed"].ShouldBe(2);
            sums["videoconf.signaling.refused"].ShouldBe(1);
        }
    }
}
