using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using VideoConf.EventStore;

namespace VideoConf.HttpApi;

/// <summary>How JSON looks on the wire: camelCase, enums as snake_case words, instants as ISO 8601 in UTC.</summary>
public static class Json
{
    internal static readonly JsonSerializerOptions Problems = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Makes these options those of the API; also for the hub's JSON protocol.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The Web defaults read "5" as a number and take the last of two equal members: two readers of one body could differ
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(FactJson.LocalDateTimes);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    /// <summary>Writes <c>2026-11-22T14:00:00Z</c>; reads that and any RFC 3339 offset.</summary>
    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException();
            var parsed = OffsetDateTimePattern.Rfc3339.Parse(reader.GetString()!);
            return parsed.TryGetValue(default, out var value) ? value.ToInstant() : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
