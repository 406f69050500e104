using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews.Tests;

/// <summary>Interviews on a closed network, where webhooks may be anywhere.</summary>
public sealed class WebhooksServer : InterviewsServer
{
    protected override InterviewsOptions Options { get; } = new() { AllowPrivateAddresses = true };

    protected override LogLevel Least => LogLevel.Information;

    /// <summary>Time passes, and what has come due by it is looked for.</summary>
    public void Passes(Duration time)
    {
        Clock.Advance(time);
        Services.GetRequiredService<WebhookSender>().Wake();
    }
}

internal sealed record ShownWebhook(Guid Id, string Url, IReadOnlyList<string> Kinds, string CreatedBy, Instant CreatedAt, Instant? PreviousSecretUntil);

internal sealed record ShownWebhooks(IReadOnlyList<ShownWebhook> Items);

internal sealed record MadeWebhook(string Secret, ShownWebhook Webhook);

internal sealed record ShownDelivery(Guid Id, string Kind, Guid InterviewId, string State, int Attempts, string? Last, Instant FirstAt, Instant? NextAt, Instant? DeliveredAt);

internal sealed record ShownDeliveries(IReadOnlyList<ShownDelivery> Items);

internal sealed record Message(string Id, long Timestamp, string Signature, string Body)
{
    private JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Kind => Json.GetProperty("type").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public Guid InterviewId => Data.GetProperty("interviewId").GetGuid();

    /// <summary>As a receiver would do it, by another way than the sender's.</summary>
    public bool IsSignedWith(string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
        foreach (var part in new[] { Id, ".", Timestamp.ToString(), ".", Body }) hmac.AppendData(Encoding.UTF8.GetBytes(part));
        return Signature.Split(' ').Contains("v1," + Convert.ToBase64String(hmac.GetHashAndReset()));
    }
}

/// <summary>A program that is told of interviews; the test says what it answers. Its webhook goes with it.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Message> messages = Channel.CreateUnbounded<Message>();
    private readonly TaskCompletionSource over = new();
    private readonly WebApplication app;
    private Person owner = null!;

    public Func<Message, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    public MadeWebhook Made { get; private set; } = null!;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public static async Task<WebhookReceiver> SubscribedAsync(Person owner, params string[] kinds)
    {
        var receiver = new WebhookReceiver { owner = owner };
        await receiver.app.StartAsync();
        receiver.Made = (await owner.Post("webhooks", new { url = receiver.Url, kinds = kinds.Length > 0 ? kinds : ["*"] })).As<MadeWebhook>(System.Net.HttpStatusCode.Created);
        return receiver;
    }

    public string Url => $"{app.Urls.Single()}/hooks?token=only-mine";

    /// <summary>Never answers, until it is over or who asks has had enough.</summary>
    public async Task<int> HangAsync()
    {
        await over.Task;
        return 204;
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var message = new Message(
            http.Request.Headers["webhook-id"].ToString(), long.Parse(http.Request.Headers["webhook-timestamp"].ToString()), http.Request.Headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
        var answer = Answer(message);
        messages.Writer.TryWrite(message);
        http.Response.StatusCode = await answer.WaitAsync(http.RequestAborted);
    }

    public async Task<Message> NextAsync() => await messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    public async Task<IReadOnlyList<Message>> NextAsync(int count)
    {
        var all = new List<Message>();
        while (all.Count < count) all.Add(await NextAsync());
        return all;
    }

    public bool HasMore => messages.Reader.TryPeek(out _);

    public async Task<IReadOnlyList<ShownDelivery>> DeliveriesAsync() => (await owner.Get($"webhooks/{Made.Webhook.Id}/deliveries")).As<ShownDeliveries>().Items;

    /// <summary>What it was told and how, once that is so.</summary>
    public async Task<IReadOnlyList<ShownDelivery>> DeliveriesAsync(Func<IReadOnlyList<ShownDelivery>, bool> wanted)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var shown = await DeliveriesAsync();
            if (wanted(shown)) return shown;
            if (Environment.TickCount64 > deadline) throw new TimeoutException($"The deliveries stand otherwise: {string.Join("; ", shown)}.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await owner.Delete($"webhooks/{Made.Webhook.Id}");
        over.TrySetResult();
        await app.DisposeAsync();
    }
}
