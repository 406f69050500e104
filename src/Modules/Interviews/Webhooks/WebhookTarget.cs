using System.Net;

namespace VideoConf.Interviews.Webhooks;

/// <summary>Where a webhook is and what it wants to be told.</summary>
internal sealed record WebhookTarget(string Url, IReadOnlyList<string> Kinds)
{
    public const int LongestUrl = 2000;

    /// <param name="Url">https, with no user's name and no fragment.</param>
    /// <param name="Kinds">At least one, or <c>*</c>.</param>
    internal sealed record Request(string? Url, IReadOnlyList<string?>? Kinds);

    /// <summary>The problem is null when it can be used.</summary>
    public static (WebhookTarget? Target, ProblemResult? Problem) Read(Request request, InterviewsOptions options)
    {
        var check = new Validation();
        var url = check.RequiredText("url", request.Url, LongestUrl);
        if (request.Kinds is not { Count: > 0 }) check.Add("kinds", "required", "kinds is missing: a webhook is told something.");
        if (check.Problem is { } invalid) return (null, invalid);
        if (request.Kinds!.Any(kind => kind != WebhookKinds.All && !WebhookKinds.Names.Contains(kind))) return (null, Refusal.UnknownWebhookKind.Problem());
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsAllowed(address, options)) return (null, Refusal.InvalidWebhookUrl.Problem());
        if (!options.AllowPrivateAddresses && IPAddress.TryParse(address.IdnHost, out var literal) && !OutgoingHttp.IsPublic(literal)) return (null, Refusal.WebhookAddressNotAllowed.Problem());
        string[] kinds = request.Kinds!.Contains(WebhookKinds.All) ? [WebhookKinds.All] : [.. WebhookKinds.Names.Where(kind => request.Kinds!.Contains(kind))];
        return (new WebhookTarget(address.AbsoluteUri, kinds), null);
    }

    /// <summary>Asked once more before each message: what an operator allowed he may forbid again.</summary>
    public static bool IsAllowed(Uri address, InterviewsOptions options) =>
        OutgoingHttp.IsAllowed(address) && address.Fragment == "" && (address.Scheme == "https" || options.AllowPrivateAddresses);
}
