using Npgsql;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Somebody would be in two places at once. A warning: people may mean it.</summary>
internal sealed record Overlap(string Person, Instant Start, Instant End, string? Title);

/// <summary>Finds who would be in two places at once, as far as the one who asks may know.</summary>
internal sealed class Overlaps(EventFinder events, SharingFinder sharing)
{
    private const int Most = 10;

    public async Task<IReadOnlyList<Overlap>> FindAsync(EventSession unit, CalendarEvent wanted, Caller caller, Instant now, CancellationToken cancellationToken)
    {
        var names = wanted.Attendees.Where(a => a.PersonId is not null).ToDictionary(a => a.PersonId!.Value, a => a.Name ?? a.Email);
        names[wanted.Organizer.PersonId] = wanted.Organizer.Name;
        var open = await sharing.WhoSharesAsync(names.Keys, cancellationToken);
        Guid[] visible = [.. names.Keys.Where(p => p == caller.PersonId || open.Contains(p))];
        var next = new Series(wanted).Between(now, now + Duration.FromDays(366)).Take(60).ToList();
        await using var command = await unit.CreateCommandAsync(
            """
            select a.person_id, a.event_id, a.occurrence, a.starts_at, a.ends_at
            from unnest($2::timestamptz[], $3::timestamptz[]) as w (starts_at, ends_at)
            join calendar.appearances a on a.person_id = any($1) and a.starts_at < w.ends_at and a.ends_at > w.starts_at
            where a.event_id <> $4 order by a.starts_at limit 50
            """, cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = visible });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. next.Select(o => o.Start.ToDateTimeUtc())] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. next.Select(o => o.End.ToDateTimeUtc())] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = wanted.Id });
        var rows = new List<(Guid Person, Guid Event, LocalDateTime Key, Instant Start, Instant End)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                rows.Add((reader.GetGuid(0), reader.GetGuid(1), LocalDateTime.FromDateTime(reader.GetDateTime(2)), Bookings.At(reader, 3), Bookings.At(reader, 4)));
        }
        if (rows.Count == 0) return [];
        var others = await events.FindAsync(unit, rows.Select(r => r.Event), cancellationToken);
        return [.. rows
            .Where(r => others.TryGetValue(r.Event, out var e) && e.Data.TakesUp(r.Person, r.Key))
            .Select(r => new Overlap(names[r.Person], r.Start, r.End, others[r.Event].Data.IsVisibleTo(caller.PersonId) ? others[r.Event].Data.DetailsOf(r.Key).Title : null))
            .Take(Most)];
    }
}
