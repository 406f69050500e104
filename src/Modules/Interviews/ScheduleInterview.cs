namespace VideoConf.Interviews;

/// <summary>Asks for an interview; with a time it is scheduled at once.</summary>
internal sealed record ScheduleInterview(
    Guid InterviewId, Guid EventId, Asker Asker, InterviewDetails Details, IReadOnlyList<Member> Members, bool IsPeer, IReadOnlyList<Criterion> Rubric, string? Question,
    InterviewTime? Time, Service Service, IReadOnlyList<int> Reminders, Instant Now)
{
    public const int LongestMinutes = 480;
    private const int MostReminders = 5;
    private const int LongestReminder = 28 * 24 * 60;
    private const int MostCriteria = 20;
    private static readonly IReadOnlyList<int> UsualReminders = [10, 24 * 60];

    public static Decision Decide(ScheduleInterview c)
    {
        if (c.Asker.IsGuest) return Refusal.AccountNeeded;
        if (!MemberRequests.AreDifferentPeople(c.Members)) return Refusal.SamePerson;
        var requested = new InterviewRequested(c.InterviewId, c.Asker.By, c.Details with { OwnerId = c.Asker.Id }, c.Members, c.IsPeer, c.Rubric, c.Question, c.Now);
        if (c.Time is not { } time) return Decision.Accept(requested);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.TimeZone) is null) return Refusal.UnknownTimeZone;
        if (time.Interval.End <= c.Now) return Refusal.TimeIsPast;
        return Decision.Accept(requested, new InterviewScheduled(time, c.Service, c.EventId, c.Reminders, c.Now));
    }

    internal sealed record CriterionRequest(string? Id, string? Title, int? Max);

    /// <param name="Start">Wall-clock time; without it the interview is only asked for.</param>
    /// <param name="ServiceType">custom (the default), google_meet or other_link.</param>
    /// <param name="Rubric">What feedback is given on; left out: problem solving, communication, code quality, each 1 to 5.</param>
    /// <param name="Question">For the interviewer alone.</param>
    /// <param name="Reminders">Minutes before the start; left out: a day and ten minutes.</param>
    internal sealed record Request(
        string? Title, string? Description, string? Level, string? Topic, string? Language, MemberRequest? Interviewer, MemberRequest? Candidate, IReadOnlyList<MemberRequest>? Observers,
        LocalDateTime? Start, int? DurationMinutes, string? TimeZone, string? ServiceType, string? Link, bool? IsPeer, IReadOnlyList<CriterionRequest>? Rubric, string? Question, IReadOnlyList<int>? Reminders)
    {
        public IEnumerable<string?> Addresses => [Interviewer?.Email, Candidate?.Email, .. (Observers ?? []).Select(o => o?.Email)];
    }

    /// <summary>The command, or what is wrong with the request.</summary>
    public static (ScheduleInterview? Command, ProblemResult? Problem) Read(Request request, Asking asking)
    {
        var check = new Validation();
        var details = check.Details(request.Title, request.Description, request.Level, request.Topic, request.Language);
        IReadOnlyList<Member> members =
        [
            check.Member("interviewer", Part.Interviewer, request.Interviewer, asking, []), check.Member("candidate", Part.Candidate, request.Candidate, asking, []),
            .. check.Observers(request.Observers, asking, []),
        ];
        var question = check.OptionalText("question", request.Question, WriteSheet.LongestText, multiline: true);
        var rubric = ReadRubric(check, request.Rubric);
        var reminders = request.Reminders is null ? UsualReminders : [.. request.Reminders.Distinct().Order()];
        if (reminders.Count > MostReminders) check.Add("reminders", "too_many", $"An interview may have at most {MostReminders} reminders.");
        foreach (var minutes in reminders.Take(MostReminders)) check.InRange("reminders", minutes, 0, LongestReminder);
        var time = request.Start is { } start ? check.Time(start, request.DurationMinutes, request.TimeZone) : null;
        var (service, refused) = ServiceRequest.Read(check, request.ServiceType, request.Link);
        if (check.Problem is { } problem) return (null, problem);
        if (refused?.Problem() is { } noService) return (null, noService);
        return (new ScheduleInterview(
            Guid.CreateVersion7(), Guid.CreateVersion7(), asking.Asker, details, members, request.IsPeer ?? false, rubric, question, time, service!, reminders, asking.Now), null);
    }

    private static IReadOnlyList<Criterion> ReadRubric(Validation check, IReadOnlyList<CriterionRequest>? rubric)
    {
        if (rubric is null) return [new("problem_solving", "Problem solving", 5), new("communication", "Communication", 5), new("code_quality", "Code quality", 5)];
        if (rubric.Count > MostCriteria) check.Add("rubric", "too_many", $"A rubric may have at most {MostCriteria} criteria.");
        Criterion[] all = [.. rubric.Take(MostCriteria).Select((c, i) => new Criterion(
            check.RequiredText($"rubric[{i}].id", c?.Id, 50), check.RequiredText($"rubric[{i}].title", c?.Title, 100), check.InRange($"rubric[{i}].max", c?.Max ?? 5, 2, 10)))];
        if (all.DistinctBy(c => c.Id).Count() < all.Length) check.Add("rubric", "not_unique", "Each criterion needs an id of its own.");
        return all;
    }
}

internal static class InterviewFields
{
    private static readonly LocalDateTime Latest = new(2200, 1, 1, 0, 0);

    public static InterviewDetails Details(this Validation check, string? title, string? description, string? level, string? topic, string? language) => new(
        check.RequiredText("title", title, 200), check.OptionalText("description", description, 8000, multiline: true), check.OptionalText("level", level, 80),
        check.OptionalText("topic", topic, 200), check.OptionalText("language", language, 80));

    public static InterviewTime Time(this Validation check, LocalDateTime? start, int? minutes, string? timeZone) => new(
        check.Required("start", check.InRange("start", start, new LocalDateTime(1970, 1, 1, 0, 0), Latest)), check.InRange("durationMinutes", minutes ?? 60, 5, ScheduleInterview.LongestMinutes),
        check.RequiredText("timeZone", timeZone, 100));
}
