using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;
using VideoConf.EventStore.Projections;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;

namespace VideoConf.Calendar;

/// <summary>Takes a file's events into the caller's calendar: all that can be taken in, in one transaction, or nothing.</summary>
internal sealed class ImportCalendar(EventLog log, EventDirectory directory, Bookings bookings, EventFields fields, IClock clock)
{
    public const int MostEvents = 5000;
    private const int MostOccurrences = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="What">new, changed or skipped.</param>
    /// <param name="Reason">Why it is skipped; of one that is taken in: shortened, when some of it was too long.</param>
    internal sealed record ImportItem(string? Uid, string? Title, LocalDateTime? Start, string What, string? Reason);

    internal sealed record Answer(int New, int Changed, int Skipped, IReadOnlyList<ImportItem> Items);

    public static async Task<IResult> Endpoint(HttpContext http, ImportCalendar import, bool? dryRun, string? timeZone, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (timeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null) return Refusal.UnknownTimeZone.Problem()!;
        if (await Bodies.ReadAsync(http.Request, CalendarReader.MaxBytes, cancellationToken) is not { } bytes) return Refusal.FileTooLarge.Problem()!;
        // A rule that hardly ever comes to pass is long searched for, and a file may have thousands.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            if (!CalendarImport.TryRead(bytes.AsSpan(), timeZone, out var file, out var refused, patience.Token)) return refused.Problem()!;
            return await import.RunAsync(http.Metadata(), caller, file, ExportEvent.OriginOf(http.Request), dryRun == true, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Refusal.TooManyEvents.Problem()!;
        }
    }

    /// <summary>An event that is taken in.</summary>
    private sealed record Taken(ImportItem Item, ViewRow<CalendarEvent>? Before, IReadOnlyList<object> Facts, CalendarEvent After, IReadOnlyList<Bookings.Slot> Slots);

    private async Task<IResult> RunAsync(EventMetadata metadata, Caller caller, CalendarImport file, string origin, bool dryRun, CancellationToken cancellationToken)
    {
        var organizer = await fields.OrganizerAsync(caller, cancellationToken);
        var (now, occurrences) = (clock.GetCurrentInstant(), 0);
        IResult? problem = null;
        var items = new List<ImportItem>();
        await log.ExecuteAsync(metadata, async unit =>
        {
            (problem, occurrences) = (null, 0);
            items = [.. file.Skipped];
            var (mine, others) = await KnownAsync(unit, caller, file, cancellationToken);
            var taken = new List<Taken>();
            foreach (var (read, reason, series) in file.Events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (read is null || others.Contains(read.Uid)) items.Add(CalendarImport.ItemOf(series, "skipped", reason ?? "in_calendar_already"));
                else if (Take(read, mine.GetValueOrDefault(read.Uid), organizer, origin, now, items) is { } one) taken.Add(one);
                if ((occurrences += taken.Count > 0 ? taken[^1].Slots.Count : 0) > MostOccurrences) break;
            }
            if (occurrences > MostOccurrences) problem = Refusal.TooManyEvents.Problem();
            if (problem is not null) return Decision.Nothing;
            var free = await WithoutTakenRoomsAsync(unit, taken, items, cancellationToken);
            if (dryRun || free.Count == 0) return Decision.Nothing;
            foreach (var one in free) await WriteAsync(unit, one, cancellationToken);
            bookings.Write(unit, [.. free.Select(one => (one.After, one.Slots))], now);
            return Decision.Accept();
        }, cancellationToken);
        return problem ?? Results.Ok(new Answer(items.Count(i => i.What == "new"), items.Count(i => i.What == "changed"), items.Count(i => i.What == "skipped"), items));
    }

    private async Task<(Dictionary<string, ViewRow<CalendarEvent>> Mine, HashSet<string> Others)> KnownAsync(EventSession unit, Caller caller, CalendarImport file, CancellationToken cancellationToken)
    {
        string[] uids = [.. file.Events.Select(e => e.Read?.Uid).OfType<string>()];
        var mine = await unit.QueryAsync(directory, "where organizer_uid = any($1)", [uids.Select(uid => EventDirectory.OrganizerUid(caller.PersonId, uid)).ToArray()], cancellationToken);
        var others = await unit.QueryAsync(directory,
            """
            where uid = any($1) and id in (
                select event_id from calendar.appearances where person_id = $2 union select event_id from calendar.open_series where people @> array[$2])
            """, [uids, caller.PersonId], cancellationToken);
        return (mine.ToDictionary(e => e.Data.Uid), [.. others.Where(e => e.Data.Organizer.PersonId != caller.PersonId).Select(e => e.Data.Uid)]);
    }

    private Taken? Take(FileEvent read, ViewRow<CalendarEvent>? before, Organizer organizer, string origin, Instant now, List<ImportItem> items)
    {
        var command = new ImportEvent(
            Guid.CreateVersion7(), organizer, read.Of(organizer.PersonId) with { Attendees = [.. read.Attendees.Select(a => a with { Id = Guid.CreateVersion7() })] }, origin, now);
        var decision = ImportEvent.Decide(command, before?.Data);
        var item = new ImportItem(read.Uid, read.Details.Title, read.Time.Start, before is null ? "new" : "changed", read.IsShortened ? "shortened" : null);
        if (decision is not Decision.Accepted { Facts: var facts })
        {
            items.Add(item with { What = "skipped", Reason = (decision as Decision.Refused)?.Code ?? "unchanged" });
            return null;
        }
        var after = facts.Aggregate(before?.Data, CalendarEvent.Evolve)!;
        var slots = bookings.SlotsOf(after, now);
        items.Add(slots.Count > Bookings.MostSlots ? item with { What = "skipped", Reason = "too_many_occurrences" } : item);
        return slots.Count > Bookings.MostSlots ? null : new Taken(item, before, facts, after, slots);
    }

    private async Task<List<Taken>> WithoutTakenRoomsAsync(EventSession unit, List<Taken> taken, List<ImportItem> items, CancellationToken cancellationToken)
    {
        while (true)
        {
            var collisions = await bookings.ClaimAsync(unit, [.. taken.Select(t => (t.After.Id, t.Slots))], cancellationToken);
            var barred = taken.Where(t => t.Slots.Any(s => s.RoomId is not null && collisions.Any(c => c.RoomId == s.RoomId && c.Start < s.Held.End && c.End > s.Held.Start))).ToList();
            if (barred.Count == 0) return taken;
            taken = [.. taken.Except(barred)];
            foreach (var one in barred) items[items.IndexOf(one.Item)] = one.Item with { What = "skipped", Reason = "room_taken" };
        }
    }

    private static async Task WriteAsync(EventSession unit, Taken one, CancellationToken cancellationToken)
    {
        if (one.Before is { } before)
        {
            var stream = await unit.FetchForWritingAsync<CalendarEvent>(before.Id, cancellationToken: cancellationToken);
            if (stream.Version != before.Version) throw new ConcurrencyException("The event was changed while the file was read.");
            stream.Append(one.Facts);
        }
        else unit.StartStream<CalendarEvent>(one.After.Id, one.Facts);
    }
}
