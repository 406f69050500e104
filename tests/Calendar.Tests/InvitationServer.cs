namespace VideoConf.Calendar.Tests;

/// <summary>The calendar, where people answer who are not signed in.</summary>
public class InvitationServer : InterchangeServer
{
    protected override CalendarOptions Options { get; } = new() { InvitationsPerMinutePerAddress = 100_000 };

    internal IInvitationLinks Links => Service<IInvitationLinks>();

    internal TestPerson NewNobody() => new(this, "Nobody") { IsSignedIn = false };

    /// <summary>The token that the one with this address gets.</summary>
    internal string TokenOf(EventResource e, string email) => Links.TokenOf(e.Id, e.Attendees.Single(a => a.Email == email).Id);
}
