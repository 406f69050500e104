using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Notifications.Push;

/// <summary>How soon it matters (RFC 8030 section 5.3): a phone that saves its battery leaves the low ones for later.</summary>
internal enum Urgency { Low, Normal, High }

/// <param name="Payload">At most <see cref="PushEncryption.MostPayload"/> bytes.</param>
/// <param name="TimeToLive">How long the service keeps it for a browser that is away; to full seconds.</param>
/// <param name="TopicOf">A later message takes the place of one with the same of these that still waits; null: none.</param>
internal sealed record PushMessage(byte[] Payload, Duration TimeToLive, Urgency Urgency = Urgency.Normal, string? TopicOf = null);

/// <summary>What became of a push.</summary>
internal abstract record PushResult
{
    private PushResult() { }

    /// <summary>The service has it.</summary>
    public sealed record Sent : PushResult;

    /// <summary>The browser is no longer subscribed: forget it.</summary>
    public sealed record Gone : PushResult;

    /// <param name="Code">Stable, e.g. <c>push_429</c>, <c>unreachable</c>.</param>
    /// <param name="Reason">One line that may be shown to operators; holds nothing of the endpoint.</param>
    /// <param name="IsPermanent">Another attempt would end the same.</param>
    /// <param name="RetryAfter">When the service wants to be asked again, at most a day.</param>
    public sealed record Failed(string Code, string Reason, bool IsPermanent = false, Duration? RetryAfter = null) : PushResult;
}

/// <summary>Hands messages to browsers' push services (RFC 8030). Browsers name their services' addresses, so that none inside is asked.</summary>
internal sealed class PushSender : IDisposable
{
    private static readonly Duration LongestRetry = Duration.FromDays(1);

    private readonly HttpClient client;
    private readonly Vapid vapid;
    private readonly IClock clock;
    private readonly bool mayBeInside;

    /// <param name="vapid">Who sends.</param>
    /// <param name="clock">Of tokens and Retry-After.</param>
    /// <param name="allowPrivateAddresses">Whether services may lie at addresses of this machine and its network, and do without TLS.</param>
    public PushSender(Vapid vapid, IClock clock, bool allowPrivateAddresses)
    {
        (this.vapid, this.clock, mayBeInside) = (vapid, clock, allowPrivateAddresses);
        client = new HttpClient(OutgoingHttp.Handler(allowPrivateAddresses ? _ => true : OutgoingHttp.IsPublic));
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VideoConf", null));
    }

    /// <summary>For all of it.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<PushResult> SendAsync(PushSubscription subscription, PushMessage message, CancellationToken cancellationToken)
    {
        if (!PushSubscription.IsAllowed(subscription.Endpoint, mayBeInside)) return NotAllowed;
        if (message.Payload.Length > PushEncryption.MostPayload) return new PushResult.Failed("too_large", $"The message has more than {PushEncryption.MostPayload} bytes.", IsPermanent: true);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Timeout);
        try
        {
            using var request = Request(subscription, message);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return Read(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PushResult.Failed("timed_out", $"The push service did not answer within {Timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException e)
        {
            return OutgoingHttp.WasNotAllowed(e) ? NotAllowed : new PushResult.Failed("unreachable", "The push service cannot be reached.");
        }
        catch (IOException)
        {
            return new PushResult.Failed("unreachable", "The push service cannot be reached.");
        }
        catch (CryptographicException)
        {
            return new PushResult.Failed("invalid_keys", "The browser's keys cannot be used.", IsPermanent: true);
        }
    }

    private static PushResult.Failed NotAllowed => new("address_not_allowed", "The push service's address is one that this server may not ask.", IsPermanent: true);

    private HttpRequestMessage Request(PushSubscription subscription, PushMessage message)
    {
        var content = new ByteArrayContent(PushEncryption.Encrypt(message.Payload, subscription));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", vapid.Authorization(subscription.Endpoint, clock.GetCurrentInstant()));
        request.Headers.Add("TTL", Math.Max(0, (long)message.TimeToLive.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", message.Urgency.ToString().ToLowerInvariant());
        // 32 characters of base64url at most (RFC 8030 section 5.4), and the service need not know of what
        if (message.TopicOf is not null) request.Headers.Add("Topic", Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(message.TopicOf)).AsSpan(0, 24)));
        return request;
    }

    private PushResult Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new PushResult.Sent(),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new PushResult.Gone(),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Failed(isPermanent: false),
            _ => Failed(isPermanent: true),
        };

        PushResult.Failed Failed(bool isPermanent) => new($"push_{status}", $"The push service answered {status}.", isPermanent, isPermanent ? null : RetryAfter(response));
    }

    private Duration? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        Duration? wait = header switch
        {
            { Delta: { } delta } => Duration.FromTimeSpan(delta),
            { Date: { } date } => Instant.FromDateTimeOffset(date) - clock.GetCurrentInstant(),
            _ => null,
        };
        return wait is { } given ? Duration.Max(Duration.Zero, Duration.Min(given, LongestRetry)) : null;
    }

    public void Dispose() => client.Dispose();
}
