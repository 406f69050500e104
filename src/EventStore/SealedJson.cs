using System.Buffers.Text;
using System.Linq.Expressions;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace VideoConf.EventStore;

/// <summary>
/// Bodies of facts as they are stored: what is <see cref="PersonalAttribute">personal</see> in them is
/// <c>"vcp1:KEY ID:BASE64URL"</c>, of an address <c>"vcp1@…"</c>, sealed by AES-256-GCM under that key and bound to it.
/// </summary>
internal static partial class SealedJson
{
    private const string Mark = "\"vcp1";

    private static readonly JsonSerializerOptions Options = FactJson.Configure(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SealPersonal } } });

    // Of umlauts and Cyrillic letters people are to read the letters, also in the body that is shown to an operator
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Serializing stays on its thread
    [ThreadStatic]
    private static Sealing? current;

    public static string Write(object fact, Sealing sealing)
    {
        current = sealing;
        try
        {
            return JsonSerializer.Serialize(fact, fact.GetType(), Options);
        }
        finally
        {
            current = null;
        }
    }

    /// <summary>Whether facts of this type have something personal in them, at whatever depth.</summary>
    public static bool HasPersonal(Type type)
    {
        var (seen, open) = (new HashSet<Type>(), new Stack<Type>([type]));
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            var info = Options.GetTypeInfo(next);
            if (info.ElementType is { } element) open.Push(element);
            if (Nullable.GetUnderlyingType(next) is { } value) open.Push(value);
            foreach (var property in info.Properties.Where(p => p.Get is not null))
            {
                if (IsPersonal(property)) return true;
                open.Push(property.PropertyType);
            }
        }
        return false;
    }

    private static bool IsPersonal(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: true) == true;

    /// <summary>Whether there is something to be opened in it.</summary>
    public static bool IsSealed(string json) => json.Contains(Mark, StringComparison.Ordinal);

    public static IEnumerable<Guid> KeysOf(string json) => Sealed().Matches(json).Select(KeyId);

    /// <param name="json">As it is stored.</param>
    /// <param name="keys">Those of <see cref="KeysOf"/>; null: it is no more.</param>
    public static string Open(string json, IReadOnlyDictionary<Guid, byte[]?> keys) => Sealed().Replace(json, found =>
    {
        var (keyId, isAddress) = (KeyId(found), found.ValueSpan[Mark.Length] == '@');
        if (keys[keyId] is not { } key) return Quoted(isAddress ? Erased.Address(keyId) : Erased.Text);
        // What only looks as if it were sealed is what somebody wrote
        return Gcm.Open(key, Base64Url.DecodeFromChars(found.Groups["sealed"].ValueSpan), keyId.ToByteArray()) is { } plain ? Quoted(Encoding.UTF8.GetString(plain)) : found.Value;
    });

    public static string Seal(Guid keyId, byte[] key, string text, bool isAddress) =>
        $"{Mark.AsSpan(1)}{(isAddress ? '@' : ':')}{keyId:N}:{Base64Url.EncodeToString(Gcm.Seal(key, Encoding.UTF8.GetBytes(text), keyId.ToByteArray()))}";

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);

    private static Guid KeyId(Match found) => Guid.ParseExact(found.Groups["key"].ValueSpan, "N");

    private static void SealPersonal(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(PersonalAttribute), inherit: true) is not [PersonalAttribute personal] || property.Get is not { } get) continue;
            if (property.PropertyType != typeof(string)) throw new InvalidOperationException($"{type.Type.Name}.{property.Name} is personal, but no string.");
            var whose = personal.Subject is { } name ? SubjectOf(type.Type, name) : _ => current!.StreamId;
            property.Get = fact => get(fact) is string { Length: > 0 } text && whose(fact) is { } subject && subject != Guid.Empty && !Erased.Is(text)
                ? current!.Seal(subject, text, personal.IsAddress)
                : get(fact);
        }
    }

    private static Func<object, Guid?> SubjectOf(Type type, string property)
    {
        var fact = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, Guid?>>(Expression.Convert(Expression.Property(Expression.Convert(fact, type), property), typeof(Guid?)), fact).Compile();
    }

    // A whole text, whatever stands around it: what a person writes has its quotes escaped
    [GeneratedRegex(@"(?<!\\)""vcp1[:@](?<key>[0-9a-f]{32}):(?<sealed>[A-Za-z0-9_-]{38,})""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Sealed();
}

/// <param name="Stored">The body in the log.</param>
/// <param name="Fact">The fact as it reads.</param>
internal readonly record struct SealedFact(string Stored, object Fact);

/// <summary>Facts on their way into the log: which keys they take, and which are still to be had.</summary>
/// <param name="known">The key of a subject; null when it must be asked for.</param>
internal sealed class Sealing(Func<Guid, PersonalKey?> known)
{
    private readonly Dictionary<Guid, PersonalKey> taken = [];
    private bool isClear, hasErased;

    /// <summary>Of the fact that is being written.</summary>
    public Guid StreamId { get; private set; }

    /// <summary>Subjects whose keys must be had first.</summary>
    public HashSet<Guid> Missing { get; } = [];

    /// <summary>What was sealed with.</summary>
    public IReadOnlyCollection<Guid> Used => [.. taken.Values.Where(k => k.Key is not null).Select(k => k.Id)];

    public void Take(PersonalKey key)
    {
        taken[key.Subject] = key;
        Missing.Remove(key.Subject);
    }

    public SealedFact Write(Guid streamId, object fact, EventRegistry registry)
    {
        StreamId = streamId;
        (isClear, hasErased) = (false, false);
        var stored = SealedJson.Write(fact, this);
        if (!hasErased) return new SealedFact(stored, fact);
        isClear = true;
        // Views are made of what will be read, also when it is gone already
        return new SealedFact(stored, registry.Read(registry.WireName(fact), SealedJson.Write(fact, this))!);
    }

    public string Seal(Guid subject, string text, bool isAddress)
    {
        if (!taken.TryGetValue(subject, out var key))
        {
            if (known(subject) is not { } found)
            {
                Missing.Add(subject);
                return text;
            }
            taken.Add(subject, key = found);
        }
        if (key.Key is { } sealing) return isClear ? text : SealedJson.Seal(key.Id, sealing, text, isAddress);
        hasErased = true;
        return isAddress ? Erased.Address(key.Id) : Erased.Text;
    }
}
