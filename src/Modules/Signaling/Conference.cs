namespace VideoConf.Signaling;

/// <summary>A live session as far as connections go: its facts, who is in it, and by which connection each is reached.</summary>
/// <remarks>Who is there follows from the facts alone, so that it never disagrees with the log for longer than they take to come.</remarks>
internal sealed class Conference(Guid id, Func<Conference, Guid, CancellationToken, Task> leaveWhenAway)
{
    private sealed class Stay
    {
        public Connection? Connection;
        public MediaStateMessage? Media;
        /// <summary>Cancelled when the participant connects or the stay ends; null while connected.</summary>
        public CancellationTokenSource? Away;
        public bool WasConnected;
    }

    private readonly Lock gate = new();
    private readonly List<FactMessage> facts = [];
    private readonly Dictionary<Guid, Stay> stays = [];
    private Guid? room;

    public Guid Id { get; } = id;

    public long Version { get; private set; }

    public bool IsOver { get; private set; }

    public bool Has(Guid participantId)
    {
        lock (gate) return stays.ContainsKey(participantId);
    }

    /// <summary>Takes the next fact.</summary>
    /// <returns>False when facts before it are missing: <see cref="Load"/> them.</returns>
    public bool Receive(SessionFact fact)
    {
        lock (gate)
        {
            if (fact.Version == Version + 1) Take(fact);
            return fact.Version <= Version;
        }
    }

    /// <summary>Takes those of the facts, in order, that it has not yet.</summary>
    public void Load(IEnumerable<SessionFact> read)
    {
        lock (gate)
        {
            foreach (var fact in read)
            {
                if (fact.Version > Version) Take(fact);
            }
        }
    }

    private void Take(SessionFact fact)
    {
        var message = new FactMessage(fact.Version, fact.Type, fact.At, fact.Data);
        facts.Add(message);
        Version = fact.Version;
        Tell("Fact", message);
        switch (fact.Data)
        {
            case SessionBegan began:
                room = began.RoomId;
                break;
            case ParticipantCame { Participant.ParticipantId: var who }:
                var stay = new Stay();
                stays.Add(who, stay);
                NowAway(who, stay);
                break;
            case ParticipantWent { ParticipantId: var who, Reason: var reason } when stays.Remove(who, out var left):
                End(left, GoodbyeMessage.Because(reason));
                break;
            case SessionOver:
                IsOver = true;
                foreach (var there in stays.Values) End(there, GoodbyeMessage.SessionEnded);
                stays.Clear();
                break;
        }
    }

    private static void End(Stay stay, GoodbyeMessage? goodbye)
    {
        stay.Away?.Cancel();
        stay.Connection?.Close(goodbye);
    }

    private void NowAway(Guid participantId, Stay stay)
    {
        stay.Away = new CancellationTokenSource();
        _ = leaveWhenAway(this, participantId, stay.Away.Token);
    }

    /// <summary>Makes this the one connection of its participant: greets, tells the facts after a version, then everything as it happens.</summary>
    /// <returns>False when the participant is no longer there.</returns>
    public bool Connect(Connection connection, long since, Instant now)
    {
        var who = connection.Ticket.ParticipantId;
        lock (gate)
        {
            if (!stays.TryGetValue(who, out var stay)) return false;
            connection.Send("Welcome", new WelcomeMessage(
                who, Id, Version, [.. stays.Where(s => s.Key != who && s.Value.Media is not null).Select(s => s.Value.Media!)], now));
            SendFacts(connection, since);
            foreach (var (other, _) in stays.Where(s => s.Key != who && s.Value is { WasConnected: true, Connection: null }))
                connection.Send("PeerConnection", new PeerConnectionMessage(other, Connected: false));

            stay.Away?.Cancel();
            stay.Away = null;
            stay.Connection?.Close(GoodbyeMessage.ConnectionReplaced);
            stay.Connection = connection;
            stay.WasConnected = true;
            Tell("PeerConnection", new PeerConnectionMessage(who, Connected: true), except: who);
            return true;
        }
    }

    public void Disconnect(Connection connection)
    {
        var who = connection.Ticket.ParticipantId;
        lock (gate)
        {
            if (!stays.TryGetValue(who, out var stay) || stay.Connection != connection) return;
            stay.Connection = null;
            NowAway(who, stay);
            Tell("PeerConnection", new PeerConnectionMessage(who, Connected: false), except: who);
        }
    }

    public void CatchUp(Connection connection, long since)
    {
        lock (gate) SendFacts(connection, since);
    }

    /// <returns>False when the peer is not here or has no connection now.</returns>
    public bool Relay(Connection from, Guid to, string kind, OpaqueText payload)
    {
        Connection? target;
        lock (gate) target = stays.TryGetValue(to, out var stay) && Speaks(from) ? stay.Connection : null;
        if (target is null) return false;
        target.Send("Signal", new SignalMessage(from.Ticket.ParticipantId, kind, payload), payload.Escaped.Length + 128);
        return true;
    }

    public void SetMediaState(Connection from, MediaFlags flags)
    {
        var who = from.Ticket.ParticipantId;
        lock (gate)
        {
            if (!Speaks(from)) return;
            stays[who].Media = new MediaStateMessage(who, flags.Audio, flags.Video, flags.Screen);
            Tell("MediaState", stays[who].Media!, except: who);
        }
    }

    public void Ephemeral(Connection from, Ephemera what)
    {
        var who = from.Ticket.ParticipantId;
        lock (gate)
        {
            if (Speaks(from)) Tell("Ephemeral", new EphemeralMessage(who, what.Speaking, what.Quality), except: who);
        }
    }

    public void Pad(Connection from, string kind, OpaqueText update)
    {
        var who = from.Ticket.ParticipantId;
        lock (gate)
        {
            if (Speaks(from)) Tell("Pad", new PadMessage(who, kind, update), except: who, update.Escaped.Length + 128);
        }
    }

    /// <summary>Tells everybody, when it is in this session's room.</summary>
    public void News(RoomNews news)
    {
        lock (gate)
        {
            if (room == news.RoomId) Tell("News", new NewsMessage(news.Topic, news.Id, news.Version));
        }
    }

    // A connection that was displaced, or whose stay has ended, may have messages under way.
    private bool Speaks(Connection connection) =>
        stays.TryGetValue(connection.Ticket.ParticipantId, out var stay) && stay.Connection == connection;

    private void SendFacts(Connection connection, long since)
    {
        foreach (var fact in facts.SkipWhile(f => f.Version <= since)) connection.Send("Fact", fact);
    }

    private void Tell(string method, object message, Guid? except = null, int size = 256)
    {
        foreach (var (who, stay) in stays)
        {
            if (who != except) stay.Connection?.Send(method, message, size);
        }
    }
}
