using Npgsql;

namespace VideoConf.Accounts;

/// <summary>Appointed and dismissed by the operator's commands alone: nobody in a browser makes himself one.</summary>
internal sealed class Administrators(EventLog log, IPeople people, NpgsqlDataSource dataSource) : IAdministrators
{
    public Task<Appointment> AppointAsync(string email, EventMetadata by, CancellationToken cancellationToken) =>
        ChangeAsync(email, isAdministrator: true, by, AppointAdministrator.Decide, cancellationToken);

    public Task<Appointment> DismissAsync(string email, EventMetadata by, CancellationToken cancellationToken) =>
        ChangeAsync(email, isAdministrator: false, by, DismissAdministrator.Decide, cancellationToken);

    public async Task<IReadOnlyList<AccountOnRecord>> ListAccountsAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select id, email, display_name, is_administrator from accounts.users order by normalized_email");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var accounts = new List<AccountOnRecord>();
        while (await reader.ReadAsync(cancellationToken))
            accounts.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        return accounts;
    }

    // The account's row and its fact, or neither
    private async Task<Appointment> ChangeAsync(
        string email, bool isAdministrator, EventMetadata by, Func<Person?, Decision> decide, CancellationToken cancellationToken)
    {
        if (await people.FindAsync([email], cancellationToken) is not [{ PersonId: var id }])
            return Appointment.NoSuchAccount;
        var decision = await log.ExecuteAsync(by, async session =>
        {
            var stream = await session.FetchForWritingAsync<Person>(id, cancellationToken: cancellationToken);
            var decided = decide(stream.State);
            if (decided is Decision.Accepted { Facts: var facts })
            {
                stream.Append(facts);
                session.Enlist(new NpgsqlBatchCommand("update accounts.users set is_administrator = $1 where id = $2")
                {
                    Parameters = { new NpgsqlParameter<bool> { TypedValue = isAdministrator }, new NpgsqlParameter<Guid> { TypedValue = id } },
                });
            }
            return decided;
        }, cancellationToken);
        return decision is Decision.Accepted ? Appointment.Done : Appointment.AlreadySo;
    }
}
