using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

/// <summary>Bodies of requests that are files.</summary>
internal static class Bodies
{
    /// <returns>Null when there is more than that; the rest is not read.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes) return null;
        using var bytes = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > maxBytes) return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
