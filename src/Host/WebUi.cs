using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace VideoConf.Host;

/// <summary>Serves the built web UI, and with every answer the headers that keep its pages to themselves.</summary>
internal static class WebUi
{
    // Mantine writes styles into the page, hence unsafe-inline for styles; scripts come from files of this origin alone.
    // wasm-unsafe-eval lets them compile WebAssembly (what tells a person from the background), and no text as script.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; "
        + "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)";
        return next(http);
    });

    /// <summary>The built files; before authentication, which would look the caller up for each of them.</summary>
    public static void UseWebUiFiles(this WebApplication app)
    {
        if (Folder(app.Configuration) is not { } folder)
        {
            app.Logger.LogWarning("The web UI is not built: run script/server, or `npm ci && npm run build` in src/Web.");
            return;
        }
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            // The model that finds the person in the picture; a file of unknown type is not served
            ContentTypeProvider = new FileExtensionContentTypeProvider { Mappings = { [".tflite"] = "application/octet-stream" } },
            OnPrepareResponse = context => Cache(context.Context),
        });
    }

    /// <summary>The page itself for every address that is neither a file nor the server's.</summary>
    public static void MapWebUi(this WebApplication app)
    {
        if (Folder(app.Configuration) is not { } folder) return;
        var page = Path.Combine(folder, "index.html");
        app.MapFallback("{*path:nonfile}", context =>
        {
            // What an address of the server does not know is a problem document, not a page.
            if (ServerPrefixes.Any(p => context.Request.Path.StartsWithSegments(p)))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.SendFileAsync(page, context.RequestAborted);
        });
    }

    private static readonly PathString[] ServerPrefixes = ["/api", "/hubs", "/openapi", "/health", "/dev"];

    // Vite puts a hash of its content into the name of every asset.
    private static void Cache(HttpContext context) =>
        context.Response.Headers[HeaderNames.CacheControl] = context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>Beside the program when it was published, else what the build left in the source tree.</summary>
    private static string? Folder(IConfiguration configuration)
    {
        if (configuration["WebUi:Folder"] is { Length: > 0 } given) return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in (string[])["wwwroot", "src/Web/dist"])
                if (File.Exists(Path.Combine(folder.FullName, candidate, "index.html"))) return Path.Combine(folder.FullName, candidate);
        }
        return null;
    }
}
