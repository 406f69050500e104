using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Who has no account comes to his interview by his own link, also from his mails.</summary>
internal sealed class PersonalPlaces(InterviewFinder interviews, JoinLinks links) : IPersonalPlaces
{
    public async Task<IReadOnlyDictionary<(Guid EventId, string Email), string>> FindAsync(IReadOnlyCollection<(Guid EventId, string Email)> invitations, CancellationToken cancellationToken)
    {
        var found = (await interviews.OfEventsAsync(invitations.Select(i => i.EventId).Distinct(), cancellationToken)).ToDictionary(i => i.Data.EventId!.Value, i => i.Data);
        return (from invitation in invitations.Distinct()
            let interview = found.GetValueOrDefault(invitation.EventId)
            let member = interview?.Members.Find(m => m.PersonId is null && m.Email.Equals(invitation.Email, StringComparison.OrdinalIgnoreCase))
            where member is not null
            select (invitation, Path: links.PathOf(interview, member))).ToDictionary(i => i.invitation, i => i.Path);
    }
}
