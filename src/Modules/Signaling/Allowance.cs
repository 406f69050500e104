namespace VideoConf.Signaling;

/// <summary>A token bucket: so many at once, refilled evenly. For one connection, whose calls come one after the other.</summary>
internal struct Allowance(double perSecond, int burst)
{
    private double left = double.MaxValue;
    private long seen = Environment.TickCount64;

    public bool Take()
    {
        var now = Environment.TickCount64;
        left = Math.Min(burst, left + (now - seen) / 1000.0 * perSecond);
        seen = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}
