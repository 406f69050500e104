using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoConf.Calendar.Tests;

/// <summary>Somebody else's web server, at every address of this machine.</summary>
internal sealed class OutsideSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private OutsideSite(WebApplication app) => this.app = app;

    /// <summary>What it answers from now on.</summary>
    public RequestDelegate Answers { get; set; } = http => { http.Response.StatusCode = 404; return Task.CompletedTask; };

    public string Address(string host = "127.0.0.1") => $"http://{host}:{new Uri(app.Urls.Single()).Port}/secret-{Path}/calendar.ics";

    /// <summary>Drawn for each site, so that a log that holds it is found.</summary>
    public string Path { get; } = Guid.CreateVersion7().ToString("N");

    public static async Task<OutsideSite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://0.0.0.0:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var site = new OutsideSite(app);
        app.Run(http => site.Answers(http));
        await app.StartAsync();
        return site;
    }

    public static RequestDelegate Calendar(params string[] titles) => Text(Events(titles));

    public static string Events(params string[] titles) => "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//Other//EN\r\n" + string.Concat(titles.Select(title =>
        $"BEGIN:VEVENT\r\nUID:{title}@other\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T110000Z\r\nDTEND:20261124T120000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n")) + "END:VCALENDAR\r\n";

    public static RequestDelegate Text(string body) => http => http.Response.WriteAsync(body, Encoding.UTF8);

    public static RequestDelegate Status(int status) => http => { http.Response.StatusCode = status; return Task.CompletedTask; };

    public static RequestDelegate RedirectTo(string address) => http => { http.Response.Redirect(address); return Task.CompletedTask; };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
