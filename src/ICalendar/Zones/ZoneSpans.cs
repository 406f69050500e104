using System.Runtime.CompilerServices;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Zones;

/// <summary>A time during which a zone keeps its offset. All in seconds, begin and end since 1970 in UTC.</summary>
internal readonly record struct ZoneSpan(long Start, long End, int Offset);

/// <summary>
/// A zone's offsets as plain numbers, gathered as they are asked for: NodaTime makes an object for every look,
/// and a rule looks at every change of the clocks.
/// </summary>
internal sealed class ZoneSpans
{
    // Blocks of about 34 years from the year before 1
    private const int BlockBits = 30;
    private const long Never = long.MaxValue / 4;

    private static readonly long Beginning = (long)Civil.Days(0, 1, 1) * Civil.SecondsPerDay;
    private static readonly ConditionalWeakTable<DateTimeZone, ZoneSpans> Known = [];

    private readonly DateTimeZone zone;
    private readonly Block?[] blocks = new Block?[((((long)Civil.LastDay + 2) * Civil.SecondsPerDay - Beginning) >> BlockBits) + 1];

    private ZoneSpans(DateTimeZone zone)
    {
        this.zone = zone;
        MaxOffset = zone.MaxOffset.Seconds;
    }

    private sealed record Block(ZoneSpan[] Spans, bool SkipsDay);

    /// <summary>No offset of the zone is larger.</summary>
    public int MaxOffset { get; }

    public static ZoneSpans Of(DateTimeZone zone) => Known.GetValue(zone, static wanted => new ZoneSpans(wanted));

    /// <summary>The span that holds the moment.</summary>
    public ZoneSpan At(long moment)
    {
        var index = IndexOf(moment);
        var spans = BlockAt(index).Spans;

        // Changes come at even distances in most zones, so the place can be guessed
        var guess = (int)Math.Clamp(((moment - Beginning - ((long)index << BlockBits)) * spans.Length) >> BlockBits, 0, spans.Length - 1);
        for (var i = Math.Max(0, guess - 1); i <= guess + 1 && i < spans.Length; i++)
        {
            if (moment >= spans[i].Start && moment < spans[i].End)
            {
                return spans[i];
            }
        }

        var (low, high) = (0, spans.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = spans[middle].Start <= moment ? (middle, high) : (low, middle - 1);
        }

        return spans[low];
    }

    /// <summary>The first of the moments at which the wall clock shows the time; in a gap the one by the offset before.</summary>
    /// <param name="local">Seconds on the wall clock since 1970.</param>
    /// <param name="gap">How much later the wall clock shows; zero if there is no gap.</param>
    /// <returns>The span of the moment, or that before the gap.</returns>
    public ZoneSpan OfLocal(long local, out int gap)
    {
        gap = 0;
        var span = At(local - MaxOffset);
        while (local >= span.End + span.Offset)
        {
            var next = At(span.End);
            if (next.Start <= span.Start)
            {
                // The end of the calendar
                return span;
            }

            if (local < next.Start + next.Offset)
            {
                gap = next.Offset - span.Offset;
                return span;
            }

            span = next;
        }

        return span;
    }

    /// <summary>True if a whole day may be missing between the two moments.</summary>
    public bool MaySkipDay(long from, long to)
    {
        for (var i = IndexOf(from); i <= IndexOf(to); i++)
        {
            if (BlockAt(i).SkipsDay)
            {
                return true;
            }
        }

        return false;
    }

    private int IndexOf(long moment) => (int)Math.Clamp((moment - Beginning) >> BlockBits, 0, blocks.Length - 1);

    private Block BlockAt(int index) => blocks[index] ??= Gather(index);

    private Block Gather(int index)
    {
        var from = Beginning + ((long)index << BlockBits);
        var to = Math.Min(from + (1L << BlockBits), ((long)Civil.LastDay + 1) * Civil.SecondsPerDay);
        var spans = new List<ZoneSpan>();
        var (moment, skips) = (from, false);
        while (moment < to)
        {
            var interval = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(moment));
            var span = new ZoneSpan(
                interval.HasStart ? interval.Start.ToUnixTimeSeconds() : -Never,
                interval.HasEnd ? interval.End.ToUnixTimeSeconds() : Never,
                interval.WallOffset.Seconds);
            skips |= interval.HasStart && interval.WallOffset.Seconds - zone.GetUtcOffset(interval.Start - Duration.Epsilon).Seconds >= Civil.SecondsPerDay;
            spans.Add(span);
            moment = span.End;
        }

        return new Block([.. spans], skips);
    }
}
