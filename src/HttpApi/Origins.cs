using Microsoft.AspNetCore.Http;

namespace VideoConf.HttpApi;

/// <summary>
/// Cross-site request forgery: browsers name the page's origin with every unsafe request, and a page cannot forge it.
/// Only host and port are compared, because a proxy may end TLS before us. No Origin at all is no browser.
/// </summary>
internal static class Origins
{
    internal static bool IsForeign(HttpRequest request) => (IsUnsafe(request.Method) || OpensAConnection(request)) && NamesAnotherSite(request);

    private static bool IsUnsafe(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    // The handshake of a WebSocket is a GET (over HTTP/2 a CONNECT), and no browser keeps other sites' pages from it
    private static bool OpensAConnection(HttpRequest request) => request.Headers.Upgrade.Count > 0;

    private static bool NamesAnotherSite(HttpRequest request)
    {
        var header = request.Headers.Origin.ToString();
        if (header == "")
            return false;
        if (!Uri.TryCreate(header, UriKind.Absolute, out var origin) || !request.Host.HasValue)
            return true;
        var port = request.Host.Port ?? (origin.IsDefaultPort ? origin.Port : -1);
        return !string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase) || origin.Port != port;
    }
}
