using VideoConf.Rooms.Views;

namespace VideoConf.Rooms.Tests;

public sealed class Races(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");

    [Fact]
    public async Task Of_30_people_at_once_at_the_door_of_a_room_for_10_exactly_10_come_in_to_one_session()
    {
        var room = await ada.OpensRoom(new { maxParticipants = 10 });
        var answers = await AllAtOnce(30, person => person.TriesToJoin(room));
        var stays = answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => a.As<JoinRoom.Answer>()).ToList();
        stays.Count.ShouldBe(10);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK)) refused.ShouldRefuse(409, "room_full");
        stays.Select(s => s.SessionId).Distinct().ShouldHaveSingleItem();
        stays.Select(s => s.Roster.Participants.Count).Order().ShouldBe(Enumerable.Range(1, 10));
        (await ada.Sees(room)).Live!.Participants.ShouldBe(10);
    }

    [Fact]
    public async Task Two_people_who_come_to_an_empty_room_at_once_meet()
    {
        for (var round = 0; round < 10; round++)
        {
            var room = await ada.OpensRoom();
            var answers = await AllAtOnce(2, person => person.Joins(room));
            answers.Select(a => a.SessionId).Distinct().ShouldHaveSingleItem();
            (await server.QueryAsync<long>($"select count(*) from events.mt_doc_sessionhistory where room_id = '{room.Id}'")).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_room_that_is_closed_while_people_come_has_no_live_session()
    {
        for (var round = 0; round < 20; round++)
        {
            var room = await ada.OpensRoom();
            var joining = AllAtOnce(3, person => person.TriesToJoin(room));
            var closing = ada.Delete($"rooms/{room.Code}");
            foreach (var joined in await joining)
                if (joined.Status != HttpStatusCode.OK) joined.ShouldRefuse(409, "room_closed");
            (await closing).ShouldBeDone();
            var closed = await ada.Sees(room);
            (closed.IsActive, closed.Live).ShouldBe((false, null));
        }
    }

    [Fact]
    public async Task A_room_that_is_closed_while_the_last_one_leaves_ends_the_session_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var room = await ada.OpensRoom();
            var stay = await ada.Joins(room);
            var leaving = ada.Leaves(room, stay);
            var closing = ada.Delete($"rooms/{room.Code}");
            (await leaving).ShouldBeDone();
            (await closing).ShouldBeDone();
            (await server.Log.FetchStreamAsync(stay.SessionId)).Count(f => f.Data is SessionEnded).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_host_who_hands_over_to_two_at_once_has_one_successor()
    {
        var room = await ada.OpensRoom();
        await ada.Joins(room);
        var others = await AllAtOnce(2, person => person.Joins(room));
        var answers = await Task.WhenAll(others.Select(o => ada.Post($"rooms/{room.Code}/host", new { o.ParticipantId })));
        answers.Count(a => a.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Single(a => a.Status != HttpStatusCode.NoContent).ShouldRefuse(403, "not_host");
    }

    [Fact]
    public async Task After_all_that_the_views_are_what_the_log_says()
    {
        var room = await ada.OpensRoom();
        var stays = await AllAtOnce(5, async person => (Person: person, Stay: await person.Joins(room)));
        await Task.WhenAll(stays.Select(s => s.Person.Leaves(room, s.Stay)));
        foreach (var session in await server.QueryAsync<Guid[]>("select array_agg(id) from events.mt_doc_sessionhistory"))
        {
            var folded = (await server.Log.FetchStreamAsync(session)).Where(f => new SessionHistory().Facts.Contains(f.Data!.GetType())).Aggregate(default(SessionRow), new SessionHistory().Fold);
            var row = await server.QueryAsync<string>($"select data::text from events.mt_doc_sessionhistory where id = '{session}'");
            System.Text.Json.Nodes.JsonNode.DeepEquals(
                System.Text.Json.Nodes.JsonNode.Parse(row), System.Text.Json.JsonSerializer.SerializeToNode(folded, FactJson.Options)).ShouldBeTrue();
        }
        server.Logged.ShouldBeEmpty();
    }

    private async Task<T[]> AllAtOnce<T>(int count, Func<Person, Task<T>> act) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(i => server.NewPerson($"Person {i}")).ToList().Select(person => Task.Run(() => act(person))));
}
