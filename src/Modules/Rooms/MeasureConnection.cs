namespace VideoConf.Rooms;

/// <summary>Keeps what a browser measured of its connection, at most once for each minute since it began to.</summary>
internal sealed record MeasureConnection(Guid SessionId, Guid ParticipantId, Guid PersonId, ConnectionSummary Summary, Instant Now)
{
    public static Decision Decide(MeasureConnection c, StayConnection? before)
    {
        if (before is not null && before.Facts > (c.Now - before.Since).TotalMinutes) return Decision.Nothing;
        var s = c.Summary;
        return Decision.Accept(new ConnectionMeasured(
            c.SessionId, c.ParticipantId, c.PersonId, s.Seconds, GradeOf(s), s.LossPercent is { } loss ? Math.Round(loss, 1) : null, s.RoundTripMs, s.SendKbps, s.ReceiveKbps,
            s.FramesPerSecond, s.Width, s.Height, s.Codec, s.Relayed, s.SpokeSeconds, s.SharedSeconds, s.Reconnects, s.Browser,
            [.. s.Troubles.Select(t => new Trouble(t.Kind, t.Detail, c.Now - Duration.FromSeconds(t.SecondsAgo)))], c.Now));
    }

    /// <summary>As bad as the worst of its numbers; the thresholds are those of the browser's bars (realtime/quality.ts).</summary>
    public static Grade GradeOf(ConnectionSummary s)
    {
        if (s.Troubles.Any(t => t.Kind is TroubleKind.IceFailed or TroubleKind.MediaSilent)) return Grade.Poor;
        var grade = Worse(Rising(s.LossPercent ?? 0, 5, 10), Rising(s.RoundTripMs ?? 0, 300, 600));
        // A still picture needs few bits, so the bitrate speaks only when the picture stutters.
        if (s.FramesPerSecond is { } fps and < 12)
            grade = Worse(grade, Worse(fps >= 6 ? Grade.Fair : Grade.Poor, Share((s.ReceiveKbps ?? 0) / TargetKbps(s.Height ?? 0))));
        return grade;
    }

    private static Grade Rising(double value, double fair, double poor) => value < fair ? Grade.Good : value < poor ? Grade.Fair : Grade.Poor;

    private static Grade Share(double share) => share >= 0.5 ? Grade.Good : share >= 0.3 ? Grade.Fair : Grade.Poor;

    private static double TargetKbps(int height) => height switch { <= 180 => 200, <= 360 => 500, _ => 1500 };

    private static Grade Worse(Grade a, Grade b) => a > b ? a : b;
}

/// <summary>The measurements of one stay. A stream of its own, by the participant's id: they must not lengthen the session's.</summary>
internal sealed record StayConnection(Instant Since, int Facts) : IEvolve<StayConnection>
{
    public static StayConnection? Evolve(StayConnection? state, object fact) => fact is ConnectionMeasured e
        ? new(state?.Since ?? e.At - Duration.FromSeconds(e.Seconds), (state?.Facts ?? 0) + 1)
        : state;
}

/// <summary>A part of the fact, with the server's time.</summary>
internal sealed record Trouble(TroubleKind Kind, string? Detail, Instant At);
