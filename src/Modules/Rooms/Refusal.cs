namespace VideoConf.Rooms;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }

    public static readonly Decision RoomNotFound = Define("room_not_found", 404, "There is no such room, or it is private and its link is needed. Check the link or ask the host for it.");
    public static readonly Decision RoomClosed = Define("room_closed", 409, "This room is closed. Its host can open it again.");
    public static readonly Decision NotInvited = Define("not_invited", 403, "This room is kept for those who were invited. Open your own link, or ask the host for it.");
    public static readonly Decision RoomMoved = Define("room_moved", 409, "This meeting is held in another place now.");
    public static readonly Decision RoomFull = Define("room_full", 409, "This room is full. Try again when somebody has left.");
    public static readonly Decision RemovedFromSession = Define("removed_from_session", 403, "The host removed you from this session. You can come back when the next one starts.");
    public static readonly Decision GuestsNotAllowed = Define("guests_not_allowed", 403, "This room is for people with an account. Sign in to join.");
    public static readonly Decision NotHost = Define("not_host", 403, "Only the host of the room can do this.");
    public static readonly Decision NotManager = Define("not_host_or_co_host", 403, "Only the host or a co-host of the room can do this.");
    public static readonly Decision NotYou = Define("not_your_stay", 403, "You can only leave for yourself.");
    public static readonly Decision NotPresent = Define("participant_not_present", 404, "This person is not in the session any more.");
    public static readonly Decision NoSession = Define("no_session", 409, "Nobody is in this room right now.");
    public static readonly Decision AlreadyClosed = Define("already_closed", 409, "The room is closed already.");
    public static readonly Decision AlreadyOpen = Define("already_open", 409, "The room is open already.");
    public static readonly Decision HostStays = Define("cannot_act_on_host", 409, "This cannot be done to the host of the room.");
    public static readonly Decision EndsBeforeStart = Define("ends_before_start", 400, "The end must be after the start.", "scheduledEnd");
    public static readonly Decision NoHistory = Define("no_history_access", 403, "Only the host and those who took part can see a room's sessions.");

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision) => decision is Decision.Refused refused ? refused.ToProblem(Statuses[refused.Code]) : null;
}
