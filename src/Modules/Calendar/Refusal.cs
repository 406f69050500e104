namespace VideoConf.Calendar;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }

    public static readonly Decision AccountNeeded = Define("account_needed", 403, "The calendar is for people with an account. Sign in to use it.");
    public static readonly Decision EventNotFound = Define("event_not_found", 404, "There is no such event, or it is not in your calendar.");
    public static readonly Decision NotOrganizer = Define("not_organizer", 403, "Only the organizer of the event can do this.");
    public static readonly Decision NotAttendee = Define("not_attendee", 403, "Only those who were invited can answer.");
    public static readonly Decision InvitationNotFound = Define("invitation_not_found", 404, "This invitation does not hold any more, or the link is not whole.");
    public static readonly Decision OccurrenceNeeded = Define("occurrence_needed", 400, "Say which occurrence of the series is meant.", "occurrence");
    public static readonly Decision OccurrenceNotFound = Define("occurrence_not_found", 404, "The series has no such occurrence.", "occurrence");
    public static readonly Decision ScopeNotPossible = Define("scope_not_possible", 400, "Attendees, repetition, time zone and all-day can only be changed for this and the following, or for all.", "scope");
    public static readonly Decision AlreadyCancelled = Define("already_cancelled", 409, "The event is cancelled.");
    public static readonly Decision EndsBeforeStart = Define("ends_before_start", 400, "The end must be after the start.", "end");
    public static readonly Decision UnknownTimeZone = Define("unknown_time_zone", 400, "timeZone must be a name of the IANA time zone database, such as Europe/Berlin.", "timeZone");
    public static readonly Decision NoOccurrences = Define("no_occurrences", 400, "This repetition never comes to pass.", "recurrence.rule");
    public static readonly Decision TooManyOccurrences = Define("too_many_occurrences", 400, $"An event may have at most {EventPlan.MostOccurrences} occurrences in two years.", "recurrence.rule");
    public static readonly Decision WindowTooLarge = Define("window_too_large", 400, "There are too many events between from and to. Ask for less at a time.", "to");
    public static readonly Decision RoomNotFound = Define("room_not_found", 404, "There is no such room, or it is private and not yours.", "place.room");
    public static readonly Decision RoomTaken = Define("room_taken", 409, "The room is taken at this time.", "place");
    public static readonly Decision NothingToUndo = Define("nothing_to_undo", 409, "There is no change of yours that could be taken back.");
    public static readonly Decision ChangedSince = Define("changed_since", 409, "What came of this change has been changed since; it cannot be taken back in one step.");
    public static readonly Decision FileTooLarge = Define("file_too_large", 413, "The file may have at most 10 MB.");
    public static readonly Decision WrongKey = Define("wrong_key", 401, "Answers to invitations are taken from who knows the key (Authorization: Bearer).");
    public static readonly Decision TooManyEvents = Define("too_many_events", 400, $"The file may have at most {ImportCalendar.MostEvents} events, and those not too many occurrences. Take it in in parts.");
    public static readonly Decision TooManySubscriptions = Define("too_many_subscriptions", 400, "You are subscribed to as many calendars as can be. Remove one first.");
    public static readonly Decision SubscriptionNotFound = Define("subscription_not_found", 404, "You are not subscribed to this calendar.");
    private static readonly Decision AnyInvalidCalendar = Define("invalid_calendar", 400, "");
    private static readonly Decision AnyInvalidRule = Define("invalid_rule", 400, "");

    public static Decision InvalidRule(string sentence, string field) => Decision.Refuse(((Decision.Refused)AnyInvalidRule).Code, sentence, field);

    public static Decision InvalidCalendar(string sentence) => Decision.Refuse(((Decision.Refused)AnyInvalidCalendar).Code, sentence);

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision) => decision is Decision.Refused refused ? refused.ToProblem(Statuses[refused.Code]) : null;
}
