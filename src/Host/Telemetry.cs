using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using VideoConf.EventStore;

namespace VideoConf.Host;

/// <summary>Traces and metrics over OTLP, where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    public Telemetry(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        traces = Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore", "Npgsql", StoreMeters.Name).AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections", "Npgsql", StoreMeters.Name, "VideoConf.Calendar", "VideoConf.Signaling").AddOtlpExporter().Build();
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
