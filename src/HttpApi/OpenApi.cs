using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VideoConf.HttpApi;

/// <summary>A request and its answer, as JSON, for the OpenAPI document.</summary>
public sealed record ApiExample(string Request, string Answer);

public static class OpenApi
{
    /// <summary>Shows in the OpenAPI document how the endpoint is used.</summary>
    /// <param name="endpoint">It.</param>
    /// <param name="request">A whole body, as JSON…</param>
    /// <param name="answer">…and what it may be answered.</param>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string request, string answer) => endpoint.WithMetadata(new ApiExample(request, answer));

    /// <summary>Names the statuses that an endpoint refuses with, for the OpenAPI document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }
}
