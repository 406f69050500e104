using Microsoft.Extensions.DependencyInjection;
using VideoConf.EventStore;
using VideoConf.Rooms.Contracts;

namespace VideoConf.Signaling.Tests;

public sealed class NewsSpec(NewsSpec.ServerWithTwoModules server) : IClassFixture<NewsSpec.ServerWithTwoModules>
{
    [Fact]
    public async Task A_fact_that_a_module_tells_of_reaches_everybody_in_that_room_as_a_hint()
    {
        var (_, ada) = await server.NewCall();
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, await server.NewPerson("Bob").Join(ada.Code));
        var (_, eve) = await server.NewCall("Eve");
        await using var eves = await HubSocket.ConnectAndGreet(server, eve);

        var id = await server.Start<Tea>(new TeaServed(RoomOf(ada)), new TeaServed(RoomOf(ada)));

        foreach (var hub in new[] { adas, bobs })
        {
            (await hub.Next("News")).GetRawText().ShouldBe($$"""{"topic":"tea","id":"{{id}}","version":1}""");
            (await hub.Next("News")).GetRawText().ShouldBe($$"""{"topic":"tea","id":"{{id}}","version":2}""");
        }
        (await eves.Received("News")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_module_is_asked_about_its_own_facts_and_may_keep_silent()
    {
        var (_, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);

        await server.Start<Tea>(new TeaServed(RoomOf(ada), Quietly: true));
        await server.Start<Tea>(new CupWashed(RoomOf(ada)));
        var id = await server.Start<Cake>(new CakeCut(RoomOf(ada)));

        (await hub.Next("News")).GetRawText().ShouldBe($$"""{"topic":"cake","id":"{{id}}","version":1}""");
        (await hub.Received("News")).ShouldBeEmpty();
    }

    [Fact]
    public async Task News_of_a_room_where_nobody_is_harm_nobody()
    {
        var (_, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);

        await server.Start<Tea>(new TeaServed(Guid.CreateVersion7()));
        var id = await server.Start<Tea>(new TeaServed(RoomOf(ada)));

        (await hub.Next("News")).GetProperty("id").GetGuid().ShouldBe(id);
        (await hub.Received("News")).ShouldBeEmpty();
        server.Logged.ShouldBeEmpty();
    }

    private static Guid RoomOf(Stay stay) => stay.Answer.GetProperty("room").GetProperty("id").GetGuid();

    private sealed record TeaServed(Guid RoomId, bool Quietly = false);
    private sealed record CupWashed(Guid RoomId);
    private sealed record CakeCut(Guid RoomId);

    private sealed record Tea : IEvolve<Tea>
    {
        public static Tea Evolve(Tea? state, object fact) => state ?? new Tea();
    }

    private sealed record Cake : IEvolve<Cake>
    {
        public static Cake Evolve(Cake? state, object fact) => state ?? new Cake();
    }

    private sealed class TeaNews : IRoomNews
    {
        public IReadOnlyCollection<Type> Facts { get; } = [typeof(TeaServed)];

        public RoomNews? Publish(StoredEvent stored) => stored.Data is TeaServed { Quietly: false } tea ? new RoomNews(tea.RoomId, "tea", stored.StreamId, stored.Version) : null;
    }

    private sealed class CakeNews : IRoomNews
    {
        public IReadOnlyCollection<Type> Facts { get; } = [typeof(CakeCut)];

        public RoomNews? Publish(StoredEvent stored) => new(((CakeCut)stored.Data!).RoomId, "cake", stored.StreamId, stored.Version);
    }

    public sealed class ServerWithTwoModules : SignalingServer
    {
        protected override EventRegistry Registry => base.Registry
            .AddStream<Tea>("tea").Add<TeaServed>("test.tea_served").Add<CupWashed>("test.cup_washed").AddStream<Cake>("cake").Add<CakeCut>("test.cake_cut");

        protected override void AddTo(IServiceCollection services)
        {
            base.AddTo(services);
            services.AddSingleton<IRoomNews, TeaNews>().AddSingleton<IRoomNews, CakeNews>();
        }

        internal async Task<Guid> Start<TState>(params object[] facts) where TState : class, IEvolve<TState>
        {
            var id = Guid.CreateVersion7();
            await using var unit = Log.OpenSession(EventMetadata.System);
            unit.StartStream<TState>(id, facts);
            await unit.SaveChangesAsync();
            return id;
        }
    }
}
