using Microsoft.AspNetCore.Http;
using Npgsql;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>When several people are all free, as far as they share it.</summary>
internal sealed class FindFreeTimes(NpgsqlDataSource dataSource, IPeople people, SharingFinder sharing, EventFinder events)
{
    private const int MostPeople = 20;
    private const int MostFree = 200;
    private static readonly Duration LongestWindow = Duration.FromDays(62);

    internal sealed record BusyPerson(string Email, bool Shared, IReadOnlyList<FreeTime> Busy);

    internal sealed record Answer(IReadOnlyList<BusyPerson> People, IReadOnlyList<FreeTime> Free);

    public static async Task<IResult> Endpoint(
        HttpContext http, FindFreeTimes free, string? people, string? from, string? to, int? duration, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (start, end) = check.Window(from, to, LongestWindow);
        var minutes = check.Required("duration", check.InRange("duration", duration, 5, 24 * 60));
        string[] emails = [.. (people ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (emails.Length is 0 or > MostPeople) check.Add("people", "out_of_range", $"people must be 1 to {MostPeople} e-mail addresses, separated by commas.");
        if (check.Problem is { } invalid) return invalid;

        var busy = await free.BusyAsync(emails, caller, start, end, cancellationToken);
        var taken = busy.SelectMany(p => p.Busy).Select(b => new Interval(b.Start, b.End));
        return Results.Ok(new Answer(busy, [.. Gaps(taken, start, end, Duration.FromMinutes(minutes)).Take(MostFree).Select(g => new FreeTime(g.Start, g.End))]));
    }

    /// <summary>The gaps of at least this length that busy times leave in a window.</summary>
    internal static IEnumerable<Interval> Gaps(IEnumerable<Interval> busy, Instant from, Instant to, Duration atLeast)
    {
        var free = from;
        foreach (var taken in busy.OrderBy(b => b.Start))
        {
            if (Instant.Min(taken.Start, to) - free >= atLeast) yield return new Interval(free, Instant.Min(taken.Start, to));
            free = Instant.Max(free, taken.End);
        }
        if (to - free >= atLeast) yield return new Interval(free, to);
    }

    private async Task<IReadOnlyList<BusyPerson>> BusyAsync(string[] emails, Caller caller, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var accounts = (await people.FindAsync(emails, cancellationToken)).ToDictionary(p => p.Email, p => p.PersonId, StringComparer.OrdinalIgnoreCase);
        var open = await sharing.WhoSharesAsync(accounts.Values, cancellationToken);
        var visible = accounts.Values.Where(p => p == caller.PersonId || open.Contains(p)).ToHashSet();
        var busy = await BusyAsync(visible, from, to, cancellationToken);
        // No account looks the same as one that is not shared.
        return [.. emails.Select(email => accounts.TryGetValue(email, out var id) && visible.Contains(id) ? new BusyPerson(email, true, [.. busy[id]]) : new BusyPerson(email, false, []))];
    }

    private async Task<ILookup<Guid, FreeTime>> BusyAsync(IEnumerable<Guid> visible, Instant from, Instant to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select person_id, event_id, occurrence, starts_at, ends_at from calendar.appearances where person_id = any($1) and starts_at < $3 and ends_at > $2 order by starts_at");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. visible] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = to.ToDateTimeUtc() });
        var rows = new List<(Guid Person, Guid Event, LocalDateTime Key, FreeTime Time)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                rows.Add((reader.GetGuid(0), reader.GetGuid(1), LocalDateTime.FromDateTime(reader.GetDateTime(2)), new FreeTime(Bookings.At(reader, 3), Bookings.At(reader, 4))));
        }
        var byId = await events.FindAsync(rows.Select(r => r.Event), cancellationToken);
        return rows.Where(r => byId.TryGetValue(r.Event, out var e) && e.Data.TakesUp(r.Person, r.Key)).ToLookup(r => r.Person, r => r.Time);
    }
}
