namespace VideoConf.Rooms;

/// <summary>Nothing is kept here beside facts and views; but here stands what somebody called himself.</summary>
internal sealed class ForgetPerson(EventLog log) : IForgetsPeople
{
    public async Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        await foreach (var fact in log.FactsOfAsync([typeof(ParticipantJoined)], cancellationToken))
        {
            if (fact.Data is ParticipantJoined joined && person.Is(joined.PersonId, null)) person = person.And(null, null, joined.DisplayName);
        }
        return person;
    }

    public Task ForgetAsync(ErasedPerson person, EventMetadata by, CancellationToken cancellationToken) => Task.CompletedTask;
}
