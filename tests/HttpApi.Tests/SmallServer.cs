using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace VideoConf.HttpApi.Tests;

public enum Colour { Red, DarkGreen }

internal sealed record Thing(string? Name, int? Count, Instant? At, Colour? Colour);

/// <summary>The pipeline around a few endpoints that do what endpoints do wrong, on a real socket.</summary>
public sealed class SmallServer : IAsyncLifetime
{
    private WebApplication? app;

    public HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 2_000_000).UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpApi().AddRateLimiter(_ => { });
        app = builder.Build();
        app.UseHttpApi();
        // Stands for authentication: X-Claims: sub=ada
        app.Use((http, next) =>
        {
            if (http.Request.Headers["X-Claims"].ToString() is { Length: > 0 } claims)
                http.User = new ClaimsPrincipal(new ClaimsIdentity(claims.Split(',').Select(claim => new Claim(claim.Split('=')[0], claim.Split('=')[1])), "test"));
            return next(http);
        });
        app.UseRateLimiter();
        var api = app.MapGroup("/api/v1");
        api.MapPost("/things", (Thing thing) =>
        {
            var check = new Validation();
            var name = check.RequiredText("name", thing.Name, 80);
            var count = check.InRange("count", thing.Count, 1, 10);
            return check.Problem ?? (IResult)TypedResults.Ok(thing with { Name = name, Count = count });
        });
        api.MapGet("/things", (int? limit, string? cursor) =>
        {
            var check = new Validation();
            var size = check.Limit(limit);
            _ = check.Cursor(cursor);
            return check.Problem ?? (IResult)TypedResults.Ok(size);
        });
        api.MapGroup("/for-keys").RequireScope("things:read").RequireRateLimiting(RateLimits.PerCaller).MapGet("", (HttpContext http) => http.Metadata());
        api.MapGet("/bug", IResult () => throw new InvalidOperationException("secret detail"));
        await app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
            await app.DisposeAsync();
    }
}
