using System.Net.Mail;

namespace VideoConf.Interviews;

/// <summary>Somebody as a request names him.</summary>
/// <param name="Name">May be left out for one who has an account.</param>
internal sealed record MemberRequest(string? Email, string? Name);

/// <summary>How people in requests become members.</summary>
internal static class MemberRequests
{
    public const int MostObservers = 20;

    /// <param name="check">Takes what is wrong.</param>
    /// <param name="field">Where he stands in the request.</param>
    /// <param name="part">What he shall be.</param>
    /// <param name="request">Required.</param>
    /// <param name="asking">Knows his account.</param>
    /// <param name="known">Who is in the interview already keeps his id and his link.</param>
    public static Member Member(this Validation check, string field, Part part, MemberRequest? request, Asking asking, IEnumerable<Member> known)
    {
        var email = request?.Email?.Trim() ?? "";
        if (email.Length is 0 or > 254 || !MailAddress.TryCreate(email, out var address) || address.Address != email || email.Any(char.IsControl))
            check.Add($"{field}.email", "invalid_email", "This is not an e-mail address.");
        var account = asking.Accounts.GetValueOrDefault(email);
        var name = check.OptionalText($"{field}.name", request?.Name, 80) ?? account?.DisplayName ?? email;
        var same = known.FirstOrDefault(m => m.Part == part && m.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
        return same is null ? new Member(Guid.CreateVersion7(), part, name, email, account?.PersonId) : same with { Name = name, PersonId = account?.PersonId ?? same.PersonId };
    }

    public static IReadOnlyList<Member> Observers(this Validation check, IReadOnlyList<MemberRequest>? requests, Asking asking, IEnumerable<Member> known)
    {
        if (requests?.Count > MostObservers) check.Add("observers", "too_many", $"An interview may have at most {MostObservers} observers.");
        return [.. (requests ?? []).Take(MostObservers).Select((observer, i) => check.Member($"observers[{i}]", Part.Observer, observer, asking, known))];
    }

    public static bool AreDifferentPeople(IEnumerable<Member> members) => members.GroupBy(m => m.Key).All(same => same.Count() == 1) && members.GroupBy(m => m.Email, StringComparer.OrdinalIgnoreCase).All(same => same.Count() == 1);
}
