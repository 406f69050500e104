using System.Net.Http.Headers;
using System.Text;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class RecordingReplies(RecordingReplies.WithKey server) : IClassFixture<RecordingReplies.WithKey>
{
    private const string Key = "a-key-of-the-mail-server";
    private const string Guest = "guest@example.com";
    private readonly PersonAtCalendar ada = server.NewPerson("Ada");
    private readonly TestPerson pipe = server.NewNobody();

    public sealed class WithKey : InvitationServer
    {
        protected override CalendarOptions Options { get; } = new() { RepliesKey = Key };
    }

    private static Body Inviting(Body body) => body with { Attendees = [new { email = Guest, name = "Gus" }, new { email = "other@example.com" }] };

    private static string Reply(EventResource e, string lines = "", string attendee = $"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{Guest}", string stamp = "20261122T140000Z", string method = "METHOD:REPLY") => $"""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Example//Calendar//EN
        {method}
        BEGIN:VEVENT
        UID:{e.Uid}
        DTSTAMP:{stamp}
        {attendee}
        {lines}
        END:VEVENT
        END:VCALENDAR

        """;

    private Task<Reply> Hands(string file, string type = "text/calendar; charset=utf-8", string authorization = $"Bearer {Key}") => Hands(Encoding.UTF8.GetBytes(file), type, authorization);

    private async Task<Reply> Hands(byte[] file, string type, string authorization)
    {
        using var content = new ByteArrayContent(file);
        if (type != "") content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await pipe.Send(HttpMethod.Post, "calendar/replies", content, authorization == "" ? [] : [("Authorization", authorization)]);
    }

    private async Task<RecordedReply> Records(string file, string type = "text/calendar") => (await Hands(file, type)).As<ReplyOutcomes>().Items.ShouldHaveSingleItem();

    private async Task<(string Email, Answer Answer, string? Comment)[]> AnswersTo(EventResource e, LocalDateTime? occurrence = null) =>
        [.. (await ada.Sees(e, occurrence)).Attendees.Select(a => (a.Email, a.Answer, a.Comment))];

    [Fact]
    public async Task As_Google_sends_it()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var recorded = await Records(Reply(e,
            $"""
             DTSTART:20261124T080000Z
             DTEND:20261124T090000Z
             ORGANIZER;CN=Ada:mailto:{ada.Email}
             CREATED:20261120T100000Z
             DESCRIPTION:
             LAST-MODIFIED:20261122T140000Z
             SEQUENCE:0
             STATUS:CONFIRMED
             SUMMARY:Standup
             TRANSP:OPAQUE
             """, $"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Gus;\n X-NUM-GUESTS=0;X-RESPONSE-COMMENT=\"See you\":mailto:{Guest}"));
        recorded.ShouldBe(new RecordedReply(e.Uid, Guest, "ACCEPTED", ReplyOutcome.Recorded));
        (await AnswersTo(e)).ShouldBe([(Guest, Answer.Accepted, null), ("other@example.com", Answer.NeedsAction, null)]);
    }

    [Fact]
    public async Task As_Outlook_sends_it_with_a_zone_of_its_own_and_a_comment()
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        var reply = Reply(e,
            """
            COMMENT;LANGUAGE=de-DE:Leider nein\, bin\n krank
            SUMMARY;LANGUAGE=de-DE:Abgelehnt: Standup
            DTSTART;TZID=W. Europe Standard Time:20261201T090000
            DTEND;TZID=W. Europe Standard Time:20261201T100000
            RECURRENCE-ID;TZID=W. Europe Standard Time:20261201T090000
            CLASS:PUBLIC
            SEQUENCE:0
            X-MICROSOFT-CDO-APPT-SEQUENCE:0
            """, $"ATTENDEE;PARTSTAT=DECLINED;CN=\"Gast, Gus; (extern): GG\":MAILTO:Guest@Example.com").Replace("BEGIN:VEVENT",
            """
            BEGIN:VTIMEZONE
            TZID:W. Europe Standard Time
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            """, StringComparison.Ordinal);
        (await Records(reply)).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await AnswersTo(e, Second))[0].ShouldBe((Guest, Answer.Declined, "Leider nein, bin\n krank"));
        (await AnswersTo(e, Third))[0].Answer.ShouldBe(Answer.NeedsAction);
    }

    [Fact]
    public async Task As_Apple_sends_it_with_people_named_by_urns()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e, $"ORGANIZER;CN=Ada;EMAIL={ada.Email}:urn:uuid:{ada.Id}", $"ATTENDEE;CN=Gus;EMAIL={Guest};PARTSTAT=TENTATIVE:urn:uuid:{Guid.NewGuid()}")))
            .ShouldBe(new RecordedReply(e.Uid, Guest, "TENTATIVE", ReplyOutcome.Recorded));
        (await AnswersTo(e))[0].Answer.ShouldBe(Answer.Tentative);
    }

    [Theory]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:GUEST@EXAMPLE.COM")]
    [InlineData("ATTENDEE;PARTSTAT=accepted:mailto:guest%40example.com")]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:guest@example.com")]
    [InlineData("ATTENDEE;CN=\"Gast; Gus: x@y\";PARTSTAT=ACCEPTED;SENT-BY=\"mailto:secretary@example.com\":mailto:guest@example.com")]
    [InlineData("ATTENDEE:mailto:other@example.com\nATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.com")]
    public async Task However_his_address_is_written_it_is_his(string attendee)
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e, attendee: attendee))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await AnswersTo(e)).Select(a => a.Answer).ShouldBe([Answer.Accepted, Answer.NeedsAction]);
    }

    [Theory]
    [InlineData("RECURRENCE-ID:20261201T080000Z")]
    [InlineData("RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000")]
    [InlineData("RECURRENCE-ID;TZID=Asia/Tokyo:20261201T170000")]
    [InlineData("RECURRENCE-ID:20261201T090000")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:20261201")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261201T090000\nRECURRENCE-ID:20261201T090000")]
    public async Task One_date_of_a_series_is_answered_however_it_is_named(string line)
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        (await Records(Reply(e, line, $"ATTENDEE;PARTSTAT=DECLINED:mailto:{Guest}"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await AnswersTo(e, First))[0].Answer.ShouldBe(Answer.NeedsAction);
        (await AnswersTo(e, Second))[0].Answer.ShouldBe(Answer.Declined);
    }

    [Fact]
    public async Task Whole_days_are_answered_by_their_date()
    {
        var e = await ada.Schedules(Inviting(Body.Weekly) with { AllDay = true, Start = First.Date.AtMidnight(), End = First.Date.AtMidnight().PlusDays(1) });
        (await Records(Reply(e, "RECURRENCE-ID;VALUE=DATE:20261201"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await AnswersTo(e, Second.Date.AtMidnight()))[0].Answer.ShouldBe(Answer.Accepted);
    }

    [Fact]
    public async Task Several_components_are_answered_one_by_one()
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        var all = Reply(e);
        var one = Reply(e, "RECURRENCE-ID:20261201T080000Z", $"ATTENDEE;PARTSTAT=DECLINED:mailto:{Guest}");
        var none = Reply(e, "RECURRENCE-ID:20261202T080000Z");
        (await Hands(all + one + none)).As<ReplyOutcomes>().Items.Select(i => i.Outcome).ShouldBe([ReplyOutcome.Recorded, ReplyOutcome.Recorded, ReplyOutcome.NotFound]);
        (await AnswersTo(e, Second))[0].Answer.ShouldBe(Answer.Declined);
        (await AnswersTo(e, Third))[0].Answer.ShouldBe(Answer.Accepted);
    }

    [Fact]
    public async Task The_same_twice_is_recorded_once()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await Records(Reply(e))).Outcome.ShouldBe(ReplyOutcome.Unchanged);
        (await ada.Sees(e)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task What_comes_late_does_not_undo_a_newer_answer()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e, stamp: "20261122T135900Z", attendee: $"ATTENDEE;PARTSTAT=DECLINED:mailto:{Guest}"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await Records(Reply(e, stamp: "20261122T135800Z"))).Outcome.ShouldBe(ReplyOutcome.Stale);
        (await Records(Reply(e, stamp: "20261122T135930Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        // By the link he answers now, which is later than all that was sent
        (await pipe.Post($"calendar/invitations/{server.TokenOf(e, Guest)}/answer", new { answer = "declined" })).As<InvitationResource>().Answer.ShouldBe(Answer.Declined);
        (await Records(Reply(e, stamp: "20261122T135959Z"))).Outcome.ShouldBe(ReplyOutcome.Stale);
        (await AnswersTo(e))[0].Answer.ShouldBe(Answer.Declined);
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_is_ahead_does_not_keep_later_answers_out()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e, stamp: "20361122T140000Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        // Other tests have moved the clock that they share
        var now = server.Clock.GetCurrentInstant().ToString("uuuuMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        (await Records(Reply(e, stamp: now, attendee: $"ATTENDEE;PARTSTAT=DECLINED:mailto:{Guest}"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
    }

    [Fact]
    public async Task An_answer_to_an_older_version_of_the_event_still_counts()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        await ada.Changes(e, new { title = "Retro" });
        (await Records(Reply(e, "SEQUENCE:0"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
    }

    [Fact]
    public async Task Nobody_knows_the_event_or_he_is_not_invited_or_it_is_cancelled()
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        (await Records(Reply(e with { Uid = "nobody-knows@example.com" }))).Outcome.ShouldBe(ReplyOutcome.NotFound);
        (await Records(Reply(e with { Uid = new string('x', 501) }))).ShouldBe(new RecordedReply(null, Guest, "ACCEPTED", ReplyOutcome.NotFound));
        (await Records(Reply(e with { Uid = "a\0b" }))).Outcome.ShouldBe(ReplyOutcome.NotFound);
        (await Records(Reply(e, attendee: "ATTENDEE;PARTSTAT=ACCEPTED:mailto:stranger@example.com"))).ShouldBe(new RecordedReply(e.Uid, "stranger@example.com", "ACCEPTED", ReplyOutcome.NotInvited));
        (await Records(Reply(e, attendee: $"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ada.Email}"))).Outcome.ShouldBe(ReplyOutcome.NotInvited);
        await ada.Cancels(e, "?scope=this&occurrence=2026-12-01T09:00:00");
        (await Records(Reply(e, "RECURRENCE-ID:20261201T080000Z"))).Outcome.ShouldBe(ReplyOutcome.Cancelled);
        await ada.Cancels(e);
        (await Records(Reply(e))).Outcome.ShouldBe(ReplyOutcome.Cancelled);
    }

    [Theory]
    [InlineData("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:deputy@example.com\":mailto:guest@example.com", Guest, "DELEGATED")]
    [InlineData("ATTENDEE;PARTSTAT=X-PERHAPS:mailto:guest@example.com", Guest, "X-PERHAPS")]
    [InlineData("ATTENDEE:mailto:guest@example.com", Guest, "NEEDS-ACTION")]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1", null, "ACCEPTED")]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.com\nATTENDEE;PARTSTAT=DECLINED:mailto:other@example.com", null, null)]
    [InlineData("X-ATTENDEE:mailto:guest@example.com", null, null)]
    [InlineData("RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T080000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:guest@example.com", Guest, "DECLINED")]
    public async Task What_is_none_of_the_three_answers_of_one_person_is_named_and_left(string attendee, string? who, string? what)
    {
        var e = await ada.Schedules(Inviting(Body.Weekly));
        (await Records(Reply(e, attendee: attendee))).ShouldBe(new RecordedReply(e.Uid, who, what, ReplyOutcome.NotUnderstood));
        (await ada.Sees(e)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_events_with_one_uid_it_is_the_organizers_else_the_one_that_was_here_first()
    {
        var bob = server.NewPerson("Bob");
        var e = await ada.Schedules(Inviting(Body.Once));
        server.Clock.Advance(Duration.FromSeconds(1));
        (await bob.Imports(await ada.Exports(e.Id))).As<ImportCalendar.Answer>().New.ShouldBe(1);
        var copy = (await bob.Sees()).Single(o => o.Title == "Standup").EventId;
        async Task<Answer> InCopy() => (await bob.Get($"calendar-events/{copy}")).As<EventResource>().Attendees.Single(a => a.Email == Guest).Answer;

        (await Records(Reply(e, stamp: "20261122T140001Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        ((await AnswersTo(e))[0].Answer, await InCopy()).ShouldBe((Answer.Accepted, Answer.NeedsAction));
        // An invitation may ask for answers at the server's own mailbox
        (await Records(Reply(e, "ORGANIZER:mailto:replies@videoconf.example", $"ATTENDEE;PARTSTAT=DECLINED:mailto:{Guest}", "20261122T140001Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        ((await AnswersTo(e))[0].Answer, await InCopy()).ShouldBe((Answer.Declined, Answer.NeedsAction));
        (await Records(Reply(e, $"ORGANIZER:MAILTO:{bob.Email.ToUpperInvariant()}", stamp: "20261122T140001Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        ((await AnswersTo(e))[0].Answer, await InCopy()).ShouldBe((Answer.Declined, Answer.Accepted));
        // Who is invited to one of them alone is meant there
        await ada.Changes(e, new { attendees = new[] { new { email = "other@example.com" } } });
        (await Records(Reply(e, $"ORGANIZER:mailto:{ada.Email}", $"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{Guest}", "20261122T140001Z"))).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await InCopy()).ShouldBe(Answer.Tentative);
    }

    [Fact]
    public async Task The_method_may_stand_in_the_content_type_alone_and_the_start_nowhere()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        (await Records(Reply(e, method: "X-NONE:1"), "text/calendar; method=\"REPLY\"; charset=utf-8")).Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await Hands(Reply(e, method: "X-NONE:1"))).ShouldRefuse(400, "invalid_calendar");
    }

    [Fact]
    public async Task A_long_comment_is_cut_and_cleaned()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        await Records(Reply(e, $"COMMENT:a\0b\u202E{new string('x', 600)}"));
        (await AnswersTo(e))[0].Comment.ShouldBe($"ab{new string('x', 497)}…");
    }

    [Fact]
    public async Task An_answer_has_no_actor_and_the_organizer_sees_it_in_the_history()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        await Records(Reply(e));
        var fact = (await server.Log.FetchStreamAsync(e.Id, cancellationToken: TestContext.Current.CancellationToken))[^1];
        (fact.Data, fact.Metadata.Actor).ShouldBe((new InvitationAnswered(e.Attendees[0].Id, Answer.Accepted, null, null, Now), null));
        (await ada.Reads(e)).Items[0].ShouldSatisfyAllConditions(entry => entry.What.ShouldBe("answered"), entry => entry.By.ShouldBe("Gus"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a-key-of-the-mail-serveR")]
    [InlineData("Bearer a-key-of-the-mail-server2")]
    [InlineData("Basic a-key-of-the-mail-server")]
    [InlineData(Key)]
    public async Task Only_who_knows_the_key_hands_answers_in(string authorization)
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var refused = await Hands(Reply(e), authorization: authorization);
        refused.ShouldRefuse(401, "wrong_key");
        refused.Headers["WWW-Authenticate"].ShouldBe("Bearer");
        (await ada.Sees(e)).Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("multipart/mixed; boundary=x")]
    public async Task Only_calendars_are_taken(string type) => (await Hands("BEGIN:VCALENDAR", type)).ShouldRefuse(415, "unsupported_media_type");

    [Fact]
    public async Task A_megabyte_is_enough()
    {
        var e = await ada.Schedules(Inviting(Body.Once));
        var reply = Reply(e);
        (await Hands(reply + new string('\n', 1_000_000 - Encoding.UTF8.GetByteCount(reply)))).As<ReplyOutcomes>().Items[0].Outcome.ShouldBe(ReplyOutcome.Recorded);
        (await Hands(reply + new string('\n', 1_000_001 - Encoding.UTF8.GetByteCount(reply)))).ShouldRefuse(413, "request_too_large");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("{}")]
    [InlineData("BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:x\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTODO\nUID:x\nEND:VTODO\nEND:VCALENDAR")]
    [InlineData("BEGIN:VEVENT\nUID:x\nEND:VEVENT")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:x\nDTSTART:20261201T080000Z\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nUID:x\nDTSTART:20261201T080000Z\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTART:20261201T080000Z\nEND:VEVENT\nEND:VCALENDAR")]
    public async Task What_is_no_answer_is_refused(string file) => (await Hands(file)).ShouldRefuse(400, "invalid_calendar");

    [Fact]
    public async Task Too_many_at_once_are_refused() =>
        (await Hands($"BEGIN:VCALENDAR\nMETHOD:REPLY\n{string.Concat(Enumerable.Repeat("BEGIN:VEVENT\nUID:x\nEND:VEVENT\n", 501))}END:VCALENDAR\n")).ShouldRefuse(400, "invalid_calendar");

    [Theory]
    [InlineData("RECURRENCE-ID:00010101T000000Z")]
    [InlineData("RECURRENCE-ID:99991230T235959Z")]
    [InlineData("RECURRENCE-ID;TZID=Asia/Tokyo:00010101T000000")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:99991230")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:00010101")]
    public async Task A_date_at_the_end_of_time_is_not_found(string line)
    {
        foreach (var body in new[] { Body.Weekly, Body.Weekly with { AllDay = true, Start = First.Date.AtMidnight(), End = First.Date.AtMidnight().PlusDays(1), TimeZone = "America/New_York" } })
            (await Records(Reply(await ada.Schedules(Inviting(body)), line))).Outcome.ShouldBe(ReplyOutcome.NotFound);
    }

    [Fact]
    public async Task The_key_stands_in_no_log()
    {
        await Hands("{}");
        server.Logged.ShouldNotContain(line => line.Contains(Key));
    }
}

public sealed class RecordingRepliesWithoutKey(InvitationServer server) : IClassFixture<InvitationServer>
{
    [Theory]
    [InlineData("text/calendar")]
    [InlineData("text/plain")]
    public async Task Where_no_key_is_set_there_is_nothing(string type)
    {
        using var nobody = server.NewNobody();
        using var content = new StringContent("BEGIN:VCALENDAR", Encoding.UTF8, type);
        (await nobody.Send(HttpMethod.Post, "calendar/replies", content, ("Authorization", "Bearer "))).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public void A_key_must_not_be_guessed() =>
        Should.Throw<InvalidOperationException>(() => new CalendarOptions { RepliesKey = "fifteen letters" }.Validated()).Message.ShouldContain("Calendar:RepliesKey");
}
