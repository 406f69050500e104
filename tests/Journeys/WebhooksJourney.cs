using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>An administrator, and a program on this machine that is told of interviews.</summary>
[Collection(nameof(Stage))]
public sealed class WebhooksJourney(Stage stage) : IAsyncLifetime
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>The next look is in some seconds, and the next attempt, too.</summary>
    private const float Patience = 30_000;

    private readonly Channel<(string Id, string Timestamp, string Signature, string Body)> received = Channel.CreateUnbounded<(string, string, string, string)>();
    private RunningHost host = null!;
    private WebApplication receiver = null!;
    private volatile int answer = 500;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync(new Dictionary<string, string> { ["Interviews__AllowPrivateAddresses"] = "true" });
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Run(ReceiveAsync);
        await receiver.StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task Somebody_subscribes_a_program_sees_what_it_was_told_tells_it_again_and_removes_it(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var anna = await stage.ComesAsync("Anna", host.Address, onPhone ? Phone : null, locale, touches: onPhone);
        var email = await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        await anna.Page.GotoAsync("/admin/webhooks");
        await Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(russian ? "Эта страница для администраторов" : "This page is for administrators");
        await host.CommandAsync("people", "appoint", email);
        await anna.Page.GotoAsync("/");
        await anna.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Anna") }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = russian ? "Вебхуки" : "Webhooks" }).ClickAsync();
        await Expect(anna.Page.GetByText(russian ? "Вебхуков пока нет." : "No webhooks yet.")).ToBeVisibleAsync();
        await anna.HasNoSeriousFindingsAsync();

        await anna.Page.GetByTestId("webhook-url").FillAsync($"{receiver.Urls.Single()}/hooks");
        await anna.Page.GetByTestId("webhook-url").PressAsync("Enter");
        var secret = await TakesSecretAsync(anna, russian);
        (await anna.Page.ContentAsync()).ShouldNotContain(secret);
        var row = anna.Page.GetByTestId("webhook");
        await Expect(row).ToContainTextAsync(russian ? "Все события собеседований" : "Everything about interviews");

        await SchedulesAsync(anna, email);
        await row.GetByTestId("show-deliveries").PressAsync("Enter");
        var (first, second) = (row.GetByTestId("delivery").Last, row.GetByTestId("delivery").First);
        await Expect(first).ToContainTextAsync(russian ? "ответ 500" : "answered 500", new() { Timeout = Patience });
        await Expect(first).ToHaveAttributeAsync("data-state", "waiting");
        await FitsAsync(anna);
        await anna.HasNoSeriousFindingsAsync();
        await anna.TakesPictureAsync(russian ? "webhooks-phone" : "webhooks", whole: true);

        answer = 204;
        await first.GetByTestId("redeliver").ClickAsync();
        foreach (var delivery in new[] { first, second }) await Expect(delivery).ToHaveAttributeAsync("data-state", "delivered", new() { Timeout = Patience });
        var requested = await ReceivesAsync("interview.requested");
        requested.Signature.Split(' ').ShouldContain(SignatureOf(secret, requested));
        while (received.Reader.TryRead(out _)) { }
        await first.GetByTestId("redeliver").ClickAsync();
        (await ReceivesAsync("interview.requested")).Id.ShouldBe(requested.Id);

        await row.GetByTestId("webhook-rotate").ClickAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.PressesAsync("confirm-go");
        (await TakesSecretAsync(anna, russian)).ShouldNotBe(secret);
        await Expect(row).ToContainTextAsync(russian ? "Прежний секрет" : "The secret before");
        await row.GetByTestId("webhook-change").ClickAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.TakesPictureAsync(russian ? "webhook-change-phone" : "webhook-change");
        await anna.Page.GetByRole(AriaRole.Dialog).GetByTestId("webhook-url").FillAsync($"{receiver.Urls.Single()}/others");
        await anna.Page.GetByRole(AriaRole.Dialog).GetByTestId("webhook-go").ClickAsync();
        await Expect(row).ToContainTextAsync("/others");
        await row.GetByTestId("webhook-remove").ClickAsync();
        await anna.PressesAsync("confirm-go");
        await Expect(row).ToHaveCountAsync(0);
        await anna.HasNoSeriousFindingsAsync();
    }

    private static async Task<string> TakesSecretAsync(Person who, bool russian)
    {
        var dialog = who.Page.GetByTestId("shown-once").GetByRole(AriaRole.Dialog);
        var field = dialog.GetByRole(AriaRole.Textbox);
        await Expect(field).ToHaveValueAsync(new Regex("^whsec_[A-Za-z0-9+/]{43}=$"));
        await who.HasNoSeriousFindingsAsync();
        var secret = await field.InputValueAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = russian ? "Секрет скопирован" : "I have copied the secret" }).PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        return secret;
    }

    private static async Task SchedulesAsync(Person interviewer, string email)
    {
        var scheduled = await interviewer.Page.APIRequest.PostAsync("/api/v1/interviews", new()
        {
            DataObject = new
            {
                title = "Mock interview", interviewer = new { email }, candidate = new { email = $"bob-{Guid.NewGuid():N}@example.com" },
                start = $"{DateTime.UtcNow.AddDays(2):s}", durationMinutes = 60, timeZone = "Etc/UTC",
            },
        });
        scheduled.Ok.ShouldBeTrue(await scheduled.TextAsync());
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var said = http.Request.Headers;
        var body = await reader.ReadToEndAsync();
        http.Response.StatusCode = answer;
        received.Writer.TryWrite((said["webhook-id"].ToString(), said["webhook-timestamp"].ToString(), said["webhook-signature"].ToString(), body));
    }

    private async Task<(string Id, string Timestamp, string Signature, string Body)> ReceivesAsync(string kind)
    {
        while (true)
        {
            var message = await received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMilliseconds(Patience));
            if (message.Body.Contains($"\"{kind}\"", StringComparison.Ordinal)) return message;
        }
    }

    private static string SignatureOf(string secret, (string Id, string Timestamp, string Signature, string Body) message) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}.{message.Body}")));

    private static async Task FitsAsync(Person person) =>
        (await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue();

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await host.DisposeAsync();
    }
}
