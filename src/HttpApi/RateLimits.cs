using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace VideoConf.HttpApi;

/// <summary>
/// Limits per client, answered 429 with Retry-After. A module names its policies in <c>AddRateLimiter</c>; the host calls
/// <c>UseRateLimiter</c> after authentication.
/// </summary>
public static class RateLimits
{
    /// <summary>A bucket per client address: so many requests at once, refilled evenly over the window.</summary>
    public static RateLimitPartition<string> PerAddress(HttpContext http, int permits, TimeSpan window) =>
        RateLimitPartition.GetTokenBucketLimiter(ClientAddress(http), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = permits,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = window / permits,
        });

    /// <summary>What stands for one client: its IPv4 address, or its IPv6 network of 64 bits, of which one client has every address.</summary>
    public static string ClientAddress(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    internal static void Configure(RateLimiterOptions options) => options.OnRejected = static (context, _) =>
        new(Problems.OfStatus(StatusCodes.Status429TooManyRequests,
            context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1)).ExecuteAsync(context.HttpContext));
}
