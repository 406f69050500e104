using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace VideoConf.EventStore;

/// <summary>How facts and view rows are written: camelCase, enums as words, instants in ISO 8601.</summary>
public static class FactJson
{
    /// <summary>Wall-clock times as <c>2026-11-24T09:00:00</c>; the seconds may be left out.</summary>
    public static readonly JsonConverter<LocalDateTime> LocalDateTimes = new LocalDateTimeConverter();

    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    /// <summary>The same conventions for other serializers of the host (HTTP, SignalR).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(LocalDateTimes);
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

    private sealed class LocalDateTimeConverter : JsonConverter<LocalDateTime>
    {
        private static readonly LocalDateTimePattern WithoutSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

        public override LocalDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            return LocalDateTimePattern.GeneralIso.Parse(text).TryGetValue(default, out var time) || WithoutSeconds.Parse(text).TryGetValue(default, out time)
                ? time
                : throw new JsonException("Expected a wall-clock time such as 2026-11-24T09:00:00.");
        }

        public override void Write(Utf8JsonWriter writer, LocalDateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(LocalDateTimePattern.GeneralIso.Format(value));
    }
}
