using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Notifications;

/// <summary>Whose mails of which kind a link in a mail ends.</summary>
/// <param name="PersonId">Null for an address without an account, of which all mails end.</param>
/// <param name="Stream">The recipient's.</param>
internal sealed record MailLink(Guid? PersonId, Guid Stream, Kind Kind);

/// <summary>Makes and reads the secret part of <c>/unsubscribe/{token}</c>.</summary>
internal sealed class MailLinks(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("notifications.unsubscribe");

    public string TokenOf(MailLink link) => Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(link, FactJson.Options)));

    /// <summary>Null when it is none of ours.</summary>
    public MailLink? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<MailLink>(protector.Unprotect(Base64Url.DecodeFromChars(token)), FactJson.Options);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>One who got a mail wants no more of them; by the link in it, without signing in (RFC 8058).</summary>
internal sealed record StopMails(MailLink Link, Instant Now)
{
    public static Decision Decide(StopMails c, RecipientSettings? state)
    {
        if (c.Link.PersonId is not { } person) return state?.MailsStopped == true ? Decision.Nothing : Decision.Accept(new MailsStopped(c.Now));
        var settings = state?.Settings ?? Settings.Default;
        var changed = c.Link.Kind == Kind.Digest
            ? settings with { Digest = null }
            : settings with { Channels = [.. Settings.Choosable.Select(settings.Of).Select(k => k.Kind == c.Link.Kind ? k with { Email = false } : k)] };
        return settings.Of(c.Link.Kind).Email && changed != settings ? Decision.Accept(new SettingsChanged(person, changed)) : Decision.Nothing;
    }

    /// <param name="HasAccount">Then mails of this kind end, and the person can choose again in his settings; else all from here do.</param>
    internal sealed record Answer(Kind Kind, bool HasAccount, bool IsStopped);

    public static async Task<IResult> Get(string token, MailLinks links, EventLog log, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } link) return Refusal.LinkNotFound.Problem()!;
        var state = await log.AggregateStreamAsync<RecipientSettings>(link.Stream, cancellationToken: cancellationToken) ?? RecipientSettings.None;
        return Results.Ok(AnswerOf(link, state));
    }

    public static async Task<IResult> Post(string token, HttpContext http, MailLinks links, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } link) return Refusal.LinkNotFound.Problem()!;
        var command = new StopMails(link, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<RecipientSettings>(link.Stream, http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return Results.Ok(AnswerOf(link, outcome.State ?? RecipientSettings.None));
    }

    private static Answer AnswerOf(MailLink link, RecipientSettings state) => new(
        link.Kind, link.PersonId is not null, state.MailsStopped || (link.Kind == Kind.Digest ? link.PersonId is not null && state.Settings.Digest is null : link.PersonId is not null && !state.Settings.Of(link.Kind).Email));
}
