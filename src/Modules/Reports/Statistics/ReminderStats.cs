using System.Collections.Immutable;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Reports.Statistics;

/// <summary>One way by which a reminder went. Times are Unix milliseconds.</summary>
/// <param name="Id">Empty for the list in the application.</param>
/// <param name="Channel">list, email or push.</param>
/// <param name="Due">When it should have been there.</param>
/// <param name="Outcome">waiting, sent, digest, failed or withdrawn.</param>
internal sealed record ReminderWay(Guid Id, string Channel, long Due, string Outcome, long? Sent);

/// <param name="PersonId">Who is reminded; null when he has no account.</param>
internal sealed record ReminderStat(Guid? PersonId, Guid? EventId, long Due, ImmutableArray<ReminderWay> Ways);

/// <summary>A row per reminder that came due; other notifications have none.</summary>
internal sealed class ReminderStats(EventRegistry registry) : KeyedView<Guid, ReminderStat>("statreminders")
{
    public override IReadOnlyCollection<Type> Facts => registry.Named(
    [
        "notifications.notification_raised", "notifications.reminder_postponed", "notifications.delivery_sent", "notifications.delivery_failed", "notifications.delivery_gathered", "notifications.delivery_withdrawn",
    ]);

    protected override IReadOnlyList<ViewColumn<ReminderStat>> Columns =>
    [
        new("due_at", NpgsqlDbType.TimestampTz, r => LogFacts.Utc(r.Due)),
        new("event_id", NpgsqlDbType.Uuid, r => r.EventId),
    ];

    private sealed record Recipient(Guid? PersonId, Guid? EventId);
    private sealed record Content(Guid? EventId);
    private sealed record Planned(Guid DeliveryId, string Channel, Instant DueAt);
    private sealed record Raised(Recipient Recipient, string Kind, Content Content, bool Listed, IReadOnlyList<Planned> Deliveries, Instant DueAt, Instant At);
    private sealed record Postponed(IReadOnlyList<Planned> Deliveries);
    private sealed record Sent(Guid DeliveryId, Instant At);
    private sealed record Failed(Guid DeliveryId, Instant? RetryAt);
    private sealed record Gone(Guid DeliveryId);

    protected override Guid KeyOf(StoredEvent e) => e.StreamId;

    public override ReminderStat? Fold(ReminderStat? row, StoredEvent e)
    {
        if (e.WireName == "notifications.notification_raised") return e.Read<Raised>() is { Kind: "reminder" } raised ? Of(raised) : row;
        if (row is null) return null;
        switch (e.WireName)
        {
            case "notifications.reminder_postponed" when e.Read<Postponed>() is var later:
                return row with { Ways = [.. row.Ways, .. later.Deliveries.Select(d => new ReminderWay(d.DeliveryId, d.Channel, d.DueAt.Milliseconds(), "waiting", null))] };
            case "notifications.delivery_sent" when e.Read<Sent>() is var sent:
                return With(row, sent.DeliveryId, way => way with { Outcome = "sent", Sent = sent.At.Milliseconds() });
            case "notifications.delivery_failed" when e.Read<Failed>() is { RetryAt: null } failed:
                return With(row, failed.DeliveryId, way => way with { Outcome = "failed" });
            case "notifications.delivery_gathered":
                return With(row, e.Read<Gone>().DeliveryId, way => way with { Outcome = "digest" });
            case "notifications.delivery_withdrawn":
                return With(row, e.Read<Gone>().DeliveryId, way => way with { Outcome = "withdrawn" });
            default:
                return row;
        }
    }

    private static ReminderStat Of(Raised raised)
    {
        var (due, at) = (raised.DueAt.Milliseconds(), raised.At.Milliseconds());
        ReminderWay[] listed = raised.Listed ? [new ReminderWay(Guid.Empty, "list", due, "sent", at)] : [];
        // A delivery that is not held back (quiet hours, digest) is due at once, and for it counts when the reminder was due
        var ways = raised.Deliveries.Select(d => new ReminderWay(d.DeliveryId, d.Channel, d.DueAt > raised.At ? d.DueAt.Milliseconds() : due, "waiting", null));
        return new ReminderStat(raised.Recipient.PersonId, raised.Content.EventId ?? raised.Recipient.EventId, due, [.. listed, .. ways]);
    }

    private static ReminderStat With(ReminderStat row, Guid delivery, Func<ReminderWay, ReminderWay> change) =>
        row with { Ways = [.. row.Ways.Select(way => way.Id == delivery ? change(way) : way)] };
}
