using System.Runtime.CompilerServices;
using VideoConf.Testing;

namespace VideoConf.Accounts.Tests;

/// <summary>One golden JSON a fact: added to, never edited. What stands in a log must be read for ever.</summary>
public sealed class FactsSpec
{
    private static readonly Guid Id = Guid.Parse("01a203db-3da8-7b27-a316-3d1627504093");

    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(new EventRegistry().AddAccountFacts(), "accounts.",
    [
        new AccountRegistered(Id, "Ada"),
        new ProfileChanged("Ada"),
        new PasswordChanged(),
        new LockedOut(Instant.FromUtc(2026, 11, 22, 14, 5)),
        new PreferencesChanged(UserPreferences.Default("ru")),
        new AdministratorAppointed(),
        new AdministratorDismissed(),
        new PersonErased(Instant.FromUtc(2026, 11, 22, 14, 5)),
        new ApiKeyCreated("Platform", "vc_AbCdEf", ApiKeySecret.Hash("vc_AbCdEf"), ["interviews:read", "interviews:write"], 600, Instant.FromUtc(2026, 11, 22, 14, 5)),
        new ApiKeyRevoked(Instant.FromUtc(2026, 11, 22, 14, 6)),
    ], Folder());

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
