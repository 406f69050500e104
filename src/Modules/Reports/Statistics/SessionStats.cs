using System.Collections.Immutable;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Reports.Statistics;

/// <summary>How a person was connected with one browser, in seconds that were measured.</summary>
internal sealed record Connected(string Browser, int Good, int Fair, int Poor, int Reconnects);

/// <summary>One person in one session, on however many devices.</summary>
/// <param name="Devices">That are there now.</param>
/// <param name="Since">With the first of them, Unix milliseconds.</param>
/// <param name="Stays">From, to, from, to … in Unix milliseconds; two devices at once are one stay.</param>
internal sealed record Present(Guid Id, bool IsGuest, int Devices, long Since, ImmutableArray<long> Stays, ImmutableArray<Connected> Connections)
{
    public Present Coming(long at) => this with { Devices = Devices + 1, Since = Devices == 0 ? at : Since };

    public Present Going(long at, int devices) => this with { Devices = devices, Stays = devices == 0 && Devices > 0 ? Stays.Add(Since).Add(Math.Max(Since, at)) : Stays };

    public long FirstJoined => Stays.Length > 0 ? Stays[0] : Since;

    /// <summary>Every stay; one that goes on lasts until now.</summary>
    public IEnumerable<(long From, long To)> Until(long now)
    {
        for (var i = 0; i < Stays.Length; i += 2) yield return (Stays[i], Stays[i + 1]);
        if (Devices > 0) yield return (Since, Math.Max(Since, now));
    }
}

/// <summary>A device that is in the session.</summary>
internal sealed record Device(Guid ParticipantId, Guid PersonId);

/// <summary>What one session comes to. Times are Unix milliseconds.</summary>
/// <param name="Started">Null as long as only other facts have told of it.</param>
/// <param name="EventId">The event of the calendar whose occurrence it was.</param>
internal sealed record SessionStat(
    Guid? RoomId, Guid? HostId, long? Started, long? Ended, Guid? EventId, LocalDateTime? Occurrence, ImmutableArray<Present> People, ImmutableArray<Device> Devices)
{
    public static readonly SessionStat Unknown = new(null, null, null, null, null, null, [], []);

    public SessionStat Changing(Guid person, bool isGuest, Func<Present, Present> change)
    {
        for (var i = 0; i < People.Length; i++)
        {
            if (People[i].Id == person) return this with { People = People.SetItem(i, change(People[i])) };
        }
        return this with { People = People.Add(change(new Present(person, isGuest, 0, 0, [], []))) };
    }
}

/// <summary>A row per session: who was there and when, how they were connected, and which event it was.</summary>
internal sealed class SessionStats(EventRegistry registry) : KeyedView<Guid, SessionStat>("statsessions")
{
    public override IReadOnlyCollection<Type> Facts => registry.Named(
    [
        "rooms.session_started", "rooms.participant_joined", "rooms.participant_left", "rooms.session_host_changed", "rooms.session_ended", "rooms.connection_measured", "calendar.event_started",
    ]);

    protected override IReadOnlyList<ViewColumn<SessionStat>> Columns =>
    [
        new("started_at", NpgsqlDbType.TimestampTz, s => LogFacts.Utc(s.Started)),
        new("ended_at", NpgsqlDbType.TimestampTz, s => LogFacts.Utc(s.Ended)),
        new("host", NpgsqlDbType.Uuid, s => s.HostId),
    ];

    private sealed record OfSession(Guid? SessionId);
    private sealed record Started(Guid RoomId, Guid HostId, Instant At);
    private sealed record Joined(Guid ParticipantId, Guid PersonId, bool IsGuest, Instant At);
    private sealed record Left(Guid ParticipantId, Instant At);
    private sealed record HostChanged(Guid HostId);
    private sealed record Ended(Instant At);
    private sealed record Measured(Guid PersonId, int Seconds, string Grade, int Reconnects, string? Browser);
    private sealed record EventStarted(LocalDateTime Occurrence);

    protected override Guid KeyOf(StoredEvent e) => e.WireName switch
    {
        "calendar.event_started" => e.Read<OfSession>().SessionId ?? Guid.Empty,
        "rooms.connection_measured" => e.Read<OfSession>().SessionId ?? e.StreamId,
        _ => e.StreamId,
    };

    public override SessionStat? Fold(SessionStat? row, StoredEvent e)
    {
        row ??= SessionStat.Unknown;
        switch (e.WireName)
        {
            case "rooms.session_started" when e.Read<Started>() is var started:
                return row with { RoomId = started.RoomId, HostId = started.HostId, Started = started.At.Milliseconds() };
            case "rooms.participant_joined" when e.Read<Joined>() is var joined:
                return row.Changing(joined.PersonId, joined.IsGuest, p => p.Coming(joined.At.Milliseconds())) with { Devices = row.Devices.Add(new Device(joined.ParticipantId, joined.PersonId)) };
            case "rooms.participant_left" when e.Read<Left>() is var left:
                if (row.Devices.FirstOrDefault(d => d.ParticipantId == left.ParticipantId) is not { } device) return row;
                return row.Changing(device.PersonId, false, p => p.Going(left.At.Milliseconds(), p.Devices - 1)) with { Devices = row.Devices.Remove(device) };
            case "rooms.session_host_changed":
                return row with { HostId = e.Read<HostChanged>().HostId };
            case "rooms.session_ended" when e.Read<Ended>().At.Milliseconds() is var end:
                return row with { Ended = end, Devices = [], People = [.. row.People.Select(p => p.Going(end, 0))] };
            case "rooms.connection_measured" when e.Read<Measured>() is var measured:
                return row.Changing(measured.PersonId, false, p => p with { Connections = With(p.Connections, measured) });
            case "calendar.event_started":
                return row with { EventId = e.StreamId, Occurrence = e.Read<EventStarted>().Occurrence };
            default:
                return row;
        }
    }

    private static ImmutableArray<Connected> With(ImmutableArray<Connected> connections, Measured measured)
    {
        var browser = measured.Browser ?? "";
        var before = connections.FirstOrDefault(c => c.Browser == browser);
        var after = (before ?? new Connected(browser, 0, 0, 0, 0)) is var c ? c with { Reconnects = c.Reconnects + measured.Reconnects } : c;
        after = measured.Grade switch
        {
            "good" => after with { Good = after.Good + measured.Seconds },
            "fair" => after with { Fair = after.Fair + measured.Seconds },
            "poor" => after with { Poor = after.Poor + measured.Seconds },
            _ => after,
        };
        return before is null ? connections.Add(after) : connections.Replace(before, after);
    }
}
