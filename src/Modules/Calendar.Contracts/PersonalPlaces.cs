namespace VideoConf.Calendar.Contracts;

/// <summary>Ways into an event that are one person's own: a module that holds something of its own in events registers one.</summary>
public interface IPersonalPlaces
{
    /// <summary>Those that there are of these invitations: a path on this server that is a secret of this person, to be shown to him alone and written to no log.</summary>
    /// <param name="invitations">Event and address.</param>
    Task<IReadOnlyDictionary<(Guid EventId, string Email), string>> FindAsync(IReadOnlyCollection<(Guid EventId, string Email)> invitations, CancellationToken cancellationToken);
}
