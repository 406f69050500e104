using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Accounts;

internal sealed record ErasePerson(Instant Now)
{
    public static Decision Decide(ErasePerson command) => Decision.Accept(new PersonErased(command.Now));
}

/// <summary>
/// First the keys are destroyed and the account is gone, in one transaction with the fact that says so. Then, when no host
/// reads with those keys any more, the views; at last what modules keep besides, so that nothing is copied there out of an
/// old view. A row says how far it is, for whoever must go on.
/// </summary>
internal sealed class Erasures(EventLog log, ViewRebuild rebuild, IPeople people, IEnumerable<IForgetsPeople> modules, NpgsqlDataSource dataSource, IClock clock) : IErasures
{
    private sealed record Begun(Guid Id, ErasedPerson Person);

    public async Task<Erasure> EraseAsync(string emailOrId, EventMetadata by, IProgress<string> progress, CancellationToken cancellationToken)
    {
        Guid? id = Guid.TryParse(emailOrId, out var parsed) ? parsed : null;
        var email = id is null ? emailOrId.Trim() : null;
        var wasHis = false;
        foreach (var begun in await UnfinishedAsync(cancellationToken))
        {
            progress.Report($"An erasure that broke off is finished: {begun.Id}");
            await FinishAsync(begun, by, progress, cancellationToken);
            wasHis |= begun.Person.Is(id, email);
        }
        if (wasHis) return Erasure.Finished;
        if (id is { } known && await IsErasedAsync(known, cancellationToken)) return Erasure.AlreadyErased;

        var account = (id is { } person ? await people.FindAsync([person], cancellationToken) : await people.FindAsync([email!], cancellationToken)).SingleOrDefault();
        progress.Report("Looking for everything that is known of this person");
        var named = ErasedPerson.Of(account?.PersonId ?? id, account?.Email ?? email, account?.DisplayName);
        var found = await FindAsync(named, cancellationToken);
        if (account is null && found.IsNoMoreThan(named)) return Erasure.NobodyKnown;
        var his = new Begun(account?.PersonId ?? id ?? Guid.CreateVersion7(), found);
        await BeginAsync(his, by, cancellationToken);
        progress.Report($"The keys are destroyed: {his.Id}");
        await FinishAsync(his, by, progress, cancellationToken);
        return Erasure.Done;
    }

    private async Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = person;
            foreach (var module in modules) person = await module.FindAsync(person, cancellationToken);
            if (person.IsNoMoreThan(known)) return person;
        }
    }

    private Task BeginAsync(Begun his, EventMetadata by, CancellationToken cancellationToken)
    {
        var command = new ErasePerson(clock.GetCurrentInstant());
        return log.ExecuteAsync(by, async session =>
        {
            var stream = await session.FetchForWritingAsync<Person>(his.Id, cancellationToken: cancellationToken);
            var decision = ErasePerson.Decide(command);
            stream.Append(((Decision.Accepted)decision).Facts);
            session.EraseContentOf(his.Person.Subjects);
            session.Enlist(Command("delete from accounts.users where id = any($1)", his.Person.Ids.ToArray()));
            // As SignInAttempts knows them
            session.Enlist(new NpgsqlBatchCommand("delete from accounts.sign_in_attempts where email_hash = any($1)")
            {
                Parameters = { new NpgsqlParameter { Value = his.Person.Emails.Select(e => SHA256.HashData(Encoding.UTF8.GetBytes(e.ToUpperInvariant()))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
            });
            session.Enlist(Command("insert into accounts.erasures (id, ids, emails, names, begun_at) values ($1, $2, $3, $4, $5)",
                his.Id, his.Person.Ids.ToArray(), his.Person.Emails.ToArray(), his.Person.Names.ToArray(), command.Now.ToDateTimeUtc()));
            return decision;
        }, cancellationToken);
    }

    private async Task FinishAsync(Begun his, EventMetadata by, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await Task.Delay(EventSession.ErasureGrace.ToTimeSpan(), cancellationToken);
        foreach (var view in rebuild.Personal)
        {
            progress.Report($"The view {view.Alias} is made anew");
            await rebuild.RebuildAsync(view, cancellationToken: cancellationToken);
        }
        // For requests that have read the old views
        await Task.Delay(EventSession.ErasureGrace.ToTimeSpan(), cancellationToken);
        foreach (var module in modules) await module.ForgetAsync(his.Person, by, cancellationToken);
        await using var session = log.OpenSession(by);
        foreach (var email in his.Person.Emails) session.AllowContentOf(Erased.SubjectOf(email));
        session.Enlist(Command("update accounts.erasures set finished_at = $2, emails = '{}', names = '{}' where id = $1", his.Id, clock.GetCurrentInstant().ToDateTimeUtc()));
        await session.SaveChangesAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Begun>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select id, ids, emails, names from accounts.erasures where finished_at is null order by begun_at");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<Begun>();
        while (await reader.ReadAsync(cancellationToken))
            all.Add(new Begun(reader.GetGuid(0), new ErasedPerson([.. reader.GetFieldValue<Guid[]>(1)], [.. reader.GetFieldValue<string[]>(2)], [.. reader.GetFieldValue<string[]>(3)])));
        return all;
    }

    private async Task<bool> IsErasedAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select exists (select 1 from accounts.erasures where $1 = any(ids))");
        command.Parameters.AddWithValue(id);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
