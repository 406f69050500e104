using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.Notifications.Push;

namespace VideoConf.Notifications;

/// <summary>The pair of keys by which push services know this server: made at the first start, kept encrypted in the database, the same on all nodes.</summary>
internal sealed class PushKeys(NpgsqlDataSource dataSource, IDataProtectionProvider dataProtection, NotificationsOptions options, IClock clock, ILogger<PushKeys> logger) : IHostedService, IDisposable
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("notifications.vapid");
    private Vapid? vapid;

    /// <summary>Null when the pair cannot be read: the server's own keys were lost, or this node has others.</summary>
    public PushSender? Sender { get; private set; }

    internal sealed record Answer(string PublicKey);

    public static IResult Endpoint(HttpContext http, PushKeys keys) =>
        http.Caller(out _) is { } stranger ? stranger : keys.vapid is { } known ? Results.Ok(new Answer(known.PublicKey)) : Problems.OfStatus(StatusCodes.Status503ServiceUnavailable);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            with made as (insert into notifications.vapid (sealed) values ($1) on conflict do nothing returning sealed)
            select sealed from made union all select sealed from notifications.vapid limit 1
            """);
        command.Parameters.AddWithValue(protector.Protect(Convert.ToBase64String(Vapid.MakeKey())));
        // Nothing when another node made its own in this very moment: the next look finds that
        var text = await command.ExecuteScalarAsync(cancellationToken) as string ?? (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        try
        {
            vapid = new Vapid(Convert.FromBase64String(protector.Unprotect(text)), options.Contact);
            Sender = new PushSender(vapid, clock, options.AllowPrivateAddresses);
        }
        catch (CryptographicException)
        {
            logger.LogError("The keys for push messages cannot be read with this server's own keys (folder keys of the data folder): nobody gets push messages. Nodes of one database must share that folder.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        Sender?.Dispose();
        vapid?.Dispose();
    }
}
