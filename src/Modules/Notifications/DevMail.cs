using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Notifications.Mail;
using VideoConf.Notifications.Texts;

namespace VideoConf.Notifications;

/// <summary>
/// For developers: the mails that went nowhere. Only where no mail server is named and people reach the server as
/// localhost, and only for who sits at the same machine: a mail has links in it that open for whoever has them.
/// </summary>
internal static class DevMail
{
    private const int Most = 200;

    public static void MapDevMail(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<NotificationsOptions>();
        if (options.Smtp.IsSet || !new Uri(options.Origin).IsLoopback) return;
        var mails = routes.MapGroup("/dev/mail").ExcludeFromDescription().AddEndpointFilter((context, next) =>
            IsHere(context.HttpContext) ? next(context) : new ValueTask<object?>(Problems.OfStatus(404)));
        mails.MapGet("/", List);
        mails.MapGet("/{id}", One);
        mails.MapGet("/{id}/html", Body);
        mails.MapGet("/{id}/calendar", Calendar);
    }

    // A proxy on this machine is here, too, but it names the host that it was asked for; so does a page whose name was bent to this address
    private static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && Uri.TryCreate($"http://{http.Request.Host.Value}", UriKind.Absolute, out var asked) && asked.IsLoopback;

    private static async Task<IResult> List(MailFolder folder, CancellationToken cancellationToken)
    {
        var mails = await folder.ListAsync(Most, cancellationToken);
        var rows = Html.Join(mails.Select(m => Html.Of(
            $"""<tr><td><time>{m.Date.ToString()}</time></td><td>{m.To}</td><td><a href="/dev/mail/{m.Id}">{m.Subject}</a></td><td>{m.Method}</td></tr>""")));
        return Page("Mails", mails.Count == 0
            ? Html.Of($"<p>No mail has been sent yet. Without a mail server each one is kept in the data folder and shown here.</p>")
            : Html.Of($"<table><thead><tr><th>When</th><th>To</th><th>Subject</th><th>Calendar</th></tr></thead><tbody>{rows}</tbody></table>"));
    }

    private static async Task<IResult> One(string id, MailFolder folder, CancellationToken cancellationToken)
    {
        if (await folder.OpenAsync(id, cancellationToken) is not { } mail) return Problems.OfStatus(404);
        var calendar = mail.Calendar is null ? Html.Empty : Html.Of($"""<h2>Calendar ({mail.Method})</h2><pre>{mail.Calendar}</pre>""");
        return Page(mail.Subject, Html.Of(
            $"""
             <p><a href="/dev/mail">All mails</a></p>
             <dl><dt>From</dt><dd>{mail.From}</dd><dt>To</dt><dd>{mail.ToName} {mail.To}</dd><dt>Date</dt><dd>{mail.Date.ToString()}</dd></dl>
             <iframe title="HTML" sandbox="allow-top-navigation-by-user-activation" src="/dev/mail/{mail.Id}/html"></iframe>
             <h2>Plain text</h2><pre>{mail.Text}</pre>{calendar}
             """));
    }

    private static async Task<IResult> Body(string id, HttpContext http, MailFolder folder, CancellationToken cancellationToken)
    {
        if (await folder.OpenAsync(id, cancellationToken) is not { } mail) return Problems.OfStatus(404);
        // As a mail program shows it: nothing runs, nothing is fetched
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
        return Results.Content(mail.Html.Replace("<head>", "<head><base target=\"_top\">", StringComparison.OrdinalIgnoreCase), "text/html; charset=utf-8");
    }

    private static async Task<IResult> Calendar(string id, MailFolder folder, CancellationToken cancellationToken) =>
        (await folder.OpenAsync(id, cancellationToken))?.Calendar is { } calendar ? Results.Text(calendar, "text/calendar; charset=utf-8") : Problems.OfStatus(404);

    private static IResult Page(string title, Html body) => Results.Content(Html.Of(
        $$"""
         <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{title}}</title>
         <style>:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif } body { margin: 1rem auto; max-width: 60rem; padding: 0 1rem }
         table { border-collapse: collapse; width: 100% } td, th { border-bottom: 1px solid #8885; padding: .4rem .6rem; text-align: start; overflow-wrap: anywhere }
         dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dd { margin: 0 } iframe { width: 100%; height: 34rem; border: 1px solid #8885; background: #fff }
         pre { white-space: pre-wrap; overflow-wrap: anywhere }</style></head><body><h1>{{title}}</h1>{{body}}</body></html>
         """).Markup, "text/html; charset=utf-8");
}
