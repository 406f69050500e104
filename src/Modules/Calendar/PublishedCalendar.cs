using Npgsql;
using VideoConf.Calendar.Views;
using VideoConf.ICalendar.Events;

namespace VideoConf.Calendar;

/// <summary>What of the calendar leaves the house.</summary>
internal sealed class PublishedCalendar(EventLog log, EventFinder events, NpgsqlDataSource dataSource, EventDirectory directory) : ICalendarEvents
{
    public IReadOnlyCollection<Type> Facts => directory.Facts;

    public CalendarFact? Publish(StoredEvent stored) => stored.Data switch
    {
        EventStarted f => new OccurrenceBegan(stored.StreamId, f.Occurrence, f.SessionId),
        // That it is under way or over tells nobody to come at another time
        EventCompleted or EventReopened => null,
        { } fact when Facts.Contains(fact.GetType()) => new EventTouched(stored.StreamId, stored.Version),
        _ => null,
    };

    public async Task<IReadOnlyDictionary<Guid, ICalendarEvent>> FindAsync(EventSession unit, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellationToken) =>
        (await events.FindAsync(unit, eventIds, cancellationToken)).ToDictionary(e => e.Key, ICalendarEvent (e) => new PublishedEvent(e.Value.Data, e.Value.Version));

    public async Task<IReadOnlyList<EventChange>> ChangesSinceAsync(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken)
    {
        var changes = new List<EventChange>();
        var streams = await log.FetchStreamsAsync([.. versions.Keys], cancellationToken);
        foreach (var (id, version) in versions)
        {
            StoredEvent[] facts = [.. streams[id]];
            if (At(facts, long.MaxValue) is not { } after) continue;
            object[] since = [.. facts.Where(f => f.Version > version).Select(f => f.Data).OfType<object>()];
            var before = At(facts, version);
            if (before is null && since.OfType<EventScheduled>().FirstOrDefault()?.SplitFrom is { } from)
                before = At(await log.FetchStreamAsync(from, cancellationToken: cancellationToken), long.MaxValue);
            changes.Add(new EventChange(before, after, since.Any(f => f is EventImported), since.Any(f => f is SeriesSplit { Into: not null })));
        }
        return changes;
    }

    public byte[] WithPlace(byte[] file, string url) =>
        CalendarObject.TryRead(file, out var calendar, out _) ? (calendar with { Events = [.. calendar.Events.Select(e => e with { Location = url, Url = url })] }).Write() : file;

    private static PublishedEvent? At(IReadOnlyList<StoredEvent> facts, long version)
    {
        StoredEvent[] until = [.. facts.Where(f => f.Version <= version)];
        CalendarEvent? state = null;
        foreach (var fact in until)
        {
            state = fact.Data is { } data ? CalendarEvent.Evolve(state, data) : state;
            // The directory keeps it so, and an invitation says when it was revised
            if (state is not null && fact.Data is not (InvitationAnswered or EventImported)) state = state with { RevisedAt = fact.RecordedAt };
        }
        return state is null ? null : new PublishedEvent(state, until[^1].Version);
    }

    public async Task<IReadOnlyList<AgendaItem>> AgendaAsync(Guid personId, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var found = new List<(Guid EventId, LocalDateTime Occurrence, Instant Start, Instant End)>();
        await using (var command = dataSource.CreateCommand(
            """
            select event_id, occurrence, starts_at, ends_at from calendar.appearances
            where person_id = $1 and starts_at < $3 and ends_at > $2 and starts_at > $2 - interval '367 days' order by starts_at, event_id
            """))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.ToDateTimeUtc() });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = to.ToDateTimeUtc() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                found.Add((reader.GetGuid(0), LocalDateTime.FromDateTime(reader.GetDateTime(1)), Bookings.At(reader, 2), Bookings.At(reader, 3)));
        }
        var states = await events.FindAsync(found.Select(f => f.EventId), cancellationToken);
        return [.. from one in found
            let e = states.GetValueOrDefault(one.EventId)?.Data
            where e is not null && e.TakesUp(personId, one.Occurrence)
            let details = e.DetailsOf(one.Occurrence)
            select new AgendaItem(one.EventId, one.Occurrence, one.Start, one.End, e.Time.AllDay, details.Title, details.Place.Url, e.Organizer.PersonId)];
    }
}
