using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Reports.Chain;

namespace VideoConf.Reports.Tests;

/// <summary>The chain is looked at without being asked, and what is found is said loudly until it is put right.</summary>
public sealed class IntegritySpec(AuditServer server) : IClassFixture<AuditServer>, IAsyncLifetime
{
    // The look at the start is over, and no other comes in between unless a test has it come
    public async ValueTask InitializeAsync()
    {
        await AuditServer.UntilAsync(async () => await LooksAsync() > 0);
        await server.QueryAsync<long>("with gone as (delete from events.vc_timers where kind = 'reports.look' returning 1) select count(*) from gone");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<long> LooksAsync() => server.QueryAsync<long>("select count(*) from reports.checks where checked_by is null");

    private LookHourly.Worker Watch => server.Services.GetRequiredService<LookHourly.Worker>();

    [Fact]
    public async Task It_looks_at_everything_once_a_day_and_in_between_at_what_is_new()
    {
        var ada = server.NewPerson("Ada");
        await OpensAsync(ada);
        server.Clock.Advance(Duration.FromDays(1));
        (await Watch.LookAsync(default)).From.ShouldBe(1);
        var before = (await BadgeAsync(ada)).CheckedTo;
        await OpensAsync(ada);
        var next = await Watch.LookAsync(default);
        (next.From, next.Faults.Count).ShouldBe((before!.Value + 1, 0));
        next.To.ShouldBeGreaterThan(before.Value);
        (await Watch.LookAsync(default)).To.ShouldBe(next.To);
        server.Clock.Advance(Duration.FromDays(1));
        (await Watch.LookAsync(default)).From.ShouldBe(1);
        (await BadgeAsync(ada)).ShouldSatisfyAllConditions(b => b.CheckedAt.ShouldBe(server.Clock.GetCurrentInstant()), b => b.CheckedBy.ShouldBeNull(), b => b.CheckedTo.ShouldBe(next.To));
    }

    [Fact]
    public async Task A_changed_row_is_found_by_itself_and_said_until_it_is_put_right()
    {
        var (ada, root) = (server.NewPerson("Ada"), server.NewPerson("Root", isAdministrator: true));
        await OpensAsync(ada);
        server.Clock.Advance(Duration.FromDays(1));
        await server.QueryAsync<long>("with c as (update events.mt_events set correlation_id = correlation_id || 'x' where seq_id = (select min(seq_id) from events.mt_events) returning 1) select count(*) from c");
        (await Watch.LookAsync(default)).Faults.ShouldHaveSingleItem().Kind.ShouldBe("changed");
        server.Logged.ShouldContain(line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("is not what was written"));
        (await BadgeAsync(ada)).Fault!.ShouldContain("is not what was written");

        // What is new since does not make it good
        await OpensAsync(ada);
        await Watch.LookAsync(default);
        var chain = server.Services.GetRequiredService<IAuditChain>();
        await chain.VerifyAsync(long.MaxValue, long.MaxValue, [], "somebody", default);
        (await chain.FaultAsync(default)).ShouldNotBeNull();
        (await root.Post("audit/integrity/check")).As<ShowIntegrity.Answer>().Fault.ShouldNotBeNull();

        await server.QueryAsync<long>("with c as (update events.mt_events set correlation_id = left(correlation_id, -1) where seq_id = (select min(seq_id) from events.mt_events) returning 1) select count(*) from c");
        var good = (await root.Post("audit/integrity/check")).As<ShowIntegrity.Answer>();
        (good.Fault, good.CheckedBy, good.CheckedTo).ShouldBe((null, "Root", good.Place));
        (await chain.FaultAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_an_administrator_has_it_looked_at_and_everybody_with_an_account_gets_the_key()
    {
        var ada = server.NewPerson("Ada");
        (await ada.Post("audit/integrity/check")).ShouldRefuse(403, "administrator_needed");
        (await new TestPerson(server, "Guest", isGuest: true).Post("audit/integrity/check")).ShouldRefuse(403, "account_needed");
        (await new TestPerson(server, "Guest", isGuest: true).Get("audit/key")).ShouldRefuse(403, "account_needed");
        var key = await ada.Get("audit/key");
        key.Status.ShouldBe(HttpStatusCode.OK);
        var verifier = new SealVerifier(key.Text);
        verifier.Fingerprint.ShouldBe((await BadgeAsync(ada)).Fingerprint);
    }

    [Fact]
    public async Task It_looks_when_its_time_has_come_and_again_behind_the_seal_of_the_next_hour()
    {
        var before = await LooksAsync();
        await using (var session = server.Log.OpenSession(EventMetadata.System))
        {
            LookHourly.Set(session, server.Clock.GetCurrentInstant());
            await session.SaveChangesAsync();
        }
        await AuditServer.UntilAsync(async () => await LooksAsync() > before);
        Instant.FromDateTimeUtc(await server.QueryAsync<DateTime>("select due from events.vc_timers where kind = 'reports.look'"))
            .ShouldBe(SealHourly.NextHour(server.Clock.GetCurrentInstant()) + Duration.FromMinutes(5));
    }

    private async Task OpensAsync(TestPerson person)
    {
        await AuditServer.OpensAsync(person, "Checked");
        await server.SettledAsync();
        var chain = server.Services.GetRequiredService<AuditChain>();
        var facts = await server.QueryAsync<long>("select count(*) from events.mt_events");
        await AuditServer.UntilAsync(async () =>
        {
            await chain.CatchUpAsync(default);
            return await chain.PlaceAsync(default) >= facts;
        });
    }

    private static async Task<ShowIntegrity.Answer> BadgeAsync(TestPerson person) => (await person.Get("audit/integrity")).As<ShowIntegrity.Answer>();
}
