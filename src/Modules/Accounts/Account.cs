using Microsoft.AspNetCore.Identity;

namespace VideoConf.Accounts;

/// <summary>
/// How a person proves who he is. The e-mail (also the user name) lives here and nowhere else: never in a fact or a log.
/// Display name and being an administrator are those of the account's stream, kept beside it so that every request can tell who calls.
/// </summary>
internal sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public bool IsAdministrator { get; set; }
}
