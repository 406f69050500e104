using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class UndoChangeSpec
{
    private static readonly EventDetails Retro = Details with { Title = "Retro" };
    private static readonly InvitationAnswered BobComes = new(BobInvited.Id, Answer.Accepted, "Gladly", null, Later);
    private static readonly SeriesSplit Split = new(Rule("FREQ=WEEKLY;UNTIL=20261208T075959Z;BYDAY=TU"), Third, OtherEventId);
    private static readonly EventScheduled Rest = Scheduled with { EventId = OtherEventId, Time = At(Third), SplitFrom = EventId };

    /// <summary>Each array is what one request wrote.</summary>
    private static Spec.Answer Undo(object[][] requests, At? other = null, Guid? by = null)
    {
        long version = 0;
        var facts = requests.SelectMany((request, i) => request.Select(fact => (fact, i)))
            .Select(f => new StoredEvent(1, 1, Guid.Empty, EventId, ++version, "", "", f.fact, new EventMetadata(CorrelationId: $"{f.i}"), Now)).ToList();
        var last = UndoChange.LastChange(facts);
        var before = last.Count == 0 ? null : facts.Where(f => f.Version < last[0].Version).Select(f => f.Data!).Aggregate(default(CalendarEvent), CalendarEvent.Evolve);
        return Spec.Given([.. requests.SelectMany(r => r)]).When<CalendarEvent>(state => UndoChange.Decide(
            new UndoChange(by ?? Ada, [.. last.Select(f => f.Data!)], before, last.Count == 0 ? 0 : last[0].Version - 1, other, Later), state));
    }

    [Fact]
    public void What_is_not_there_cannot_be_taken_back() => Undo([]).ThenRefused("event_not_found");

    [Fact]
    public void Only_the_organizer_takes_back() => Undo([[Scheduled]], by: Bob).ThenRefused("not_organizer");

    [Fact]
    public void A_new_event_is_cancelled() => Undo([[Scheduled]]).Then(new EventCancelled(Later));

    [Fact]
    public void A_change_of_several_facts_is_taken_back_as_one() => Undo([[Scheduled], [new EventDetailsChanged(Retro), new AttendeesRemoved([CleoInvited.Id])]])
        .Then(new EventRestored(1, State(Scheduled)));

    [Fact]
    public void Of_two_changes_the_last() => Undo([[Scheduled], [new EventDetailsChanged(Retro)], [new OccurrenceCancelled(Second)]])
        .Then(new EventRestored(2, State(Scheduled, new EventDetailsChanged(Retro))));

    [Fact]
    public void A_change_of_one_occurrence() => Undo([[Scheduled], [new OccurrenceChanged(Moved(Second, Third))]]).Then(new EventRestored(1, State(Scheduled)));

    [Fact]
    public void A_cancellation() => Undo([[Scheduled], [new EventCancelled(Now)]]).Then(new EventRestored(1, State(Scheduled)));

    [Fact]
    public void The_end_of_a_series() => Undo([[Scheduled], [Split with { Into = null }]]).Then(new EventRestored(1, State(Scheduled)));

    [Fact]
    public void A_split_with_the_event_that_came_of_it() => Undo([[Scheduled], [Split]], new At(State(Rest), 1))
        .Then(new EventRestored(1, State(Scheduled)), new Undoing(OtherEventId, 1, new EventCancelled(Later)));

    [Fact]
    public void Not_when_that_one_was_changed_since() => Undo([[Scheduled], [Split]], new At(State(Rest, new EventDetailsChanged(Retro)), 2)).ThenRefused("changed_since");

    [Fact]
    public void Answers_given_since_are_kept_and_so_is_what_happened() => Undo([[Scheduled], [new EventDetailsChanged(Retro)], [BobComes], [new EventStarted(First, SessionId, Later)]])
        .Then(new EventRestored(1, State(Scheduled, BobComes, new EventStarted(First, SessionId, Later))));

    [Fact]
    public void Whoever_was_removed_comes_back_with_the_answer_he_had() => Undo([[Scheduled], [BobComes], [new AttendeesRemoved([BobInvited.Id])]])
        .Then(new EventRestored(2, State(Scheduled, BobComes)));

    [Fact]
    public void What_was_taken_back_is_not_taken_back_again() =>
        Undo([[Scheduled], [new EventDetailsChanged(Retro)], [new EventRestored(1, State(Scheduled))]]).ThenRefused("nothing_to_undo");

    [Fact]
    public void Restored_it_is_what_it_was_but_for_its_sequence() =>
        State(Scheduled, new EventDetailsChanged(Retro), new EventRestored(1, State(Scheduled))).ShouldBe(State(Scheduled) with { Sequence = 2 }, new Written());

    private sealed class Written : IEqualityComparer<CalendarEvent>
    {
        private static string Json(CalendarEvent e) => System.Text.Json.JsonSerializer.Serialize(e, FactJson.Options);
        public bool Equals(CalendarEvent? x, CalendarEvent? y) => Json(x!) == Json(y!);
        public int GetHashCode(CalendarEvent e) => Json(e).GetHashCode(StringComparison.Ordinal);
    }
}
