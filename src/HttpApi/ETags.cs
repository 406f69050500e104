using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace VideoConf.HttpApi;

/// <summary>A resource's version as an entity tag (RFC 9110, 8.8.3 and 13.1.1): <c>"12"</c>.</summary>
public static class ETags
{
    public static void Write(HttpResponse response, long version)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers[HeaderNames.ETag] = Format(version);
    }

    public static string Format(long version) => $"\"{version}\"";

    /// <summary>
    /// The version that If-Match asks for; null when there is none or <c>*</c>; -1, which no resource has, for a tag
    /// that was never handed out here. A weak tag counts too: proxies that compress weaken what we sent.
    /// </summary>
    public static long? ReadIfMatch(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers[HeaderNames.IfMatch].ToString().Trim();
        if (header is "" or "*")
            return null;
        var tag = header.StartsWith("W/", StringComparison.Ordinal) ? header.AsSpan(2) : header;
        return tag is ['"', .. var digits, '"'] && long.TryParse(digits, System.Globalization.NumberStyles.None, null, out var version)
            ? version
            : -1;
    }
}
