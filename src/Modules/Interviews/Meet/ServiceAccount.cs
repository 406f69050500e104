using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoConf.Interviews.Meet;

/// <summary>A service account of Google Cloud: who it is, and the key with which it says so.</summary>
internal sealed class ServiceAccount : IDisposable
{
    private static readonly Duration Lifetime = Duration.FromHours(1);

    private readonly RSA key;
    private readonly string email;
    private readonly string? keyId;

    private ServiceAccount(string email, string? keyId, RSA key) => (this.email, this.keyId, this.key) = (email, keyId, key);

    private sealed record KeyFile(
        [property: JsonPropertyName("type")] string? Type, [property: JsonPropertyName("client_email")] string? ClientEmail,
        [property: JsonPropertyName("private_key_id")] string? PrivateKeyId, [property: JsonPropertyName("private_key")] string? PrivateKey);

    /// <exception cref="InvalidOperationException">The message is for the operator, and holds nothing of the file.</exception>
    public static ServiceAccount Read(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<KeyFile>(File.ReadAllText(path)) is not { Type: "service_account", ClientEmail: { Length: > 0 } email, PrivateKey: { Length: > 0 } pem } file)
                throw Unusable("is not the key of a service account as Google Cloud hands it out (JSON with type, client_email and private_key)");
            var account = new ServiceAccount(email, file.PrivateKeyId, RSA.Create());
            account.key.ImportFromPem(pem);
            return account;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable("cannot be read");
        }
        catch (JsonException)
        {
            throw Unusable("is not JSON");
        }
        // What an exception of the key says might be the key
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw Unusable("holds a private_key that is no RSA key");
        }

        InvalidOperationException Unusable(string why) => new($"Interviews:GoogleMeet:ServiceAccountFile: {path} {why}.");
    }

    /// <summary>A signed statement that it asks for a token (RFC 7523, 2.1), good for an hour.</summary>
    /// <param name="scope">What the token shall be good for.</param>
    /// <param name="audience">Who shall give it.</param>
    /// <param name="subject">As whom it asks; null: as itself.</param>
    /// <param name="now">The time.</param>
    public string Assertion(string scope, string audience, string? subject, Instant now)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = keyId }, OnlyWhatIsThere);
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new { iss = email, sub = subject, scope, aud = audience, iat = now.ToUnixTimeSeconds(), exp = (now + Lifetime).ToUnixTimeSeconds() }, OnlyWhatIsThere);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static readonly JsonSerializerOptions OnlyWhatIsThere = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Dispose() => key.Dispose();
}
