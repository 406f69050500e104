using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VideoConf.HttpApi;

/// <summary>
/// For asking at addresses that people named: reaches nothing that only this server can reach. Each connection goes to an
/// address that was looked at, whatever the name resolves to a moment later. Nothing of an address gets into a log.
/// </summary>
public static class OutgoingHttp
{
    private static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");

    // The special-purpose registries of IANA (RFC 6890), and what carries an IPv4 address in an IPv6 one
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>http or https without a user's name. Ports below 1024 belong to other protocols, but for the web's own two.</summary>
    public static bool IsAllowed(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Scheme is "http" or "https" && address.UserInfo == "" && address.Host != "" && (address.Port is 80 or 443 or >= 1024);
    }

    /// <summary>Whether anybody on the internet can have it: neither this machine, nor its network, nor nobody.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicIPv6.Contains(plain)) && !Special.Any(network => network.Contains(plain));
    }

    /// <summary>No proxy, no cookies, no redirect is followed.</summary>
    /// <param name="mayReach">Asked of every address before it is connected to.</param>
    public static SocketsHttpHandler Handler(Func<IPAddress, bool> mayReach) => new()
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.All, MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1), ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, mayReach, cancellationToken),
    };

    /// <summary>Whether it failed because the address may not be reached.</summary>
    public static bool WasNotAllowed(HttpRequestException failure) => failure?.InnerException is NotAllowedException;

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, Func<IPAddress, bool> mayReach, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(mayReach)];
        if (addresses.Length > 0 && allowed.Length == 0) throw new NotAllowedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotAllowedException : IOException;
}
