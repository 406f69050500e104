using Npgsql;

namespace VideoConf.Accounts;

internal sealed class People(NpgsqlDataSource dataSource, PreferencesOfPeople preferences) : IPeople
{
    public Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken) =>
        QueryAsync("normalized_email = any($1)", emails.Select(e => e.ToUpperInvariant()).ToArray(), cancellationToken);

    public Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken) =>
        QueryAsync("u.id = any($1)", personIds.ToArray(), cancellationToken);

    public IReadOnlyCollection<Type> Changes => preferences.Facts;

    private async Task<IReadOnlyList<PersonWithAccount>> QueryAsync(string condition, object values, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select u.id, u.email, u.display_name, coalesce(p.data ->> 'language', 'en'), coalesce(p.data ->> 'timeZone', 'UTC'), coalesce((p.data ->> 'notificationsEnabled')::boolean, true)
             from accounts.users u left join {preferences.Table.Name} p on p.id = u.id where {condition}
             """);
        command.Parameters.Add(new NpgsqlParameter { Value = values });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<PersonWithAccount>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new PersonWithAccount(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetBoolean(5)));
        return found;
    }
}
