using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace VideoConf.Interviews.Webhooks;

/// <summary>What came of a message.</summary>
/// <param name="Code">The status, or why there was none; holds nothing of the address.</param>
/// <param name="IsFinal">The receiver wants it never.</param>
internal sealed record Posted(string Code, bool IsDelivered = false, bool IsFinal = false);

/// <summary>Sends signed messages (Standard Webhooks) to addresses that people named, so that none inside is asked.</summary>
internal sealed class WebhookPost : IDisposable
{
    /// <summary>For all of it.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient client;
    private readonly InterviewsOptions options;
    private readonly WebhookSecrets secrets;
    private readonly IClock clock;

    public WebhookPost(InterviewsOptions options, WebhookSecrets secrets, IClock clock)
    {
        (this.options, this.secrets, this.clock) = (options, secrets, clock);
        client = new HttpClient(OutgoingHttp.Handler(options.AllowPrivateAddresses ? _ => true : OutgoingHttp.IsPublic)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("VideoConf", null));
    }

    public async Task<Posted> SendAsync(Webhook webhook, Guid id, string body, CancellationToken cancellationToken)
    {
        var address = new Uri(webhook.Url);
        if (!WebhookTarget.IsAllowed(address, options)) return new Posted("address_not_allowed");
        var now = clock.GetCurrentInstant();
        string[] opened = [.. webhook.SealedSecrets(now).Select(secrets.Open).OfType<string>()];
        if (opened.Length == 0) return new Posted("secret_lost");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Timeout);
        try
        {
            using var request = Request(address, id.ToString(), now.ToUnixTimeSeconds(), body, opened);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            return new Posted(((int)response.StatusCode).ToString(), response.IsSuccessStatusCode, response.StatusCode == HttpStatusCode.Gone);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Posted("timed_out");
        }
        catch (HttpRequestException e)
        {
            return new Posted(OutgoingHttp.WasNotAllowed(e) ? "address_not_allowed" : "unreachable");
        }
        catch (IOException)
        {
            return new Posted("unreachable");
        }
    }

    private static HttpRequestMessage Request(Uri address, string id, long timestamp, string body, IEnumerable<string> secrets)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString());
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', secrets.Select(secret => WebhookSecrets.Sign(secret, id, timestamp, body))));
        return request;
    }

    public void Dispose() => client.Dispose();
}
