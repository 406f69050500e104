using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal static class SignOut
{
    /// <summary>Also for who is not signed in: the wish is fulfilled.</summary>
    public static async Task<NoContent> Endpoint(HttpContext http)
    {
        await http.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }
}
