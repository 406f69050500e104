using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using VideoConf.EventStore;

namespace VideoConf.HttpApi;

/// <summary>What every HTTP answer of the server has in common.</summary>
public static class HttpApiSetup
{
    public static IServiceCollection AddHttpApi(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions))
        .Configure<RateLimiterOptions>(RateLimits.Configure)
        // Outside Development a body that cannot be read would be answered with a bare 400; thrown, it gets its document below
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    /// <summary>First in the pipeline: problem documents for errors and bare statuses, no foreign origins, nothing cached.</summary>
    public static IApplicationBuilder UseHttpApi(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerException, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => Problems.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.Use(Guard);
        return app;
    }

    private static Task AnswerException(HttpContext http)
    {
        var feature = http.Features.Get<IExceptionHandlerFeature>()!;
        return feature.Error switch
        {
            BadHttpRequestException bad => BadRequests.Explain(bad).ExecuteAsync(http),
            VersionMismatchException => Problems.OfStatus(StatusCodes.Status412PreconditionFailed).ExecuteAsync(http),
            ConcurrencyException => Problems.OfStatus(StatusCodes.Status409Conflict).ExecuteAsync(http),
            _ => AnswerBug(http, feature),
        };
    }

    private static Task AnswerBug(HttpContext http, IExceptionHandlerFeature feature)
    {
        // The pattern, because a path may hold a secret: that of a calendar's feed
        var route = (feature.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "outside of every route";
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpApiSetup).Namespace!)
            .LogError(feature.Error, "{Method} {Route} failed", http.Request.Method, route);
        return Problems.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(http);
    }

    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        if (Origins.IsForeign(http.Request))
            return Problems.Of(StatusCodes.Status403Forbidden, "foreign_origin", "This request came from a page of another site.").ExecuteAsync(http);
        if (http.Request.Path.StartsWithSegments("/api"))
            http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return next(http);
    }
}
