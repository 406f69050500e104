using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class AnsweringByLink(InvitationServer server) : IClassFixture<InvitationServer>
{
    private const string Guest = "guest@example.com";
    private readonly PersonAtCalendar ada = server.NewPerson("Ada");
    private readonly TestPerson nobody = server.NewNobody();

    private static Body Inviting(Body body) => body with { Attendees = [new { email = Guest, name = "Gus" }, new { email = "other@example.com" }] };

    private Task<Reply> Looks(string token) => nobody.Get($"calendar/invitations/{token}");

    private Task<Reply> Says(string token, object body) => nobody.Post($"calendar/invitations/{token}/answer", body);

    [Fact]
    public async Task Who_has_the_link_sees_what_when_and_who_calls_and_nothing_of_the_others()
    {
        var e = await ada.Schedules(Inviting(Body.Once) with { Description = "Every week", Place = new { kind = "link", url = "https://example.org/x" } });
        var reply = await Looks(server.TokenOf(e, Guest));
        var shown = reply.As<InvitationResource>();
        (shown.Title, shown.Description, shown.Type, shown.Status, shown.AllDay, shown.Url, shown.OrganizerName)
            .ShouldBe(("Standup", "Every week", EventType.Meeting, EventStatus.Scheduled, false, "https://example.org/x", "Ada"));
        (shown.Start, shown.End, shown.StartLocal, shown.EndLocal, shown.TimeZone, shown.JoinFrom)
            .ShouldBe((Instant.FromUtc(2026, 11, 24, 8, 0), Instant.FromUtc(2026, 11, 24, 9, 0), First, First.PlusHours(1), "Europe/Berlin", Instant.FromUtc(2026, 11, 24, 7, 50)));
        (shown.Name, shown.Email, shown.Answer, shown.Comment, shown.IsRecurring, shown.Rule, shown.Version).ShouldBe(("Gus", Guest, Answer.NeedsAction, null, false, null, 1));
        shown.NextDates.ShouldBeEmpty();
        reply.Text.ShouldNotContain("other@example.com");
        reply.Text.ShouldNotContain(ada.Email);
    }

    [Fact]
    public async Task Of_a_series_he_sees_the_rule_and_the_next_dates()
    {
        var e = await ada.Schedules(Inviting(Body.Repeating("FREQ=WEEKLY;COUNT=7")));
        await ada.Cancels(e, "?scope=this&occurrence=2026-11-24T09:00:00");
        var shown = (await Looks(server.TokenOf(e, Guest))).As<InvitationResource>();
        (shown.IsRecurring, shown.Rule, shown.StartLocal).ShouldBe((true, "FREQ=WEEKLY;COUNT=7", Second));
        shown.NextDates.Select(d => d.Start).ShouldBe(Enumerable.Range(1, 5).Select(week => Instant.FromUtc(2026, 11, 24, 8, 0) + Duration.FromDays(7 * week)));
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var before = await server.EverythingAsync();
        await Looks(server.TokenOf(e, Guest));
        await Looks(server.TokenOf(e, Guest) + "?answer=accepted");
        (await server.EverythingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task His_answer_is_recorded_and_the_organizer_sees_it()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var shown = (await Says(server.TokenOf(e, Guest), new { answer = "tentative", comment = "Perhaps" })).As<InvitationResource>();
        (shown.Answer, shown.Comment, shown.Version).ShouldBe((Answer.Tentative, "Perhaps", 2));
        (await ada.Sees(e)).Attendees.Select(a => (a.Email, a.Answer, a.Comment)).ShouldBe([(Guest, Answer.Tentative, "Perhaps"), ("other@example.com", Answer.NeedsAction, null)]);
    }

    [Fact]
    public async Task Twice_the_same_is_one_fact_without_an_actor_whoever_is_signed_in_besides()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var path = $"calendar/invitations/{server.TokenOf(e, Guest)}/answer";
        (await nobody.Post(path, new { answer = "accepted" })).As<InvitationResource>().Version.ShouldBe(2);
        (await ada.Post(path, new { answer = "accepted" })).As<InvitationResource>().Version.ShouldBe(2);
        (await ada.Post(path, new { answer = "declined" })).As<InvitationResource>().Version.ShouldBe(3);
        var facts = await server.Log.FetchStreamAsync(e.Id, cancellationToken: TestContext.Current.CancellationToken);
        facts.Skip(1).Select(f => (f.Data, f.Metadata.Actor, f.Metadata.Client)).ShouldBe(
        [
            (new InvitationAnswered(e.Attendees[0].Id, Answer.Accepted, null, null, Now), null, "api"),
            (new InvitationAnswered(e.Attendees[0].Id, Answer.Declined, null, null, Now), null, "api"),
        ]);
    }

    [Fact]
    public async Task One_date_of_a_series_has_an_answer_of_its_own()
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        var token = server.TokenOf(e, Guest);
        await Says(token, new { answer = "accepted" });
        (await Says(token, new { answer = "declined", occurrence = Second })).As<InvitationResource>().Answer.ShouldBe(Answer.Accepted);
        (await ada.Sees(e, Second)).Attendees[0].Answer.ShouldBe(Answer.Declined);
        (await Says(token, new { answer = "declined", occurrence = Second.PlusDays(1) })).ShouldRefuse(404, "occurrence_not_found");
    }

    [Fact]
    public async Task Another_ones_link_answers_for_that_one_alone()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Says(server.TokenOf(e, "other@example.com"), new { answer = "declined" })).As<InvitationResource>().Email.ShouldBe("other@example.com");
        (await ada.Sees(e)).Attendees.Select(a => a.Answer).ShouldBe([Answer.NeedsAction, Answer.Declined]);
    }

    [Fact]
    public async Task Who_was_removed_has_no_invitation_any_more_and_who_is_invited_again_a_new_one()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var token = server.TokenOf(e, Guest);
        await ada.Changes(e, new { attendees = Array.Empty<object>() });
        await ShouldBeNone(token);
        var again = await ada.Changes(e, new { attendees = new[] { new { email = Guest } } });
        await ShouldBeNone(token);
        (await Looks(server.TokenOf(again, Guest))).As<InvitationResource>().Email.ShouldBe(Guest);
    }

    [Fact]
    public async Task A_token_that_is_none_opens_nothing()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var token = server.TokenOf(e, Guest);
        var elsewhere = new InvitationLinks(new EphemeralDataProtectionProvider());
        var withinReach = server.Service<IDataProtectionProvider>();
        byte[] ids = [.. e.Id.ToByteArray(), .. e.Attendees[0].Id.ToByteArray()];
        string[] wrong =
        [
            token[..^1], token[1..], token + "A", (token[0] == 'A' ? 'B' : 'A') + token[1..], token[..60] + (token[60] == 'A' ? 'B' : 'A') + token[61..], "x", "%FF", "a.b", new string('A', 4000),
            elsewhere.TokenOf(e.Id, e.Attendees[0].Id),
            Base64Url.EncodeToString(withinReach.CreateProtector("rooms.pass").Protect(ids)),
            Base64Url.EncodeToString(withinReach.CreateProtector("calendar.invitation").Protect(ids[..31])),
            Base64Url.EncodeToString(ids),
            server.Links.TokenOf(e.Id, OtherEventId), server.Links.TokenOf(OtherEventId, e.Attendees[0].Id), server.Links.TokenOf(Guid.Empty, Guid.Empty),
        ];
        foreach (var none in wrong) await ShouldBeNone(none);
        (await ada.Sees(e)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_opens_one_event_and_not_another_with_the_same_people()
    {
        var (one, other) = (await ada.Schedules(Inviting(Body.Once)), await ada.Schedules(Inviting(Body.Once) with { Title = "Retro" }));
        (await Looks(server.TokenOf(other, Guest))).As<InvitationResource>().Title.ShouldBe("Retro");
        await ShouldBeNone(server.Links.TokenOf(one.Id, other.Attendees[0].Id));
    }

    [Fact]
    public async Task What_is_cancelled_is_shown_and_takes_no_answer()
    {
        foreach (var body in new[] { Body.Once, Body.Weekly })
        {
            var e = await ada.Schedules(Inviting(body));
            await ada.Cancels(e);
            (await Looks(server.TokenOf(e, Guest))).As<InvitationResource>().Status.ShouldBe(EventStatus.Cancelled);
            (await Says(server.TokenOf(e, Guest), new { answer = "accepted" })).ShouldRefuse(409, "already_cancelled");
        }
    }

    [Fact]
    public async Task What_is_over_says_so()
    {
        foreach (var body in new[] { Body.Once, Body.Repeating("FREQ=WEEKLY;COUNT=2") })
        {
            var e = await ada.Schedules(Inviting(body.At(new LocalDateTime(2026, 10, 1, 9, 0))));
            var shown = (await Looks(server.TokenOf(e, Guest))).As<InvitationResource>();
            (shown.Status, shown.StartLocal, shown.NextDates.Count).ShouldBe((EventStatus.Completed, new LocalDateTime(2026, 10, 1, 9, 0), 0));
        }
    }

    [Fact]
    public async Task An_account_answers_by_its_link_as_by_signing_in()
    {
        var bob = server.NewPerson("Bob");
        var e = await ada.Schedules(Body.Once.With(bob));
        await Says(server.TokenOf(e, bob.Email), new { answer = "accepted" });
        (await bob.Sees(e)).Answer.ShouldBe(Answer.Accepted);
    }

    [Theory]
    [InlineData("{}", "answer")]
    [InlineData("""{"answer":null}""", "answer")]
    [InlineData("""{"answer":"needs_action"}""", "answer")]
    [InlineData("""{"answer":"Accepted"}""", "answer")]
    [InlineData("""{"answer":1}""", "answer")]
    [InlineData("""{"answer":["accepted"]}""", "answer")]
    [InlineData("""{"answer":"accepted","answer":"declined"}""", "answer")]
    [InlineData("""{"answer":"accepted","comment":{}}""", "comment")]
    [InlineData("""{"answer":"accepted","comment":"a\u0000b"}""", "comment")]
    [InlineData("""{"answer":"accepted","comment":"\u202e"}""", "comment")]
    [InlineData("""{"answer":"accepted","comment":"\ud800"}""", "comment")]
    [InlineData("""{"answer":"accepted","occurrence":"tomorrow"}""", "occurrence")]
    [InlineData("""{"answer":"accepted","occurrence":"2026-11-24T09:00:00Z"}""", "occurrence")]
    [InlineData("""{"answer":"accepted","occurrence":"2026-02-30T09:00:00"}""", "occurrence")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{\"answer\":", "answer")]
    public async Task What_cannot_be_an_answer_is_refused_and_named(string body, string field)
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var refused = await Says(server.TokenOf(e, Guest), body);
        refused.ShouldRefuse(400, "invalid_request");
        ((IEnumerable<string?>)[refused.Problem.Field ?? "", .. refused.Problem.Errors?.Select(error => error.Field) ?? []]).ShouldContain(field);
        (await ada.Sees(e)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_has_500_characters_at_most()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Says(server.TokenOf(e, Guest), new { answer = "accepted", comment = new string('x', 501) })).ShouldBlame("comment");
        (await Says(server.TokenOf(e, Guest), new { answer = "accepted", comment = new string('x', 500) })).As<InvitationResource>().Comment!.Length.ShouldBe(500);
    }

    [Fact]
    public async Task Many_at_once_are_one_answer_each_or_none()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Says(server.TokenOf(e, Guest), new { answer = "accepted" })));
        answers.Select(a => a.Status).Distinct().ShouldBe([HttpStatusCode.OK]);
        (await ada.Sees(e)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_answer()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await nobody.Post($"calendar/invitations/{server.TokenOf(e, Guest)}/answer", new { answer = "accepted" }, ("Origin", "https://evil.example"))).ShouldRefuse(403, "foreign_origin");
    }

    [Fact]
    public async Task The_token_stands_in_no_log()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var token = server.TokenOf(e, Guest);
        await Says(token, new { answer = "accepted" });
        await Says(token, "{");
        server.Logged.ShouldNotContain(line => line.Contains(token));
    }

    private async Task ShouldBeNone(string token)
    {
        (await Looks(token)).ShouldRefuse(404, "invitation_not_found");
        (await Says(token, new { answer = "accepted" })).ShouldRefuse(404, "invitation_not_found");
    }
}

public sealed class AnsweringTooOften(AnsweringTooOften.Strict server) : IClassFixture<AnsweringTooOften.Strict>
{
    public sealed class Strict : InvitationServer
    {
        protected override CalendarOptions Options { get; } = new() { InvitationsPerMinutePerAddress = 2 };
    }

    [Fact]
    public async Task Guessing_is_slow()
    {
        using var nobody = server.NewNobody();
        (await nobody.Get("calendar/invitations/x")).ShouldRefuse(404, "invitation_not_found");
        (await nobody.Post("calendar/invitations/x/answer", new { })).ShouldRefuse(404, "invitation_not_found");
        var refused = await nobody.Get("calendar/invitations/x");
        refused.ShouldRefuse(429, "too_many_requests");
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void The_limit_must_be_one(int limit) =>
        Should.Throw<InvalidOperationException>(() => new CalendarOptions { InvitationsPerMinutePerAddress = limit }.Validated()).Message.ShouldContain("Calendar:InvitationsPerMinutePerAddress");
}
