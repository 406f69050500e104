namespace VideoConf.Calendar;

/// <summary>Free times for what found its room taken. Pure.</summary>
internal static class Alternatives
{
    private const int Wanted = 3;
    private static readonly Duration Step = Duration.FromMinutes(30);
    private static readonly Duration Furthest = Duration.FromHours(12);

    /// <summary>
    /// The nearest shifts by half hours, up to twelve hours, at which none of the occurrences meets a time that is held.
    /// </summary>
    /// <param name="wanted">Occurrences that take the room.</param>
    /// <param name="held">When others hold it, twelve hours before the first to twelve hours behind the last.</param>
    /// <param name="now">What has begun already is no alternative.</param>
    /// <returns>The first occurrence at each shift.</returns>
    public static IReadOnlyList<Interval> Near(IReadOnlyList<Interval> wanted, IReadOnlyList<Interval> held, Instant now)
    {
        var found = new List<Interval>();
        Interval[] inOrder = [.. held.OrderBy(h => h.Start)];
        for (var by = Step; by <= Furthest && found.Count < Wanted; by += Step)
        {
            foreach (var shift in (Duration[])[by, -by])
            {
                if (found.Count < Wanted && wanted[0].Start + shift > now && wanted.All(w => IsFree(inOrder, w.Start + shift, w.End + shift)))
                    found.Add(new Interval(wanted[0].Start + shift, wanted[0].End + shift));
            }
        }
        return [.. found.OrderBy(f => f.Start)];
    }

    // Bookings of one room do not overlap: only the last that starts before the end can be in the way.
    internal static bool IsFree(Interval[] held, Instant start, Instant end)
    {
        var (low, high) = (0, held.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (held[middle].Start < end) low = middle + 1;
            else high = middle;
        }
        return low == 0 || held[low - 1].End <= start;
    }
}
