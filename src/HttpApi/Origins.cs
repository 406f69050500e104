using Microsoft.AspNetCore.Http;

namespace VideoConf.HttpApi;

/// <summary>
/// Cross-site request forgery: browsers name the page's origin with every unsafe request, and a page cannot forge it.
/// Only host and port are compared, because a proxy may end TLS before us. No Origin at all is no browser.
/// </summary>
public static class Origins
{
    internal static bool IsForeign(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && NamesAnotherSite(request);

    /// <summary>Whatever the method: the handshake of a WebSocket is a GET, and no browser keeps other sites' pages from it.</summary>
    public static bool NamesAnotherSite(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.Origin.ToString();
        if (header == "")
            return false;
        if (!Uri.TryCreate(header, UriKind.Absolute, out var origin) || !request.Host.HasValue)
            return true;
        var port = request.Host.Port ?? (origin.IsDefaultPort ? origin.Port : -1);
        return !string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase) || origin.Port != port;
    }
}
