using System.Collections.Immutable;
using VideoConf.EventStore;

namespace VideoConf.Accounts.Contracts;

/// <summary>Somebody whose content is erased, as far as he is known.</summary>
/// <param name="Ids">Under which he is here: his account, guests, invitations, parts in interviews. They stay.</param>
/// <param name="Emails">His addresses, in lower case.</param>
/// <param name="Names">What he was called, to find copies that name him.</param>
public sealed record ErasedPerson(ImmutableHashSet<Guid> Ids, ImmutableHashSet<string> Emails, ImmutableHashSet<string> Names)
{
    /// <param name="id">An account or a guest; null: known by his address alone.</param>
    /// <param name="email">Null when there is none.</param>
    /// <param name="name">Null when it is not known.</param>
    public static ErasedPerson Of(Guid? id, string? email, string? name) => new ErasedPerson([], [], []).And(id, email, name);

    public bool Is(Guid? id, string? email) => (id is { } known && Ids.Contains(known)) || (email is not null && Emails.Contains(email.ToLowerInvariant()));

    /// <summary>With what else is known of him.</summary>
    public ErasedPerson And(Guid? id, string? email, string? name) => new(
        id is { } known ? Ids.Add(known) : Ids, string.IsNullOrEmpty(email) || Erased.Is(email) ? Emails : Emails.Add(email.ToLowerInvariant()),
        string.IsNullOrEmpty(name) || Erased.Is(name) ? Names : Names.Add(name));

    /// <summary>Whether this knows no more of him than another.</summary>
    public bool IsNoMoreThan(ErasedPerson other) => (Ids.Count, Emails.Count, Names.Count) == (other.Ids.Count, other.Emails.Count, other.Names.Count);

    /// <summary>Whose content in the log is his.</summary>
    public IReadOnlyCollection<Guid> Subjects => Ids.Union(Emails.Select(Erased.SubjectOf));

    /// <summary>What a copy that is about him has in it.</summary>
    public IReadOnlyCollection<string> Words => Emails.Union(Names);
}

/// <summary>What a module does when somebody's content is erased; one that knows people by other ids, or keeps something of them beside facts and views, registers one.</summary>
public interface IForgetsPeople
{
    /// <summary>With what is known of him here. Asked again and again until nobody knows more; before anything is erased.</summary>
    Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken);

    /// <summary>Removes what is kept of him here. Facts and views are without his content by then. Whoever breaks off begins again: the second time it does what is left.</summary>
    Task ForgetAsync(ErasedPerson person, EventMetadata by, CancellationToken cancellationToken);
}

/// <summary>What came of erasing.</summary>
public enum Erasure { Done, Finished, AlreadyErased, NobodyKnown }

/// <summary>Erases people, for the operator's commands.</summary>
public interface IErasures
{
    /// <summary>
    /// Destroys the keys of a person's content, makes the views anew without it, and has every module forget him. It is not
    /// taken back. What broke off before, whoever it was, is finished first.
    /// </summary>
    /// <param name="emailOrId">Of an account, of a guest, or an address that was invited.</param>
    /// <param name="by">Who has it done.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellationToken">Breaks off; calling again goes on.</param>
    /// <exception cref="InvalidOperationException">A view is being rebuilt by somebody else.</exception>
    Task<Erasure> EraseAsync(string emailOrId, EventMetadata by, IProgress<string> progress, CancellationToken cancellationToken);
}
