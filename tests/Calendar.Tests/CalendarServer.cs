using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Rooms;

namespace VideoConf.Calendar.Tests;

/// <summary>The calendar on real rooms; accounts are kept in memory, and everybody is let in to a call.</summary>
public class CalendarServer : ModuleServer
{
    private static readonly string[] Tables = ["occurrences", "appearances", "open_series", "sessions"];
    private readonly KnownPeople accounts = new();
    private int people;

    protected virtual CalendarOptions Options { get; } = new();

    protected override EventRegistry Registry => new EventRegistry().AddRoomFacts().AddCalendarFacts();

    protected override void AddTo(IServiceCollection services) => services
        .AddSingleton<IPeople>(accounts).AddSingleton<ICallAdmissions, OpenDoor>()
        .AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 }).AddCalendar(Options);

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        api.MapRooms();
        api.MapCalendar();
    }

    internal Person NewPerson(string name, bool isGuest = false) => Register(new Person(this, name, isGuest, NewEmail(name)));

    protected string NewEmail(string name) => $"{name.ToLowerInvariant()}{Interlocked.Increment(ref people)}@example.org";

    private protected T Register<T>(T person) where T : Person
    {
        if (!person.IsGuest) accounts.Set(new PersonWithAccount(person.Id, person.Email, person.Name));
        return person;
    }

    /// <summary>How much there is of everything: the log, streams, views and written-out occurrences.</summary>
    internal async Task<string> EverythingAsync()
    {
        var names = await QueryAsync<string[]>("select array_agg(format('%I.%I', schemaname, tablename) order by 1) from pg_tables where schemaname in ('events', 'calendar') and tablename not in ('mt_event_progression', 'vc_timers')");
        var counts = new List<string>();
        foreach (var table in names) counts.Add($"{table} {await QueryAsync<string>($"select count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') from {table} t")}");
        return string.Join("\n", counts);
    }

    /// <summary>What is written out, besides the ids.</summary>
    internal Task<string> WrittenOutAsync() => Task.WhenAll(Tables.Select(table => QueryAsync<string>($"select coalesce(string_agg(t::text, ';' order by t::text), '') from calendar.{table} t")))
        .ContinueWith(all => string.Join("\n", all.Result), TaskScheduler.Default);

    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) => new("ticket", Samples.Later, "/hubs/conference", []);
    }
}
