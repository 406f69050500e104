using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace VideoConf.Interviews.Meet;

/// <summary>
/// Links from the Google Calendar API: for each an event is made in the operator's calendar, to which Google gives a
/// meeting (developers.google.com/calendar/api/guides/create-events#conferencing).
/// </summary>
internal sealed class GoogleMeet : IMeetLinks, IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private const int LargestAnswer = 1 << 20;

    private readonly GoogleMeetOptions options;
    private readonly HttpClient client;
    private readonly GoogleTokens tokens;
    private readonly ServiceAccount account;
    private readonly ILogger<GoogleMeet> logger;

    public GoogleMeet(InterviewsOptions options, ServiceAccount account, IClock clock, ILogger<GoogleMeet> logger)
    {
        (this.options, this.account, this.logger) = (options.GoogleMeet!, account, logger);
        client = new HttpClient(OutgoingHttp.Handler(options.AllowPrivateAddresses ? _ => true : OutgoingHttp.IsPublic)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        tokens = new GoogleTokens(account, this.options, client, clock);
    }

    /// <summary>For all of one link.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    public async Task<MeetLink> MakeAsync(WantedMeetLink wanted, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Patience);
        try
        {
            return new MeetLink(await AskAsync(wanted, time.Token), null);
        }
        catch (GoogleException e)
        {
            return None(e.Message, e.IsPassing);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return None("timed out", isPassing: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return None(e is HttpRequestException http && OutgoingHttp.WasNotAllowed(http) ? "address not allowed" : "unreachable", isPassing: true);
        }
        catch (JsonException)
        {
            return None("answer that cannot be read", isPassing: false);
        }
    }

    private MeetLink None(string why, bool isPassing)
    {
        logger.LogWarning("Google made no Meet link: {Why}", why);
        return new MeetLink(null, isPassing ? Refusal.MeetUnavailable : Refusal.MeetProviderFailed);
    }

    private async Task<string> AskAsync(WantedMeetLink wanted, CancellationToken cancellationToken)
    {
        // Events take ids from who makes them (base32hex): the same one cannot be made twice
        var id = $"vc{wanted.RequestId:N}";
        var made = await SendAsync(HttpMethod.Post, "?conferenceDataVersion=1&sendUpdates=none", EventOf(id, wanted), cancellationToken);
        for (var wait = FirstWait; ; wait *= 2)
        {
            made ??= await SendAsync(HttpMethod.Get, $"/{id}", null, cancellationToken);
            if (made?.Link is { } link) return ServiceRequest.IsMeetLink(link) ? link : throw new GoogleException("link that is none of Google Meet", isPassing: false);
            if (made?.ConferenceData?.CreateRequest?.Status?.StatusCode is not "pending" and var status) throw new GoogleException($"conference {(status == "failure" ? status : "missing")}", isPassing: false);
            await Task.Delay(wait, cancellationToken);
            made = null;
        }
    }

    private static object EventOf(string id, WantedMeetLink wanted) => new
    {
        id,
        summary = wanted.Title,
        start = new { dateTime = $"{wanted.Time.Start:uuuu-MM-dd'T'HH:mm:ss}", timeZone = wanted.Time.TimeZone },
        end = new { dateTime = $"{wanted.Time.End:uuuu-MM-dd'T'HH:mm:ss}", timeZone = wanted.Time.TimeZone },
        visibility = "private",
        transparency = "transparent",
        conferenceData = new { createRequest = new { requestId = id, conferenceSolutionKey = new { type = "hangoutsMeet" } } },
    };

    /// <summary>Null: an event with this id is there already.</summary>
    private async Task<GoogleEvent?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var token = await tokens.GetAsync(refused, cancellationToken);
            using var request = new HttpRequestMessage(method, new Uri($"{options.ApiAddress.TrimEnd('/')}/calendars/{Uri.EscapeDataString(options.CalendarId!)}/events{path}"))
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                Content = body is null ? null : JsonContent.Create(body),
            };
            using var response = await client.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode) return JsonSerializer.Deserialize<GoogleEvent>(await response.Content.ReadAsByteArrayAsync(cancellationToken), JsonSerializerOptions.Web);
            if (response.StatusCode == HttpStatusCode.Conflict && method == HttpMethod.Post) return null;
            // One that was good a moment ago may have been taken back
            if (response.StatusCode != HttpStatusCode.Unauthorized || refused is not null) throw await GoogleException.OfAsync("event", response, cancellationToken);
            refused = token;
        }
    }

    private sealed record GoogleEvent(string? HangoutLink, Conference? ConferenceData)
    {
        public string? Link => HangoutLink ?? ConferenceData?.EntryPoints?.FirstOrDefault(e => e.EntryPointType == "video")?.Uri;
    }

    private sealed record Conference(Creation? CreateRequest, IReadOnlyList<EntryPoint>? EntryPoints);

    private sealed record Creation(CreationStatus? Status);

    private sealed record CreationStatus(string? StatusCode);

    private sealed record EntryPoint(string? EntryPointType, string? Uri);

    public void Dispose()
    {
        tokens.Dispose();
        client.Dispose();
        account.Dispose();
    }
}
