namespace VideoConf.Rooms.Tests;

/// <summary>What a browser measured last comes with its leaving, where nothing can overtake it.</summary>
public sealed class LeavingWithAMeasurement(RoomsServer server) : IClassFixture<RoomsServer>
{
    private static object Summary(int seconds = 7) => new { seconds, spokeSeconds = 3, sharedSeconds = 0, reconnects = 0, browser = "Chrome 156", troubles = Array.Empty<object>() };

    [Fact]
    public async Task It_is_kept_before_the_stay_ends()
    {
        using var ada = server.NewPerson("Ada");
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        (await ada.Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, reason = "left", connection = Summary() })).ShouldBeDone();
        var measured = (ConnectionMeasured)(await server.Log.FetchStreamAsync(stay.ParticipantId)).ShouldHaveSingleItem().Data!;
        (measured.SessionId, measured.PersonId, measured.Seconds, measured.SpokeSeconds).ShouldBe((stay.SessionId, ada.Id, 7, 3));
    }

    [Fact]
    public async Task Nobody_measures_for_another_one()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        await bob.Joins(room);
        (await bob.Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, connection = Summary() })).ShouldRefuse(403, "not_your_stay");
        (await server.Log.FetchStreamAsync(stay.ParticipantId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_cannot_be_is_refused_and_nothing_happens()
    {
        using var ada = server.NewPerson("Ada");
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        (await ada.Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, connection = Summary(seconds: 61) })).ShouldBlame("connection");
        (await ada.Leaves(room, stay)).ShouldBeDone();
    }
}
