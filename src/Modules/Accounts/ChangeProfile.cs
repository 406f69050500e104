using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace VideoConf.Accounts;

internal sealed record ChangeProfile(string DisplayName)
{
    public static Decision Decide(ChangeProfile command, Person? person) => person?.DisplayName == command.DisplayName
        ? Decision.Nothing
        : Decision.Accept(new ProfileChanged(command.DisplayName));

    internal sealed record Request(string? DisplayName);

    public static async Task<Results<Ok<Me>, ProblemResult>> Endpoint(
        Request request, HttpContext http, AccountsDb db, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var command = new ChangeProfile(check.RequiredText("displayName", request.DisplayName, Checks.DisplayNameLength));
        if (check.Problem is { } problem)
            return problem;

        var caller = http.User.Caller()!.Value with { DisplayName = command.DisplayName };
        if (caller.IsGuest)
            await SessionCookie.SignInGuestAsync(http, caller, clock.GetCurrentInstant());
        else
            await log.ExecuteAsync(http.Metadata(), async session =>
            {
                var stream = await session.FetchForWritingAsync<Person>(caller.PersonId, cancellationToken: cancellationToken);
                var decision = Decide(command, stream.State);
                if (decision is Decision.Accepted { Facts: var facts })
                {
                    stream.Append(facts);
                    session.Enlist(new NpgsqlBatchCommand("update accounts.users set display_name = $1 where id = $2")
                    {
                        Parameters = { new NpgsqlParameter<string> { TypedValue = command.DisplayName }, new NpgsqlParameter<Guid> { TypedValue = caller.PersonId } },
                    });
                }
                return decision;
            }, cancellationToken);
        return TypedResults.Ok(await Me.OfAsync(caller, db, cancellationToken));
    }
}
