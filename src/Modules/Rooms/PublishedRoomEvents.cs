namespace VideoConf.Rooms;

/// <summary>What of a session's facts leaves the house, and as what.</summary>
internal static class PublishedRoomEvents
{
    /// <returns>Null for facts that are not about a session.</returns>
    public static SessionFact? Of(StoredEvent e) => e.Data switch
    {
        SessionStarted f => Fact("sessionStarted", new SessionBegan(f.RoomId, f.HostId)),
        ParticipantJoined f => Fact("participantJoined", new ParticipantCame(new Participant(f.ParticipantId, f.PersonId, f.DisplayName, f.Role, f.IsGuest, f.At))),
        ParticipantLeft f => Fact("participantLeft", new ParticipantWent(f.ParticipantId, f.Reason)),
        ParticipantRemoved f => Fact("participantRemoved", new ParticipantWasRemoved(f.ParticipantId, f.By)),
        ParticipantMuted f => Fact("participantMuted", new ParticipantWasMuted(f.ParticipantId, f.By)),
        ParticipantRoleChanged f => Fact("roleChanged", new RoleGiven(f.ParticipantId, f.Role)),
        SessionHostChanged f => Fact("hostChanged", new HostGiven(f.HostId)),
        SessionEnded f => Fact("sessionEnded", new SessionOver(f.Reason)),
        _ => null,
    } is var (type, data) ? new SessionFact(e.StreamId, e.Version, type, e.RecordedAt, data) : null;

    private static (string Type, object Data)? Fact(string type, object data) => (type, data);
}
