using VideoConf.EventStore;

namespace VideoConf.Accounts.Contracts;

/// <summary>An account as an operator sees it.</summary>
public sealed record AccountOnRecord(Guid PersonId, string Email, string DisplayName, bool IsAdministrator);

/// <summary>What came of appointing or dismissing.</summary>
public enum Appointment { Done, AlreadySo, NoSuchAccount }

/// <summary>Who administers this server, for the operator's commands.</summary>
public interface IAdministrators
{
    /// <summary>All accounts, by e-mail address.</summary>
    Task<IReadOnlyList<AccountOnRecord>> ListAccountsAsync(CancellationToken cancellationToken);

    /// <param name="email">Letter case does not matter.</param>
    /// <param name="by">Who appoints.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    Task<Appointment> AppointAsync(string email, EventMetadata by, CancellationToken cancellationToken);

    /// <inheritdoc cref="AppointAsync"/>
    Task<Appointment> DismissAsync(string email, EventMetadata by, CancellationToken cancellationToken);
}
