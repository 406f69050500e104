using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VideoConf.HttpApi;

public static class OpenApi
{
    /// <summary>Names the statuses that an endpoint refuses with, for the OpenAPI document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }
}
