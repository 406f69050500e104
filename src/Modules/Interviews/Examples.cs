namespace VideoConf.Interviews;

/// <summary>How commands and their answers look, for the OpenAPI document; tests send them.</summary>
internal static class Examples
{
    public const string Schedule =
        """
        {
          "title": "Mock interview: graphs", "description": "An hour of graphs.", "level": "senior", "topic": "Graphs", "language": "C#",
          "interviewer": {"email": "ada@example.org", "name": "Ada"}, "candidate": {"email": "bob@example.org", "name": "Bob"}, "observers": [{"email": "olga@example.org", "name": "Olga"}],
          "start": "2027-03-01T09:00:00", "durationMinutes": 60, "timeZone": "Europe/Berlin", "serviceType": "custom", "isPeer": false,
          "rubric": [{"id": "problem_solving", "title": "Problem solving", "max": 5}], "question": "Find a cycle.", "reminders": [10, 1440]
        }
        """;

    private const string OtherTime = """{"start": "2027-03-02T10:00:00", "durationMinutes": 45, "timeZone": "Europe/Berlin"}""";

    /// <summary>The body of each verb, by its name in a batch.</summary>
    public static readonly IReadOnlyDictionary<string, string> Bodies = new Dictionary<string, string>
    {
        ["change_details"] = """{"title": "Mock interview: trees", "description": null, "level": "middle", "topic": "Trees", "language": "C#"}""",
        ["reschedule"] = OtherTime,
        ["choose_service"] = """{"serviceType": "google_meet", "link": "https://meet.google.com/abc-defg-hij"}""",
        ["assign_members"] = """{"interviewer": {"email": "ada@example.org"}, "candidate": {"email": "cleo@example.org", "name": "Cleo"}, "observers": []}""",
        ["confirm"] = "{}",
        ["cancel"] = """{"reason": "Bob is ill"}""",
        ["reopen"] = OtherTime,
        ["change_phase"] = """{"phase": "first_round"}""",
        ["end"] = "{}",
        ["record_no_show"] = """{"who": ["candidate"]}""",
        ["give_feedback"] = """{"scores": {"problem_solving": 4}, "sharesScores": true, "sharedText": "Well explained.", "privateText": "Ready for more."}""",
        ["write_sheet"] = """{"question": "Find a cycle.", "notes": "Began with the brute force."}""",
        ["renew_link"] = """{"memberId": "019b76da-a800-7c5e-9d9b-6f0a1f2e3d02"}""",
    };

    public const string Commands =
        $$"""
        {"commands": [{"type": "schedule", "idempotencyKey": "booking-4711", "body": {{Schedule}} }, {"type": "cancel", "interviewId": "{{Id}}", "version": 2, "body": {"reason": "Bob is ill"} }]}
        """;

    public const string CommandsAnswer =
        $$"""
        {"results": [{"status": 201, "body": {{Interview}} }, {"status": 412, "body": {"type": "/problems/version_mismatch", "title": "Precondition Failed", "status": 412, "detail": "Somebody changed this in the meantime. Load it again and repeat your change.", "code": "version_mismatch"} }]}
        """;

    private const string Id = "019b76da-a800-7c5e-9d9b-6f0a1f2e3d00";

    /// <summary>What each verb is answered.</summary>
    public const string Interview =
        $$"""
        {
          "id": "{{Id}}", "state": "scheduled", "title": "Mock interview: graphs", "description": "An hour of graphs.", "level": "senior", "topic": "Graphs", "language": "C#",
          "isPeer": false, "organizerName": "Platform",
          "interviewer": {"id": "019b76da-a800-7c5e-9d9b-6f0a1f2e3d01", "name": "Ada", "email": "ada@example.org", "hasAccount": true, "hasConfirmed": true, "confirmedAt": "2027-02-20T10:05:00Z", "isNoShow": false, "joinUrl": "https://meet.example.org/join/CfDJ8Kx…"},
          "candidate": {"id": "019b76da-a800-7c5e-9d9b-6f0a1f2e3d02", "name": "Bob", "email": "bob@example.org", "hasAccount": false, "hasConfirmed": false, "confirmedAt": null, "isNoShow": false, "joinUrl": "https://meet.example.org/join/CfDJ8Ly…"},
          "observers": [],
          "start": "2027-03-01T09:00:00", "durationMinutes": 60, "timeZone": "Europe/Berlin", "startsAt": "2027-03-01T08:00:00Z", "endsAt": "2027-03-01T09:00:00Z",
          "serviceType": "custom", "link": null, "roomCode": "abc-defg-hjk", "joinUrl": null, "eventId": "019b76da-a800-7c5e-9d9b-6f0a1f2e3d03", "reminders": [10, 1440],
          "phase": null, "phaseSince": null, "startedAt": null, "endedAt": null, "rescheduledAt": null, "cancelledAt": null, "cancelledBy": null, "cancelReason": null,
          "rubric": [{"id": "problem_solving", "title": "Problem solving", "max": 5}], "feedback": [], "sheet": null, "you": null, "mayManage": true,
          "createdAt": "2027-02-20T10:00:00Z", "serverTime": "2027-02-20T10:06:00Z", "version": 3
        }
        """;
}
