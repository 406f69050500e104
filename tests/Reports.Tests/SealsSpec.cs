using System.Security.Cryptography;
using System.Text.Json;
using VideoConf.Reports.Chain;

namespace VideoConf.Reports.Tests;

/// <summary>A seal vouches for all facts up to its place, and only who has the key can give one.</summary>
public sealed class SealsSpec(ChainDatabase log) : IClassFixture<ChainDatabase>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await log.ExecuteAsync("truncate reports.chain, reports.seals");
        File.Delete(Path.Combine(log.Keys.FullName, "audit-seals.jsonl"));
        for (var i = 0; i < 3; i++)
        {
            await log.NoteAsync(10);
            await log.ChainedAsync();
            await SealAsync(log.Seals, "tests");
            log.Clock.Advance(Duration.FromHours(1));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Good_seals_are_good()
    {
        var report = await log.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        (report.Seals, report.SealedTo).ShouldBe((3, report.To));
    }

    [Fact]
    public async Task When_nothing_has_happened_nothing_is_sealed_again()
    {
        await SealAsync(log.Seals, "tests");
        (await log.Seals.AllAsync(default)).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("signature = set_bit(signature, 100, 1 - get_bit(signature, 100))")]
    [InlineData("place = place - 1")]
    [InlineData("sealed_at = sealed_at - interval '1 day'")]
    [InlineData("sealed_by = 'nobody'")]
    [InlineData("hash = sha256(hash)")]
    public async Task A_forged_seal_is_found(string change)
    {
        await log.ExecuteAsync($"update reports.seals set {change} where number = 2");
        (await log.VerifyAsync()).Faults.ShouldContain(f => f.Kind == "seal_forged");
    }

    [Fact]
    public async Task A_seal_of_another_key_is_found_unless_that_key_is_named()
    {
        var elsewhere = Directory.CreateTempSubdirectory("videoconf-audit-");
        using var other = new SealKey(elsewhere.FullName);
        await log.NoteAsync(5);
        await log.ChainedAsync();
        await SealAsync(new Seals(log.DataSource, other, log.Clock), "somebody else");
        (await log.VerifyAsync()).Faults.ShouldHaveSingleItem().Kind.ShouldBe("seal_of_another_key");
        (await log.Chain.VerifyAsync(1, long.MaxValue, [other.PublicPem], "tests", default)).Faults.ShouldBeEmpty();
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task A_seal_that_is_missing_in_between_is_found()
    {
        await log.ExecuteAsync("delete from reports.seals where number = 2");
        (await log.VerifyAsync()).Faults.ShouldContain(f => f.Kind == "seal_missing");
    }

    [Fact]
    public async Task An_end_that_was_cut_off_log_chain_and_seals_alike_is_known_beside_the_key()
    {
        await log.ExecuteAsync(
            """
            delete from reports.seals where number = 3;
            delete from events.mt_events where (tx_id, seq_id) > (select last_tx_id, last_seq_id from reports.chain order by first_place desc offset 1 limit 1);
            delete from reports.chain where first_place = (select max(first_place) from reports.chain);
            """);
        (await log.VerifyAsync()).Faults.ShouldContain(f => f.Kind == "sealed_otherwise");
    }

    [Fact]
    public async Task The_key_is_its_owners_alone_and_made_once()
    {
        var path = Path.Combine(log.Keys.FullName, "audit-seal.pem");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        log.Key(log.Keys).PublicPem.ShouldBe(log.Key(log.Keys).PublicPem);
        (await File.ReadAllTextAsync(path)).ShouldContain("PRIVATE KEY");
        (await log.QueryAsync<long>("select count(*) from reports.seals where signature is not null")).ShouldBe(3);
    }

    [Fact]
    public async Task Anybody_can_check_a_signature_with_what_the_document_says()
    {
        var seal = (await log.Seals.LastAsync(default))!;
        using var key = ECDsa.Create();
        key.ImportFromPem(log.Key(log.Keys).PublicPem);
        var message = $"VideoConf audit seal 1\n{seal.Number}\n{seal.Place}\n{seal.Hash}\n{seal.SealedAt}\ntests\n{seal.Previous}\n{seal.Fingerprint}\n";
        key.VerifyData(System.Text.Encoding.UTF8.GetBytes(message), Convert.FromBase64String(seal.Signature), HashAlgorithmName.SHA256).ShouldBeTrue();
        JsonSerializer.Serialize(seal, FactJson.Options).ShouldBe((await File.ReadAllLinesAsync(Path.Combine(log.Keys.FullName, "audit-seals.jsonl")))[^1]);
    }

    private async Task SealAsync(Seals seals, string by)
    {
        await using var session = log.Log.OpenSession(EventMetadata.System);
        await seals.SealAsync(session, by, default);
        await session.SaveChangesAsync();
    }
}
