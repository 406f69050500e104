using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace VideoConf.Accounts;

/// <summary>One cookie names the caller, account or guest.</summary>
internal static class SessionCookie
{
    public const string Scheme = "videoconf";

    private const string StampClaim = "stamp";
    private static readonly TimeSpan UntilTheBrowserCloses = TimeSpan.FromDays(7);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Scheme;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.SlidingExpiration = true;
        options.ExpireTimeSpan = Remembered;
        options.Events.OnValidatePrincipal = Validate;
        options.Events.OnRedirectToLogin = context => Problems.OfStatus(StatusCodes.Status401Unauthorized).ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => Problems.OfStatus(StatusCodes.Status403Forbidden).ExecuteAsync(context.HttpContext);
    }

    public static Task SignInAsync(HttpContext http, Account account, bool remember, Instant now)
    {
        var properties = new AuthenticationProperties
        {
            IsPersistent = remember,
            IssuedUtc = now.ToDateTimeOffset(),
            ExpiresUtc = now.ToDateTimeOffset() + (remember ? Remembered : UntilTheBrowserCloses),
        };
        return http.SignInAsync(Scheme, Principal(account.Id, account.DisplayName, KindOf(account.IsAdministrator), account.SecurityStamp), properties);
    }

    /// <summary>The identity ends a set time after it began, however often it is used; a new name does not prolong it.</summary>
    public static async Task SignInGuestAsync(HttpContext http, Caller guest, Instant now)
    {
        var old = http.User.Caller()?.PersonId == guest.PersonId ? (await http.AuthenticateAsync(Scheme)).Properties : null;
        var lifetime = TimeSpan.FromHours(http.RequestServices.GetRequiredService<AccountsOptions>().GuestHours);
        var properties = new AuthenticationProperties
        {
            IsPersistent = true,
            AllowRefresh = false,
            IssuedUtc = old?.IssuedUtc ?? now.ToDateTimeOffset(),
            ExpiresUtc = old?.ExpiresUtc ?? now.ToDateTimeOffset() + lifetime,
        };
        await http.SignInAsync(Scheme, Principal(guest.PersonId, guest.DisplayName, CallerExtensions.GuestKind, null), properties);
    }

    public static async Task<bool> IsPersistentAsync(HttpContext http) => (await http.AuthenticateAsync(Scheme)).Properties?.IsPersistent ?? false;

    // At every request, not every half hour as Identity does: a changed password ends the other devices' sessions at
    // once, and a changed name, or an administrator's dismissal, is seen at once. It is one row by its key.
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.Caller() is not { } caller)
        {
            context.RejectPrincipal();
            return;
        }
        if (caller.IsGuest)
            return;
        var account = await context.HttpContext.RequestServices.GetRequiredService<AccountsDb>().Users.AsNoTracking()
            .Where(account => account.Id == caller.PersonId)
            .Select(account => new { account.DisplayName, account.SecurityStamp, account.IsAdministrator })
            .FirstOrDefaultAsync(context.HttpContext.RequestAborted);
        if (account is null || !context.Principal.HasClaim(StampClaim, account.SecurityStamp!))
            context.RejectPrincipal();
        else
            context.ReplacePrincipal(Principal(caller.PersonId, account.DisplayName, KindOf(account.IsAdministrator), account.SecurityStamp));
    }

    private static string KindOf(bool isAdministrator) => isAdministrator ? CallerExtensions.AdministratorKind : CallerExtensions.AccountKind;

    private static ClaimsPrincipal Principal(Guid personId, string displayName, string kind, string? stamp)
    {
        var identity = new ClaimsIdentity(Scheme, CallerExtensions.DisplayNameClaim, roleType: null);
        identity.AddClaim(new Claim(CallerExtensions.PersonIdClaim, personId.ToString()));
        identity.AddClaim(new Claim(CallerExtensions.DisplayNameClaim, displayName));
        identity.AddClaim(new Claim(CallerExtensions.KindClaim, kind));
        if (stamp is not null)
            identity.AddClaim(new Claim(StampClaim, stamp));
        return new ClaimsPrincipal(identity);
    }
}
