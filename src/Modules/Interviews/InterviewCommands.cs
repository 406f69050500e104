using System.Text.Json;
using VideoConf.Interviews.Meet;

namespace VideoConf.Interviews;

/// <summary>Carries commands out: interview, room, event and lists in one transaction, or none of it.</summary>
internal sealed class InterviewCommands(
    EventLog log, Carrying carrying, BusyInterviewers busy, AnsweredCommands answered, IMeetLinks meet, InterviewResources resources, IPeople people, IClock clock) : IDisposable
{
    // A command holds a connection, maybe waiting for an interviewer, and looks for people on another one. A crowd that held
    // all connections of the pool would wait for ever for one more.
    private readonly SemaphoreSlim atOnce = new(32);

    public void Dispose() => atOnce.Dispose();

    internal static readonly JsonSerializerOptions JsonOptions = Configured();

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Json.Configure(options);
        return options;
    }

    /// <summary>A new interview that shall be asked for or scheduled.</summary>
    /// <param name="Key">Null: the command is carried out however often it comes.</param>
    internal sealed record ToSchedule(ScheduleInterview.Request Request, IdempotencyKey? Key)
    {
        /// <summary>Of the Meet link that it may need: what is sent again gets the same.</summary>
        public Guid LinkId { get; } = Key is null ? Guid.CreateVersion7() : NamedIds.Of(Key.Owner, $"meet {Key.Key} {Convert.ToHexString(Key.BodyHash)}");
    }

    public static CommandAnswer Refused(Decision refused) => AnswerOf(refused.Problem()!);

    public static CommandAnswer AnswerOf(ProblemResult problem) => new(problem.Problem.Status, JsonSerializer.Serialize(problem.Problem, ProblemJson));

    private static readonly JsonSerializerOptions ProblemJson = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private CommandAnswer AnswerOf(int status, Interview interview, long version, Asker asker, Instant now) =>
        new(status, JsonSerializer.Serialize(resources.Show(interview, version, asker, now), JsonOptions));

    /// <summary>Carries out one command on one interview.</summary>
    /// <param name="metadata">Who gives it, for the log.</param>
    /// <param name="asker">Who gives it.</param>
    /// <param name="verb">What shall be done…</param>
    /// <param name="request">…and how.</param>
    /// <param name="id">The interview.</param>
    /// <param name="expectedVersion">If-Match.</param>
    /// <param name="key">Null: it is carried out however often it comes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VersionMismatchException">It is not at <paramref name="expectedVersion"/>.</exception>
    public async Task<CommandAnswer> RunAsync(
        EventMetadata metadata, Asker asker, Verb verb, object request, Guid id, long? expectedVersion, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var check = new Validation();
        var decide = verb.Read(request, new Asking(asker, now, await AccountsAsync(verb.AddressesIn(request), cancellationToken)), check);
        if (check.Problem is { } invalid) return AnswerOf(invalid);
        CommandAnswer? answer = null;
        var links = new NeededMeetLinks(meet);
        do
        {
            await links.MakeAsync(cancellationToken);
            await atOnce.WaitAsync(cancellationToken);
            try
            {
                await log.ExecuteAsync(metadata, async unit =>
                {
                    if (key is not null && (await answered.FindAsync(unit, [key], cancellationToken)).GetValueOrDefault(key.Key) is { } known)
                    {
                        answer = known;
                        return Decision.Nothing;
                    }
                    answer = await DecideAsync(unit, asker, decide, id, expectedVersion, links, now, cancellationToken);
                    if (answer is null) return Decision.Nothing;
                    if (key is not null) answered.Keep(unit, [(key, answer)]);
                    return Decision.Accept();
                }, cancellationToken);
            }
            finally
            {
                atOnce.Release();
            }
        }
        while (answer is null);
        return answer;
    }

    /// <summary>Null: a link is missing, and nothing was done.</summary>
    private async Task<CommandAnswer?> DecideAsync(
        EventSession unit, Asker asker, Func<Interview, Decision> decide, Guid id, long? expectedVersion, NeededMeetLinks links, Instant now, CancellationToken cancellationToken)
    {
        var stream = await unit.FetchForWritingAsync<Interview>(id, cancellationToken: cancellationToken);
        if (stream.State is not { } state || !state.IsVisibleTo(asker)) return Refused(Refusal.InterviewNotFound);
        // Only now: to one who may not see it, an interview has no version
        if (expectedVersion is { } expected && expected != stream.Version) throw new VersionMismatchException(expected, stream.Version);
        var decision = decide(state);
        if (decision is Decision.Refused) return Refused(decision);
        if (decision is not Decision.Accepted { Facts: var decided }) return AnswerOf(200, state, stream.Version, asker, now);
        var linkId = NamedIds.Of(id, "meet");
        if (links.RefusalOf(linkId) is { } noLink) return Refused(noLink);
        if (links.Fill(linkId, state, decided) is not { } linked) return null;
        var facts = carrying.WithRoom(unit, state, linked);
        var after = facts.Aggregate(state, (s, fact) => Interview.Evolve(s, fact)!);
        if (TakesOtherTime(state, after) && (await busy.FindAsync(unit, [after], cancellationToken))[0] is { } conflict) return BusyProblem.Of(conflict, asker);
        stream.Append(facts);
        await carrying.ApplyAsync(unit, state, after, state.EventId is null && after.EventId is not null ? await AddressAsync(after.Organizer.Id, cancellationToken) : null, cancellationToken);
        return AnswerOf(200, after, stream.Version + facts.Count, asker, now);
    }

    private static bool TakesOtherTime(Interview before, Interview after) =>
        !after.IsOver && (before.IsOver || before.Time != after.Time || before.Interviewer.Key != after.Interviewer.Key);

    /// <summary>Schedules several in one transaction, each with its own answer, in their order.</summary>
    public async Task<IReadOnlyList<CommandAnswer>> ScheduleAsync(EventMetadata metadata, Asker asker, IReadOnlyList<ToSchedule> all, CancellationToken cancellationToken)
    {
        var asking = new Asking(asker, clock.GetCurrentInstant(), await AccountsAsync(all.SelectMany(a => a.Request.Addresses), cancellationToken));
        var organizerEmail = asker.IsPlatform ? null : await AddressAsync(asker.Id, cancellationToken);
        var links = new NeededMeetLinks(meet);
        try
        {
            return await ScheduleAsync(metadata, asking, all, links, organizerEmail, cancellationToken);
        }
        catch (ConcurrencyException) when (all.Count > 1)
        {
            // One of them is in somebody's way: alone, each gets its own answer
            var answers = new List<CommandAnswer>();
            foreach (var one in all) answers.AddRange(await ScheduleAsync(metadata, asking, [one], links, organizerEmail, cancellationToken));
            return answers;
        }
    }

    private async Task<CommandAnswer[]> ScheduleAsync(
        EventMetadata metadata, Asking asking, IReadOnlyList<ToSchedule> all, NeededMeetLinks links, string? organizerEmail, CancellationToken cancellationToken)
    {
        var answers = new CommandAnswer[all.Count];
        do
        {
            await links.MakeAsync(cancellationToken);
            await atOnce.WaitAsync(cancellationToken);
            try
            {
                await log.ExecuteAsync(metadata, async unit =>
                {
                    await ScheduleAsync(unit, asking, all, answers, links, organizerEmail, cancellationToken);
                    return links.AreMissing ? Decision.Nothing : Decision.Accept();
                }, cancellationToken);
            }
            finally
            {
                atOnce.Release();
            }
        }
        while (links.AreMissing);
        return answers;
    }

    private async Task ScheduleAsync(
        EventSession unit, Asking asking, IReadOnlyList<ToSchedule> all, CommandAnswer?[] answers, NeededMeetLinks links, string? organizerEmail, CancellationToken cancellationToken)
    {
        Array.Clear(answers);
        var known = await answered.FindAsync(unit, [.. all.Select(a => a.Key).OfType<IdempotencyKey>()], cancellationToken);
        var keysHere = new Dictionary<string, int>();
        var wanted = new List<(int Index, IReadOnlyList<object> Facts, Interview Interview)>();
        for (var i = 0; i < all.Count; i++)
        {
            var key = all[i].Key?.Key;
            if (key is not null && (answers[i] = known.GetValueOrDefault(key)) is not null) continue;
            if (key is not null && !keysHere.TryAdd(key, i)) continue;
            var (command, problem) = ScheduleInterview.Read(all[i].Request, asking);
            if (problem is not null) answers[i] = AnswerOf(problem);
            else if (links.RefusalOf(all[i].LinkId) is { } noLink) answers[i] = Refused(noLink);
            else if (ScheduleInterview.Decide(command!) is Decision.Accepted { Facts: var facts }) wanted.Add((i, facts, facts.Aggregate(default(Interview), Interview.Evolve)!));
            else answers[i] = Refused(ScheduleInterview.Decide(command!));
        }
        var conflicts = await busy.FindAsync(unit, [.. wanted.Select(w => w.Interview)], cancellationToken);
        var scheduled = new List<(Interview, string?)>();
        foreach (var ((index, decided, _), conflict) in wanted.Zip(conflicts))
        {
            if (conflict is not null)
            {
                answers[index] = BusyProblem.Of(conflict, asking.Asker);
                continue;
            }
            if (links.Fill(all[index].LinkId, null, decided) is not { } linked) continue;
            var facts = decided.Count > 1 ? carrying.WithRoom(unit, null, linked) : linked;
            var interview = facts.Aggregate(default(Interview), Interview.Evolve)!;
            unit.StartStream<Interview>(interview.Id, facts);
            scheduled.Add((interview, organizerEmail));
            answers[index] = AnswerOf(201, interview, facts.Count, asking.Asker, asking.Now);
        }
        // Nothing is saved; it is all decided again when the links are there
        if (links.AreMissing) return;
        if (scheduled.Count > 0) carrying.Schedule(unit, scheduled);
        answered.Keep(unit, [.. keysHere.Values.Select(i => (all[i].Key!, answers[i]!))]);
        // The same key twice in one batch
        for (var i = 0; i < all.Count; i++)
            answers[i] ??= all[keysHere[all[i].Key!.Key]].Key!.BodyHash.AsSpan().SequenceEqual(all[i].Key!.BodyHash) ? answers[keysHere[all[i].Key!.Key]] : Refused(Refusal.KeyReused);
    }

    private async Task<IReadOnlyDictionary<string, PersonWithAccount>> AccountsAsync(IEnumerable<string?> addresses, CancellationToken cancellationToken)
    {
        string[] wanted = [.. addresses.OfType<string>().Select(a => a.Trim()).Where(a => a.Length is > 0 and <= 254).Distinct(StringComparer.OrdinalIgnoreCase)];
        return (wanted.Length == 0 ? [] : await people.FindAsync(wanted, cancellationToken)).ToDictionary(p => p.Email, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<string?> AddressAsync(Guid personId, CancellationToken cancellationToken) => await people.FindAsync([personId], cancellationToken) is [var person] ? person.Email : null;
}

/// <summary>The refusal of a busy interviewer: the usual problem document, with what is in the way.</summary>
internal sealed record BusyProblem(string Type, string Title, int Status, string Detail, string Code, string? Field, BusyConflict Conflict)
{
    public static CommandAnswer Of(BusyConflict conflict, Asker asker)
    {
        var plain = Refusal.InterviewerBusy.Problem()!.Problem;
        // What somebody else has in his calendar is not everybody's business
        var told = asker.IsPlatform ? conflict : conflict with { Title = null, EventId = null };
        return new CommandAnswer(plain.Status, JsonSerializer.Serialize(new BusyProblem(plain.Type, plain.Title, plain.Status, plain.Detail, plain.Code, plain.Field, told), InterviewCommands.JsonOptions));
    }
}
