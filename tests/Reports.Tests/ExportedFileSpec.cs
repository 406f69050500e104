using VideoConf.Reports.Chain;

namespace VideoConf.Reports.Tests;

/// <summary>What was exported is checked with nothing but the file and a key.</summary>
public sealed class ExportedFileSpec(ChainDatabase log) : IClassFixture<ChainDatabase>, IAsyncLifetime
{
    private static readonly Random Dice = new(7);
    private byte[] file = [];
    private string key = "";

    public async ValueTask InitializeAsync()
    {
        await log.NoteAsync(2_000);
        await log.ChainedAsync();
        await log.Chain.SealAsync("tests", default);
        using var stream = new MemoryStream();
        (await log.Chain.ExportAsync(stream, default)).Faults.ShouldBeEmpty();
        (file, key) = (stream.ToArray(), log.Chain.PublicKey);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_intact()
    {
        var report = await VerifyAsync(file);
        report.Faults.ShouldBeEmpty();
        (report.To, report.SealedTo).ShouldBe((Facts().Count, Facts().Count));
        var (own, fingerprint) = await ChainFile.VerifyAsync(new MemoryStream(file), [], default);
        (own.Faults.Count, fingerprint).ShouldBe((0, new SealVerifier(key).Fingerprint));
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_its_facts_is_found_and_named()
    {
        var facts = Facts();
        for (var i = 0; i < 300; i++)
        {
            var at = facts[0].Start + Dice.Next(file.Length - 2 - facts[0].Start);
            var changed = (byte[])file.Clone();
            changed[at] ^= (byte)(1 << Dice.Next(8));
            var place = facts.FindLastIndex(f => f.Start <= at) + 1;
            (await VerifyAsync(changed)).Faults[0].Place.ShouldBe(place, $"byte {at}");
        }
    }

    [Fact]
    public async Task A_fact_removed_inserted_or_moved_is_found_and_named()
    {
        var facts = Facts();
        var (some, other) = (facts[700], facts[1_400]);
        await BrokenAsync(701, [.. file[..some.Start], .. file[some.End..]]);
        await BrokenAsync(702, [.. file[..some.End], .. file[other.Start..other.End], .. file[some.End..]]);
        await BrokenAsync(701, [.. file[..some.Start], .. file[other.Start..other.End], .. file[some.End..other.Start], .. file[some.Start..some.End], .. file[other.End..]]);
        await BrokenAsync(1_401, [.. file[..other.Start], .. file[other.End..]]);
        await BrokenAsync(1_401, file[..other.Start]);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_missed_by_its_seal() =>
        (await VerifyAsync([.. file[..Facts()[^1].Start], 0xff, 0xff])).Faults[0].Kind.ShouldBe("sealed_otherwise");

    [Fact]
    public async Task The_key_of_somebody_else_is_not_trusted()
    {
        using var other = new SealKey(Directory.CreateTempSubdirectory("videoconf-audit-").FullName);
        var (report, _) = await ChainFile.VerifyAsync(new MemoryStream(file), [other.PublicPem], default);
        report.Faults.ShouldContain(f => f.Kind == "seal_of_another_key");
    }

    [Fact]
    public async Task Anything_else_is_no_such_file()
    {
        foreach (var junk in (byte[][])[[], "VCAUDIT1"u8.ToArray(), [.. "VCAUDIT1"u8, 0x7f, 0, 0, 0, 1, 2], [.. "VCAUDIT1"u8, 0, 0, 0, 2, (byte)'{', (byte)'}'], file[..100], [1, 2, 3, .. file]])
            await Should.ThrowAsync<InvalidDataException>(() => VerifyAsync(junk));
    }

    private async Task BrokenAsync(long place, byte[] changed)
    {
        var fault = (await VerifyAsync(changed)).Faults[0];
        (fault.Kind, fault.Place).ShouldBe(("broken", place));
    }

    private async Task<ChainReport> VerifyAsync(byte[] bytes) => (await ChainFile.VerifyAsync(new MemoryStream(bytes), [key], default)).Report;

    /// <summary>Where each fact and its hash stand in the file.</summary>
    private List<(int Start, int End)> Facts()
    {
        var facts = new List<(int, int)>();
        var at = 12 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(8)) + 32;
        while (at < file.Length - 2)
        {
            var start = at;
            at += 2;
            for (var column = 0; column < 15; column++) at += 4 + Math.Max(0, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)));
            at += 32;
            facts.Add((start, at));
        }
        return facts;
    }
}
