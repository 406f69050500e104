using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
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
    /// <summary>
    /// The policy for what programs may use: a key has the figure that it was made with, a person and a client address
    /// that named nobody <see cref="RequestsOfPersonPerMinute"/>. Each node of the server counts for itself.
    /// </summary>
    public const string PerCaller = "per_caller";

    /// <summary>More than a person's pages ever ask for.</summary>
    public const int RequestsOfPersonPerMinute = 1200;

    // As the accounts module writes it into a key that it has recognised
    private const string RequestsPerMinuteClaim = "requests_per_minute";

    /// <summary>A bucket per client address: so many requests at once, refilled evenly over the window.</summary>
    public static RateLimitPartition<string> PerAddress(HttpContext http, int permits, TimeSpan window) => Bucket(ClientAddress(http), permits, window);

    private static RateLimitPartition<string> OfCaller(HttpContext http)
    {
        var isKey = http.User.HasClaim(claim => claim.Type == Scopes.KeyIdClaim);
        var permits = isKey && int.TryParse(http.User.FindFirstValue(RequestsPerMinuteClaim), out var own) ? own : RequestsOfPersonPerMinute;
        return Bucket(http.Metadata().Actor ?? ClientAddress(http), permits, TimeSpan.FromMinutes(1));
    }

    private static RateLimitPartition<string> Bucket(string whose, int permits, TimeSpan window) =>
        RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
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

    internal static void Configure(RateLimiterOptions options)
    {
        options.AddPolicy(PerCaller, OfCaller);
        options.OnRejected = static (context, _) =>
            new(Problems.OfStatus(StatusCodes.Status429TooManyRequests,
                context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1)).ExecuteAsync(context.HttpContext));
    }
}
