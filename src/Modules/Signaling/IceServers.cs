using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Signaling;

/// <summary>The servers that help browsers to reach one another, with a TURN credential for one person and a limited time.</summary>
internal sealed class IceServers(SignalingOptions options, IClock clock)
{
    public IReadOnlyList<IceServer> For(Guid personId)
    {
        List<IceServer> servers = [];
        if (options.Stun.Count > 0) servers.Add(new IceServer(options.Stun, null, null));
        if (options.Turn.Count > 0)
        {
            var (username, credential) = TurnCredential(options.TurnSecret!, clock.GetCurrentInstant() + Duration.FromTimeSpan(options.TurnTtl), personId);
            servers.Add(new IceServer(options.Turn, username, credential));
        }
        return servers;
    }

    /// <summary>As coturn's <c>use-auth-secret</c> wants it (draft-uberti-behave-turn-rest-00); SHA-1 is its choice.</summary>
    internal static (string Username, string Credential) TurnCredential(string secret, Instant expires, Guid personId)
    {
        var username = $"{expires.ToUnixTimeSeconds()}:{personId}";
        return (username, Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username))));
    }
}
