namespace VideoConf.Interviews;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }

    public static readonly Decision AccountNeeded = Define("account_needed", 403, "Interviews are scheduled by people with an account. Sign in to do it.");
    public static readonly Decision InterviewNotFound = Define("interview_not_found", 404, "There is no such interview, or you are not in it.");
    public static readonly Decision NotManager = Define("not_organizer_or_interviewer", 403, "Only who asked for the interview and the interviewer can do this.");
    public static readonly Decision NotMember = Define("not_a_side", 403, "Only the interviewer and the candidate can do this.");
    public static readonly Decision SamePerson = Define("candidate_is_interviewer", 400, "Interviewer, candidate and observers must be different people.", "candidate.email");
    public static readonly Decision UnknownTimeZone = Define("unknown_time_zone", 400, "timeZone must be a name of the IANA time zone database, such as Europe/Berlin.", "timeZone");
    public static readonly Decision TimeIsPast = Define("time_is_past", 400, "The interview would be over already.", "start");
    public static readonly Decision InterviewerBusy = Define("interviewer_busy", 409, "The interviewer has something else at this time.", "start");
    public static readonly Decision InvalidMeetLink = Define("invalid_meet_link", 400, "A Google Meet link looks like https://meet.google.com/abc-defg-hij.", "link");
    public static readonly Decision InvalidLink = Define("invalid_link", 400, "link must be a link that begins with https://.", "link");
    public static readonly Decision NoMeetProvider = Define("meet_provider_off", 400, "This server makes no Google Meet links itself. Give one.", "link");
    public static readonly Decision MeetProviderFailed = Define("meet_provider_failed", 502, "Google refuses to make a link. Give one, and tell who runs this server.", "link");
    public static readonly Decision MeetUnavailable = Define("meet_unavailable", 503, "Google makes no link right now. Try again in a while, or give one.", "link");
    public static readonly Decision WrongState = Define("wrong_state", 409, "This cannot be done with the interview as it stands.");
    public static readonly Decision NotYet = Define("not_yet", 409, "The interview has not begun yet.");
    public static readonly Decision NotPeer = Define("not_a_peer_interview", 409, "There is a second round in peer interviews only.");
    public static readonly Decision FeedbackGiven = Define("feedback_given", 409, "You have given your feedback already.");
    public static readonly Decision UnknownCriterion = Define("unknown_criterion", 400, "The rubric of this interview has no such criterion, or not that high a score.", "scores");
    public static readonly Decision LinkNotFound = Define("link_not_found", 404, "This link does not hold any more, or it is not whole.");
    public static readonly Decision TooEarly = Define("too_early", 409, "This link does not open yet.");
    public static readonly Decision TooLate = Define("too_late", 410, "This link has closed.");
    public static readonly Decision KeyReused = Define("idempotency_key_reused", 422, "This Idempotency-Key was used for another command.");
    public static readonly Decision NoWebhooks = Define("not_administrator", 403, "Only administrators and the platform's keys have webhooks.");
    public static readonly Decision WebhookNotFound = Define("webhook_not_found", 404, "There is no such webhook, or it is not yours.");
    public static readonly Decision WebhookDeliveryNotFound = Define("webhook_delivery_not_found", 404, "This webhook was told no such thing, or long ago.");
    public static readonly Decision InvalidWebhookUrl = Define("invalid_webhook_url", 400, "url must be an address that begins with https://, without a user's name and without a #.", "url");
    public static readonly Decision WebhookAddressNotAllowed = Define("webhook_address_not_allowed", 400, "url is an address that this server may not ask.", "url");
    public static readonly Decision UnknownWebhookKind = Define("unknown_webhook_kind", 400, "kinds holds one that there is not. * stands for all.", "kinds");
    public static readonly Decision TooManyCommands = Define("too_many_commands", 413, $"A batch may have at most {RunCommands.Most} commands.");
    public static readonly Decision PadFull = Define("pad_full", 409, "The code pad is full: it has taken as many changes as it can keep.");

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision) => decision is Decision.Refused refused ? refused.ToProblem(Statuses[refused.Code]) : null;
}
