using Npgsql;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Somebody is erased: his parts in interviews are his too, with whom he was when he came by his links; answers that were kept and messages to webhooks go or lose his words.</summary>
internal sealed class ForgetPerson(EventLog log, InterviewDirectory directory) : IForgetsPeople
{
    public async Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        var links = new Dictionary<Guid, int>();
        await foreach (var fact in log.FactsOfAsync([typeof(InterviewRequested), typeof(InterviewerAssigned), typeof(CandidateAssigned), typeof(ObserversChanged), typeof(JoinLinkRenewed)], cancellationToken))
        {
            IReadOnlyList<Member> members = fact.Data switch
            {
                InterviewRequested e => e.Members,
                InterviewerAssigned e => [e.Member],
                CandidateAssigned e => [e.Member],
                ObserversChanged e => e.Observers,
                _ => [],
            };
            foreach (var member in members.Where(m => person.Is(m.PersonId, m.Email)))
            {
                person = person.And(member.Id, member.Email, member.Name);
                links[member.Id] = Math.Max(links.GetValueOrDefault(member.Id), member.LinkVersion);
            }
            if (fact.Data is JoinLinkRenewed { MemberId: var id } && links.TryGetValue(id, out var renewed)) links[id] = renewed + 1;
        }
        return links.SelectMany(m => Enumerable.Range(1, m.Value).Select(version => Member.GuestIdOf(m.Key, version))).Aggregate(person, (p, guest) => p.And(guest, null, null));
    }

    public async Task ForgetAsync(ErasedPerson person, EventMetadata by, CancellationToken cancellationToken)
    {
        await using var session = log.OpenSession(by);
        // Refusals name other people's events; they are decided again when they are asked for again
        session.Enlist(new NpgsqlBatchCommand(
            """
            delete from interviews.answered_commands
            where owner = any($1) or status >= 400 or exists (select 1 from unnest($2::text[]) as w where position(lower(w) in lower(answer::jsonb::text)) > 0)
            """)
        {
            Parameters = { Ids(person), new NpgsqlParameter<string[]> { TypedValue = [.. person.Words, .. person.Ids.Select(id => id.ToString())] } },
        });
        var organized = $"interview_id in (select id from {directory.Table.Name} where (data #>> '{{organizer,id}}')::uuid = any($1))";
        session.Enlist(new NpgsqlBatchCommand($"delete from interviews.webhook_deliveries where state <> 'waiting' and {organized}") { Parameters = { Ids(person) } });
        session.Enlist(new NpgsqlBatchCommand($"update interviews.webhook_deliveries set body = jsonb_set(body::jsonb, '{{data,title}}', to_jsonb($2::text))::text where {organized}")
        {
            Parameters = { Ids(person), new NpgsqlParameter<string> { TypedValue = Erased.Text } },
        });
        await session.SaveChangesAsync(cancellationToken);
    }

    private static NpgsqlParameter<Guid[]> Ids(ErasedPerson person) => new() { TypedValue = [.. person.Ids] };
}
