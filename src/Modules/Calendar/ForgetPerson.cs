using VideoConf.Calendar.Reactions;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Somebody is erased: his invitations are his too, his feed is closed, and the copies of his outside calendars go. His events stay, without his words.</summary>
internal sealed class ForgetPerson(EventLog log, EventStore.Projections.Views views, CalendarOwners owners) : IForgetsPeople
{
    public async Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        await foreach (var fact in log.FactsOfAsync([typeof(EventScheduled), typeof(AttendeesInvited), typeof(EventRestored)], cancellationToken))
        {
            var (organizer, attendees) = fact.Data switch
            {
                EventScheduled e => (e.Organizer, e.Attendees),
                AttendeesInvited e => (null, e.Attendees),
                EventRestored e => (e.State.Organizer, e.State.Attendees),
                _ => (null, []),
            };
            if (organizer is not null && person.Is(organizer.PersonId, null)) person = person.And(null, organizer.Email, organizer.Name);
            foreach (var attendee in attendees)
                if (person.Is(attendee.PersonId, attendee.Email)) person = person.And(attendee.Id, attendee.Email, attendee.Name);
        }
        return person;
    }

    public async Task ForgetAsync(ErasedPerson person, EventMetadata by, CancellationToken cancellationToken)
    {
        foreach (var owner in await views.QueryAsync(owners, "where person_id = any($1)", [person.Ids.ToArray()], cancellationToken))
        {
            await log.ExecuteAsync(by, async session =>
            {
                var stream = await session.FetchForWritingAsync<CalendarOwner>(owner.Id, cancellationToken: cancellationToken);
                if (OpenFeed.DecideRevoke(owner.Data.PersonId, stream.State) is Decision.Accepted { Facts: var revoked }) stream.Append(revoked);
                foreach (var outside in stream.State?.Outside ?? [])
                {
                    stream.Append(new OutsideCalendarRemoved(outside.Id));
                    OutsideCalendars.Remove(session, outside.Id);
                    RefreshOutside.CancelTimer(session, outside.Id);
                }
                return Decision.Accept();
            }, cancellationToken);
        }
    }
}
