using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;
using VideoConf.EventStore.Projections;
using VideoConf.Reports.Views;

namespace VideoConf.Reports.Tests.Statistics;

/// <summary>Statistics alone, over facts that other modules would write.</summary>
public class ActivityServer : ModuleServer
{
    public KnownPeople Accounts { get; } = new();

    protected override EventRegistry Registry => Activity.Registry();

    protected override void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IPeople>(Accounts).AddStatistics();
        services.AddAsyncView<AuditObjects>();
    }

    protected override void Map(WebApplication host, RouteGroupBuilder api) => api.MapStatistics();

    internal TestPerson NewPerson(string name, Guid? id = null, bool isAdministrator = false)
    {
        var person = new TestPerson(this, name) { Id = id ?? Guid.CreateVersion7(), IsAdministrator = isAdministrator };
        Accounts.Set(new PersonWithAccount(person.Id, $"{person.Id}@example.org", name));
        return person;
    }

    internal async Task AppendAsync(params IReadOnlyList<NewStream> streams)
    {
        await Log.BulkAppendAsync<Activity>(streams, EventMetadata.System);
        await FollowedAsync();
    }

    /// <summary>Waits until every view has come to the end of the log; as long as they come on, with patience.</summary>
    internal async Task FollowedAsync()
    {
        var (last, deadline) = (-1L, 0L);
        while (true)
        {
            var behind = 0L;
            foreach (var view in Services.GetRequiredService<ViewRebuild>().Views)
            {
                var names = string.Join(',', view.Facts.Select(fact => $"'{Registry.Facts[fact]}'"));
                behind += await QueryAsync<long>(
                    $"""
                     select count(*) from events.mt_events e where e.type in ({names}) and (e.tx_id, e.seq_id) > (
                         coalesce((select tx_id from events.mt_event_progression where name = 'view:{view.Alias}'), 0), coalesce((select seq_id from events.mt_event_progression where name = 'view:{view.Alias}'), 0))
                     """);
            }
            if (behind == 0) return;
            if (behind != last) (last, deadline) = (behind, Environment.TickCount64 + 3 * (long)WaitForFacts.Patience.TotalMilliseconds);
            if (Environment.TickCount64 > deadline) throw new TimeoutException($"The statistics did not catch up: {behind} facts are left.");
            await Task.Delay(20);
        }
    }
}

public sealed class YearServer : ActivityServer
{
    internal GeneratedYear Year { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clock.Advance(Duration.FromDays(60));
        await Log.BulkAppendAsync<Activity>(Year.Streams(), EventMetadata.System);
        await FollowedAsync();
    }
}
