using System.Collections.Immutable;

namespace VideoConf.Notifications;

internal enum DeliveryState { Waiting, Sent, Failed, GivenUp, Gathered, Withdrawn }

/// <summary>What became of one way outside.</summary>
/// <param name="DueAt">When it is to be tried, next.</param>
/// <param name="Code">Of the last failure.</param>
/// <param name="Reason">Of the last failure, in the words of the other side.</param>
internal sealed record Delivery(
    Guid Id, Channel Channel, Guid? DeviceId, DeliveryState State, Instant DueAt, bool InDigest, int Attempts = 0, Instant? SentAt = null, string? Code = null, string? Reason = null,
    WithdrawalReason? Withdrawn = null);

/// <summary>What somebody is told, and what became of it.</summary>
internal sealed record Notification(
    Guid Id, Recipient Recipient, Kind Kind, Content Content, bool Listed, Instant DueAt, Instant RaisedAt, Instant? ReadAt, ImmutableList<Delivery> Deliveries) : IEvolve<Notification>
{
    public static Notification? Evolve(Notification? state, object fact) => fact switch
    {
        NotificationRaised e => new(
            e.NotificationId, e.Recipient, e.Kind, e.Content, e.Listed, e.DueAt, e.At, null,
            [.. e.Deliveries.Select(Waiting)]),
        _ when state is null => null,
        ReminderPostponed e => state with { Deliveries = state.Deliveries.AddRange(e.Deliveries.Select(Waiting)) },
        NotificationRead e => state with { ReadAt = e.At },
        DeliverySent e => state.With(e.DeliveryId, d => d with { State = DeliveryState.Sent, Attempts = e.Attempt, SentAt = e.At, Code = null, Reason = null }),
        DeliveryFailed e => state.With(e.DeliveryId, d => d with
        {
            State = e.RetryAt is null ? DeliveryState.GivenUp : DeliveryState.Failed, Attempts = e.Attempt, Code = e.Code, Reason = e.Reason, DueAt = e.RetryAt ?? d.DueAt,
        }),
        DeliveryGathered e => state.With(e.DeliveryId, d => d with { State = DeliveryState.Gathered, SentAt = e.At }),
        DeliveryWithdrawn e => state.With(e.DeliveryId, d => d with { State = DeliveryState.Withdrawn, Withdrawn = e.Reason }),
        _ => state,
    };

    private static Delivery Waiting(PlannedDelivery d) => new(d.DeliveryId, d.Channel, d.DeviceId, DeliveryState.Waiting, d.DueAt, d.InDigest);

    private Notification With(Guid deliveryId, Func<Delivery, Delivery> change) => this with { Deliveries = [.. Deliveries.Select(d => d.Id == deliveryId ? change(d) : d)] };
}
