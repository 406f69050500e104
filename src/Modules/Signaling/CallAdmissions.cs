namespace VideoConf.Signaling;

internal sealed class CallAdmissions(Tickets tickets, IceServers iceServers) : ICallAdmissions
{
    public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId)
    {
        var (ticket, expiresAt) = tickets.Write(sessionId, participantId, personId);
        return new CallAdmission(ticket, expiresAt, SignalingModule.HubPath, iceServers.For(personId));
    }
}
