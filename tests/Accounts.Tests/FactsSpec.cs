using System.Text.Json;

namespace VideoConf.Accounts.Tests;

/// <summary>One golden JSON a fact: added to, never edited. What stands in a log must be read for ever.</summary>
public sealed class FactsSpec
{
    private static readonly EventRegistry Registry = new EventRegistry().AddAccountFacts();
    private static readonly Guid Id = Guid.Parse("01a203db-3da8-7b27-a316-3d1627504093");

    public static readonly TheoryData<string, string, object> Golden = new()
    {
        { "accounts.account_registered", """{"accountId":"01a203db-3da8-7b27-a316-3d1627504093","displayName":"Ada"}""", new AccountRegistered(Id, "Ada") },
        { "accounts.profile_changed", """{"displayName":"Ada"}""", new ProfileChanged("Ada") },
        { "accounts.password_changed", "{}", new PasswordChanged() },
        { "accounts.locked_out", """{"until":"2026-11-22T14:05:00Z"}""", new LockedOut(Instant.FromUtc(2026, 11, 22, 14, 5)) },
        {
            "accounts.preferences_changed",
            """{"preferences":{"videoEnabled":true,"audioEnabled":true,"screenShareEnabled":true,"preferredVideoQuality":"720p","preferredAudioQuality":"medium","autoJoinAudio":true,"autoJoinVideo":true,"backgroundBlur":false,"virtualBackground":null,"notificationsEnabled":true,"language":"ru","timeZone":"UTC"}}""",
            new PreferencesChanged(UserPreferences.Default("ru"))
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_fact_is_read_as_it_was_written(string wireName, string json, object fact)
    {
        Registry.Facts[fact.GetType()].ShouldBe(wireName);
        Registry.Read(wireName, json).ShouldBe(fact);
        JsonSerializer.Serialize(fact, fact.GetType(), FactJson.Options).ShouldBe(json);
    }

    [Fact]
    public void Every_fact_has_its_golden_JSON() =>
        Registry.WireNames.Except(new EventRegistry().WireNames).Order().ShouldBe(Golden.Select(row => row.Data.Item1).Order());
}
