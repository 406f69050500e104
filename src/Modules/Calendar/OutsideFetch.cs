using System.Net;
using System.Net.Http.Headers;
using VideoConf.ICalendar.Files;

namespace VideoConf.Calendar;

/// <summary>What came of asking for an outside calendar.</summary>
/// <param name="Error">A stable code; null when it was had or has not changed.</param>
/// <param name="Content">Null when it has not changed.</param>
internal sealed record Fetched(string? Error, byte[]? Content = null, string? ETag = null, string? LastModified = null);

/// <summary>
/// Fetches what people name, and reaches nothing that only this server can reach, also behind a redirect.
/// Nothing of an address gets into a log.
/// </summary>
internal sealed class OutsideFetch : IDisposable
{
    private const int MostRedirects = 3;
    private const int LongestTag = 1000;

    private readonly HttpClient client;

    public OutsideFetch(CalendarOptions options)
    {
        MayReach = options.AllowPrivateAddresses ? _ => true : OutgoingHttp.IsPublic;
        client = new HttpClient(OutgoingHttp.Handler(address => MayReach(address)));
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VideoConf", null));
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(ExportEvent.MediaType));
    }

    /// <summary>For all of it: names, redirects, the last byte.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    internal Func<IPAddress, bool> MayReach { get; init; }

    /// <param name="address">Allowed by <see cref="OutgoingHttp.IsAllowed"/>.</param>
    /// <param name="etag">Of the copy at hand.</param>
    /// <param name="lastModified">Of the copy at hand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Fetched> GetAsync(Uri address, string? etag, string? lastModified, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Timeout);
        try
        {
            return await FollowAsync(address, etag, lastModified, time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Fetched("timed_out");
        }
        catch (HttpRequestException e)
        {
            return new Fetched(OutgoingHttp.WasNotAllowed(e) ? "address_not_allowed" : "unreachable");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new Fetched("unreachable");
        }
    }

    private async Task<Fetched> FollowAsync(Uri address, string? etag, string? lastModified, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null) request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && response.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                if (!OutgoingHttp.IsAllowed(address)) return new Fetched("address_not_allowed");
                continue;
            }
            return response.StatusCode switch
            {
                HttpStatusCode.NotModified => new Fetched(null),
                HttpStatusCode.OK => await ReadAsync(response, cancellationToken),
                HttpStatusCode.NotFound or HttpStatusCode.Gone => new Fetched("not_found"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Fetched("refused"),
                _ => new Fetched("http_error"),
            };
        }
        return new Fetched("too_many_redirects");
    }

    // Counted as it comes out of the decompression: a small answer can unfold into a large one.
    private static async Task<Fetched> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > CalendarReader.MaxBytes) return new Fetched("too_large");
            content.Write(buffer, 0, read);
        }
        return new Fetched(null, content.ToArray(), Short(response.Headers.ETag?.ToString()), Short(response.Content.Headers.NonValidated.TryGetValues("Last-Modified", out var modified) ? modified.ToString() : null));
    }

    private static string? Short(string? tag) => tag?.Length <= LongestTag ? tag : null;

    public void Dispose() => client.Dispose();
}
