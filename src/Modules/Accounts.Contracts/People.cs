namespace VideoConf.Accounts.Contracts;

/// <summary>Somebody with an account.</summary>
/// <param name="Language">ru or en.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="NotificationsEnabled">False: he wants to be told of nothing by e-mail or push.</param>
public sealed record PersonWithAccount(
    Guid PersonId, string Email, string DisplayName, string Language = "en", string TimeZone = "UTC", bool NotificationsEnabled = true);

/// <summary>Accounts, for modules that invite people.</summary>
public interface IPeople
{
    /// <summary>Those of these addresses that have an account; letter case does not matter.</summary>
    Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken);

    Task<IReadOnlyList<PersonWithAccount>> FindAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken);

    /// <summary>The stored facts after which a person may have another language, zone or wish to be told; their stream is his id.</summary>
    IReadOnlyCollection<Type> Changes { get; }
}
