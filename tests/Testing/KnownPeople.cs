using System.Collections.Concurrent;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Testing;

/// <summary>Accounts in memory, for modules that ask who somebody is.</summary>
public sealed class KnownPeople : IPeople
{
    private readonly ConcurrentDictionary<Guid, PersonWithAccount> people = [];

    /// <summary>Adds somebody, or takes the place of what was known of him.</summary>
    public void Set(PersonWithAccount person)
    {
        ArgumentNullException.ThrowIfNull(person);
        people[person.PersonId] = person;
    }

    public PersonWithAccount this[Guid personId] => people[personId];

    public Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonWithAccount>>([.. people.Values.Where(p => emails.Contains(p.Email, StringComparer.OrdinalIgnoreCase))]);

    public Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonWithAccount>>([.. people.Values.Where(p => personIds.Contains(p.PersonId))]);

    /// <summary>None: nothing here is written to a log.</summary>
    public IReadOnlyCollection<Type> Changes => [];
}
