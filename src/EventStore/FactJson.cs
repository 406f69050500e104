using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace VideoConf.EventStore;

/// <summary>How facts and view rows are written: camelCase, enums as words, instants in ISO 8601.</summary>
public static class FactJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    /// <summary>The same conventions for other serializers of the host (HTTP, SignalR).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new InstantConverter());
        return options;
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            if (text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } parsed)
                return parsed.Value.ToInstant();
            throw new JsonException("Expected an instant such as 2026-11-22T14:00:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
