using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace VideoConf.Signaling;

/// <summary>
/// A JSON string that is passed on as it came, escapes and all: relaying must not pay for taking apart and putting
/// together what the server never reads.
/// </summary>
/// <param name="Escaped">What stood between the quotes, UTF-8.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct OpaqueText(byte[] Escaped)
{
    private sealed class Converter : JsonConverter<OpaqueText>
    {
        public override OpaqueText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("Expected a string.");
            var escaped = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray();
            // The reader looks at escapes, not at bytes; a wrong byte would make the receiver's browser drop its connection.
            if (!Utf8.IsValid(escaped)) throw new JsonException("Not UTF-8.");
            return new OpaqueText(escaped);
        }

        public override void Write(Utf8JsonWriter writer, OpaqueText value, JsonSerializerOptions options)
        {
            var quoted = ArrayPool<byte>.Shared.Rent(value.Escaped.Length + 2);
            quoted[0] = (byte)'"';
            value.Escaped.CopyTo(quoted, 1);
            quoted[value.Escaped.Length + 1] = (byte)'"';
            writer.WriteRawValue(quoted.AsSpan(0, value.Escaped.Length + 2), skipInputValidation: true);
            ArrayPool<byte>.Shared.Return(quoted);
        }
    }
}
