using System.Buffers;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Npgsql;
using VideoConf.Calendar.Views;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Zones;

namespace VideoConf.Calendar;

/// <summary>
/// A person's calendar as other programs read it, again and again: nothing is read but identities and versions as long as
/// nothing changed, and a changed event costs no more than itself.
/// </summary>
internal sealed class Feed(NpgsqlDataSource dataSource, EventDirectory directory, EventFinder events, IMeterFactory meters, IClock clock) : IDisposable
{
    private const long MostCachedBytes = 64 << 20;
    private static readonly Duration Past = Duration.FromDays(90);

    private readonly MemoryCache rendered = new(new MemoryCacheOptions { SizeLimit = MostCachedBytes });
    private readonly Counter<long> renderings = meters.Create("VideoConf.Calendar").CreateCounter<long>("videoconf.calendar.feed.renderings", "{event}", "Events that were written out for feeds; what did not change is not.");

    private readonly record struct Revision(Guid EventId, long Version);

    private readonly record struct Key(Revision Revision, Guid PersonId, string Origin);

    /// <param name="Text">Empty when the person is to see nothing of the event.</param>
    /// <param name="From">The earliest time in it that needs the zone.</param>
    private sealed record Entry(byte[] Text, DateTimeZone? Zone, Instant From);

    public static async Task<IResult> Endpoint(string secret, HttpContext http, OwnerFinder owners, Feed feed, CancellationToken cancellationToken)
    {
        if (await owners.OfFeedAsync(OpenFeed.Hash(secret), cancellationToken) is not { } owner) return Problems.OfStatus(404);
        var origin = ExportEvent.OriginOf(http.Request);
        var revisions = await feed.RevisionsAsync(owner.PersonId, cancellationToken);
        var tag = new EntityTagHeaderValue(TagOf(revisions, origin));
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))) return Results.StatusCode(304);
        return Results.Bytes(await feed.WriteAsync(owner.PersonId, revisions, origin, cancellationToken), $"{ExportEvent.MediaType}; charset=utf-8");
    }

    // All that lasts into the window or lies ahead; no event is longer than a year.
    private async Task<IReadOnlyList<Revision>> RevisionsAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select id, mt_version from {directory.Table.Name}
             where id in (
                 select event_id from calendar.appearances where person_id = $1 and ends_at > $2 and starts_at > $2 - interval '367 days'
                 union select event_id from calendar.open_series where people @> array[$1])
             order by id
             """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (clock.GetCurrentInstant() - Past).ToDateTimeUtc() });
        var found = new List<Revision>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(new Revision(reader.GetGuid(0), reader.GetInt64(1)));
        return found;
    }

    // Another build may write the same event otherwise.
    private static string TagOf(IReadOnlyList<Revision> revisions, string origin)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(Feed).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(origin));
        foreach (var (id, version) in revisions)
        {
            hash.AppendData(id.ToByteArray());
            hash.AppendData(BitConverter.GetBytes(version));
        }
        return $"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"";
    }

    private async Task<ReadOnlyMemory<byte>> WriteAsync(Guid personId, IReadOnlyList<Revision> revisions, string origin, CancellationToken cancellationToken)
    {
        var entries = revisions.ToDictionary(r => r.EventId, r => rendered.Get<Entry>(new Key(r, personId, origin)));
        Guid[] missing = [.. entries.Where(e => e.Value is null).Select(e => e.Key)];
        // One that was changed in this very moment is written as it is now, and kept under that version.
        if (missing.Length > 0)
        {
            foreach (var (id, found) in await events.FindAsync(missing, cancellationToken))
            {
                var entry = Render(found.Data, personId, origin);
                entries[id] = rendered.Set(new Key(new Revision(id, found.Version), personId, origin), entry, new MemoryCacheEntryOptions { Size = entry.Text.Length + 200 });
            }
        }
        return Assemble([.. entries.Values.OfType<Entry>().Where(e => e.Text.Length > 0)]);
    }

    private Entry Render(CalendarEvent e, Guid personId, string origin)
    {
        renderings.Add(1);
        var components = e.IsCancelled ? [] : EventFile.Of(e, origin, personId);
        var text = new ArrayBufferWriter<byte>();
        foreach (var component in components) text.Write(CalendarWriter.Write(component.ToComponent()));
        var zone = components.Select(c => c.Start).FirstOrDefault() is { Zone: { } named, IsUtc: false } ? named : null;
        return new Entry(text.WrittenSpan.ToArray(), zone, components.Count == 0 ? default : components.Min(c => Instant.Min(c.Start.ToInstant(), (c.RecurrenceId ?? c.Start).ToInstant())));
    }

    private static ReadOnlyMemory<byte> Assemble(IReadOnlyList<Entry> entries)
    {
        var frame = new CalendarObject { OtherProperties = [CalendarProperty.OfText("X-WR-CALNAME", "VideoConf"), new("REFRESH-INTERVAL", "PT1H", [new("VALUE", ["DURATION"])]), new("X-PUBLISHED-TTL", "PT1H", [])] }.ToComponent();
        foreach (var zone in entries.Where(e => e.Zone is not null).GroupBy(e => e.Zone!).OrderBy(z => z.Key.Id, StringComparer.Ordinal))
            frame.Components.Add(TimeZoneWriter.Write(zone.Key, zone.Min(e => e.From), zone.Max(e => e.From)));
        var written = CalendarWriter.Write(frame).AsSpan();
        var end = "END:VCALENDAR\r\n"u8.Length;
        var all = new ArrayBufferWriter<byte>(written.Length + entries.Sum(e => e.Text.Length));
        all.Write(written[..^end]);
        foreach (var entry in entries) all.Write(entry.Text);
        all.Write(written[^end..]);
        return all.WrittenMemory;
    }

    public void Dispose() => rendered.Dispose();
}
