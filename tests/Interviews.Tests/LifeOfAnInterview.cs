using System.Net;
using Microsoft.Extensions.DependencyInjection;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>From the platform's command to feedback, over HTTP alone.</summary>
public sealed class LifeOfAnInterview(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private readonly Person platform = server.NewPlatform();
    private readonly Person ada = server.NewPerson("Ada");

    private sealed record Room(string Code, bool IsActive, string? MovedTo, bool IsHost);

    private sealed record Event(string Title, string Type, IReadOnlyList<EventPart> Attendees, string Status);

    private sealed record EventPart(string Email, string Answer);

    private sealed record Led(Guid InterviewId, string? RoomCode, string? Url);

    private sealed record Joined(string Role);

    private async Task<Person> ComesByLinkAsync(ShownMember member)
    {
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        var led = await nobody.Post($"interviews/links/{member.Token}/join");
        led.Status.ShouldBe(HttpStatusCode.OK, led.Text);
        return new Person(server, member.Name, member.Email!, isGuest: true) { Id = Guid.Parse(led.Headers["X-Signed-In"]) };
    }

    [Fact]
    public async Task It_is_scheduled_held_and_judged()
    {
        var scheduled = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), server.InTwoDays(), isPeer: true));
        (scheduled.State, scheduled.ServiceType, scheduled.Interviewer.HasAccount, scheduled.Candidate.HasAccount).ShouldBe(("scheduled", "custom", true, false));
        var e = (await ada.Get($"calendar-events/{scheduled.EventId}")).As<Event>();
        (e.Type, e.Attendees.Count, e.Status).ShouldBe(("interview", 2, "scheduled"));

        server.Clock.Advance(scheduled.StartsAt!.Value - Duration.FromMinutes(10) - server.Clock.GetCurrentInstant());
        using var bob = await ComesByLinkAsync(scheduled.Candidate);
        (await bob.Get($"rooms/{scheduled.RoomCode}")).As<Room>().IsHost.ShouldBeFalse();
        (await bob.Post($"rooms/{scheduled.RoomCode}/join", new { })).As<Joined>().Role.ShouldBe("guest");
        (await ada.Post($"rooms/{scheduled.RoomCode}/join", new { })).As<Joined>().Role.ShouldBe("host");
        using var stranger = server.NewPerson("Cleo");
        (await stranger.Post($"rooms/{scheduled.RoomCode}/join", new { })).ShouldRefuse(403, "not_invited");
        await server.FactAsync(f => f.StreamId == scheduled.Id && f.Data is InterviewStarted);

        (await ada.SeesAsync(scheduled.Id)).Sheet.ShouldBe(new ShownSheet("Reverse a list.", null));
        (await bob.SeesAsync(scheduled.Id)).Sheet.ShouldBeNull();
        (await ada.Put($"interviews/{scheduled.Id}/sheet", new { question = "Reverse a list.", notes = "Quick" })).As<Shown>().Sheet!.Notes.ShouldBe("Quick");
        (await bob.Put($"interviews/{scheduled.Id}/phase", new { phase = "first_round" })).ShouldRefuse(403, "not_organizer_or_interviewer");
        (await ada.Put($"interviews/{scheduled.Id}/phase", new { phase = "first_round" })).As<Shown>().Phase.ShouldBe("first_round");
        (await ada.Put($"interviews/{scheduled.Id}/phase", new { phase = "second_round" })).As<Shown>().Phase.ShouldBe("second_round");
        (await ada.Post($"interviews/{scheduled.Id}/end", new { })).As<Shown>().State.ShouldBe("ended");

        var given = (await ada.Post($"interviews/{scheduled.Id}/feedback", new { scores = new { communication = 4 }, sharesScores = true, sharedText = "Well done", privateText = "Hire" })).As<Shown>();
        given.Feedback.Single().PrivateText.ShouldBe("Hire");
        var seen = (await bob.SeesAsync(scheduled.Id)).Feedback.Single();
        (seen.SharedText, seen.PrivateText, seen.Scores!["communication"]).ShouldBe(("Well done", null, 4));
        (await ada.Post($"interviews/{scheduled.Id}/feedback", new { sharedText = "Once more" })).ShouldRefuse(409, "feedback_given");
        (await bob.Post($"interviews/{scheduled.Id}/feedback", new { sharedText = "Thank you" })).As<Shown>().Feedback.Count.ShouldBe(2);
        (await stranger.Get($"interviews/{scheduled.Id}")).ShouldRefuse(404, "interview_not_found");
    }

    [Fact]
    public async Task It_is_moved_to_google_meet_and_the_old_link_leads_on()
    {
        var scheduled = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), "2026-12-01T09:00:00"));
        (await platform.Put($"interviews/{scheduled.Id}/service", new { serviceType = "google_meet", link = "https://meet.google.com/abc-defg" })).ShouldRefuse(400, "invalid_meet_link");
        (await platform.Put($"interviews/{scheduled.Id}/service", new { serviceType = "google_meet", link = "https://meet.google.com/abc-defg-hij" })).As<Shown>().ServiceType.ShouldBe("google_meet");
        (await ada.Get($"rooms/{scheduled.RoomCode}")).As<Room>().MovedTo.ShouldBe("https://meet.google.com/abc-defg-hij");
        (await ada.Post($"rooms/{scheduled.RoomCode}/join", new { })).ShouldRefuse(409, "room_moved");
        server.Clock.Advance(Duration.Max(Duration.Zero, scheduled.StartsAt!.Value - server.Clock.GetCurrentInstant()));
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        (await nobody.Post($"interviews/links/{scheduled.Candidate.Token}/join")).As<Led>().Url.ShouldBe("https://meet.google.com/abc-defg-hij");
        (await platform.Put($"interviews/{scheduled.Id}/service", new { serviceType = "custom" })).As<Shown>().RoomCode.ShouldBe(scheduled.RoomCode);
        (await ada.Get($"rooms/{scheduled.RoomCode}")).As<Room>().MovedTo.ShouldBeNull();
    }

    [Fact]
    public async Task Cancelling_and_reopening_carry_through()
    {
        var scheduled = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), "2026-12-11T09:00:00"));
        var cancelled = (await platform.Post($"interviews/{scheduled.Id}/cancel", new { reason = "Ill" })).As<Shown>();
        (cancelled.State, cancelled.CancelReason).ShouldBe(("cancelled", "Ill"));
        (await ada.Get($"calendar-events/{scheduled.EventId}")).As<Event>().Status.ShouldBe("cancelled");
        (await ada.Get($"rooms/{scheduled.RoomCode}")).As<Room>().IsActive.ShouldBeFalse();
        (await platform.Put($"interviews/{scheduled.Id}/time", new { start = "2026-12-12T09:00:00", durationMinutes = 45, timeZone = "Europe/Berlin" })).ShouldRefuse(409, "wrong_state");
        (await platform.Post($"interviews/{scheduled.Id}/reopen", new { start = "2026-12-12T09:00:00", durationMinutes = 45, timeZone = "Europe/Berlin" })).As<Shown>().Start.ShouldBe(new LocalDateTime(2026, 12, 12, 9, 0));
        (await ada.Get($"calendar-events/{scheduled.EventId}")).As<Event>().Status.ShouldBe("scheduled");
        (await ada.Get($"rooms/{scheduled.RoomCode}")).As<Room>().IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_done_in_the_calendar_is_taken_over()
    {
        using var trainer = server.NewPerson("Dora");
        var scheduled = await trainer.SchedulesAsync(Interview(ada.Email, trainer.Email, "2026-12-14T09:00:00"));
        (await ada.Post($"calendar-events/{scheduled.EventId}/answer", new { answer = "accepted" })).Status.ShouldBe(HttpStatusCode.OK);
        await server.FactAsync(f => f.StreamId == scheduled.Id && f.Data is InterviewConfirmed);
        (await trainer.Patch($"calendar-events/{scheduled.EventId}", new { start = "2026-12-15T09:00:00", end = "2026-12-15T10:30:00" })).Status.ShouldBe(HttpStatusCode.OK);
        await server.FactAsync(f => f.StreamId == scheduled.Id && f.Data is InterviewRescheduled { Time.Minutes: 90 });
        (await trainer.Delete($"calendar-events/{scheduled.EventId}")).Status.ShouldBe(HttpStatusCode.OK);
        await server.FactAsync(f => f.StreamId == scheduled.Id && f.Data is InterviewCancelled);
        (await ada.Get($"rooms/{scheduled.RoomCode}")).As<Room>().IsActive.ShouldBeFalse();
    }

    [Fact]
    public async Task It_says_when_people_confirmed_and_when_it_was_moved_and_called_off()
    {
        var scheduled = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), "2027-02-08T09:00:00"));
        (scheduled.Interviewer.ConfirmedAt, scheduled.RescheduledAt, scheduled.CancelledAt).ShouldBe((null, null, null));
        var confirmed = server.Clock.GetCurrentInstant();
        await ada.Post($"interviews/{scheduled.Id}/confirm", new { });
        server.Clock.Advance(Duration.FromMinutes(1));
        var moved = server.Clock.GetCurrentInstant();
        await platform.Put($"interviews/{scheduled.Id}/time", new { start = "2027-02-09T09:00:00", timeZone = "Europe/Berlin" });
        server.Clock.Advance(Duration.FromMinutes(1));
        var cancelled = (await platform.Post($"interviews/{scheduled.Id}/cancel", new { })).As<Shown>();
        (cancelled.Interviewer.ConfirmedAt, cancelled.Candidate.ConfirmedAt, cancelled.RescheduledAt, cancelled.CancelledAt).ShouldBe((confirmed, null, moved, moved + Duration.FromMinutes(1)));
        (await platform.Post($"interviews/{scheduled.Id}/reopen", new { })).As<Shown>().CancelledAt.ShouldBeNull();
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    private sealed record Invitation(string? Url);

    [Fact]
    public async Task The_page_of_the_invitation_leads_in_by_his_own_link()
    {
        var scheduled = await platform.SchedulesAsync(Interview(ada.Email, server.NewAddress("bob"), "2026-12-18T09:00:00"));
        var attendee = (await server.Services.GetRequiredService<Calendar.Contracts.ICalendarEvents>().ChangesSinceAsync(new Dictionary<Guid, long> { [scheduled.EventId!.Value] = 0 }, TestContext.Current.CancellationToken)).Single()
            .After.Attendees.Single(a => a.Email == scheduled.Candidate.Email);
        var token = server.Services.GetRequiredService<Calendar.Contracts.IInvitationLinks>().TokenOf(scheduled.EventId.Value, attendee.Id);
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        var url = (await nobody.Get($"calendar/invitations/{token}")).As<Invitation>().Url!;
        (await nobody.Get($"interviews/links/{url["/join/".Length..]}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_renewed_link_shuts_the_old_one_out()
    {
        var scheduled = await platform.SchedulesAsync(Interview(server.NewAddress("eve"), server.NewAddress("bob"), "2026-12-21T09:00:00"));
        var renewed = (await platform.Post($"interviews/{scheduled.Id}/links", new { memberId = scheduled.Candidate.Id })).As<Shown>();
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        (await nobody.Get($"interviews/links/{scheduled.Candidate.Token}")).ShouldRefuse(404, "link_not_found");
        (await nobody.Get($"interviews/links/{renewed.Candidate.Token}")).Status.ShouldBe(HttpStatusCode.OK);
        (await nobody.Get("interviews/links/abc")).ShouldRefuse(404, "link_not_found");
    }
}
