using System.Net;
using System.Text.Json;
using VideoConf.Reports.Views;
using VideoConf.Rooms.Contracts;
using static VideoConf.Reports.Tests.SessionsServer;

namespace VideoConf.Reports.Tests;

/// <summary>One session told afterwards: who came and when, what happened, and why it was bad for somebody; to whom it may be told.</summary>
public sealed class SessionReportsSpec(SessionsServer server) : IClassFixture<SessionsServer>
{
    private static readonly ConnectionSummary Fine = new(60, 0.2, 42, 900, 1_300, 24, 1280, 720, "VP8", false, 12, 5, 0, "Chrome 156", []);

    private readonly TestPerson ada = server.NewPerson("Ada");
    private readonly TestPerson bob = server.NewPerson("Bob");

    private static string Of(Room room, Stay stay, string what = "attendance") => $"rooms/{room.Code}/sessions/{stay.SessionId}/{what}";

    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 10, 0);

    private static HeldStay Stayed(int from, int to) => new(Guid.CreateVersion7(), Start + Duration.FromMinutes(from), Start + Duration.FromMinutes(to), LeaveReason.Left);

    [Fact]
    public void Who_came_is_late_or_early_by_his_first_coming()
    {
        var session = new HeldSession(Guid.CreateVersion7(), Start, null, null, [
            new HeldPerson(ada.Id, "Ada", Role.Host, false, [Stayed(-5, 10), Stayed(20, 30)], 1_500), new HeldPerson(bob.Id, "Bob", Role.Guest, true, [Stayed(2, 8)], 360)]);
        ShowAttendance.People(session, Start).Select(p => (p.DisplayName, p.TotalSeconds, p.LateSeconds)).ShouldBe([("Ada", 1_500, -300), ("Bob", 360, 120)]);
        ShowAttendance.People(session, null).ShouldAllBe(p => p.LateSeconds == null);
    }

    [Fact]
    public async Task Attendance_has_every_stay_also_of_one_with_two_devices()
    {
        var room = await OpensAsync(ada);
        var host = await JoinsAsync(ada, room);
        var first = await JoinsAsync(bob, room);
        await JoinsAsync(bob, room);
        await LeavesAsync(bob, room, first, "page_closed");
        var told = (await ada.Get(Of(room, host))).As<ShowAttendance.Answer>();
        (told.SessionId, told.RoomCode, told.RoomName, told.EndedAt, told.Scheduled).ShouldBe((host.SessionId, room.Code, "Kitchen", null, null));
        told.People.Select(p => (p.DisplayName, p.Role, Reasons: string.Join(' ', p.Stays.Select(s => s.Reason?.ToString() ?? "there")))).ShouldBe([("Ada", Role.Host, "there"), ("Bob", Role.Participant, "PageClosed there")]);
    }

    [Theory]
    [InlineData("?format=csv", "application/json")]
    [InlineData("", "text/csv")]
    public async Task It_is_a_file_for_who_wants_one(string query, string accept)
    {
        var mallory = server.NewPerson("=HYPERLINK(\"x\")");
        var room = await OpensAsync(mallory);
        var stay = await JoinsAsync(mallory, room);
        await LeavesAsync(mallory, room, stay);
        var csv = await mallory.Get(Of(room, stay) + query, ("Accept", accept));
        csv.Headers["Content-Type"].ShouldBe("text/csv; charset=utf-8");
        var lines = csv.Text.Split("\r\n");
        lines[0].ShouldBe("person_id,name,role,guest,joined_at,left_at,reason,total_seconds,late_seconds");
        lines[1].ShouldStartWith($"{mallory.Id},\"'=HYPERLINK(\"\"x\"\")\",host,false,2");
        lines[1].ShouldEndWith(",left,0,");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_planned_is_held_against_who_came()
    {
        var room = await OpensAsync(ada);
        var start = LocalDateTime.FromDateTime(DateTime.UtcNow.AddMinutes(10));
        start = new LocalDateTime(start.Year, start.Month, start.Day, start.Hour, start.Minute);
        (await ada.Post("calendar-events", new
        {
            title = "Retro", type = "meeting", start = Text(start), end = Text(start.PlusMinutes(30)), timeZone = "Etc/UTC", place = new { kind = "room", room = room.Code }, recurrence = new { rule = "FREQ=DAILY" },
        })).Status.ShouldBe(HttpStatusCode.Created);
        var stay = await JoinsAsync(ada, room);
        await server.FactAsync(f => f.WireName == "calendar.event_started" && f.Json.Contains(stay.SessionId.ToString(), StringComparison.Ordinal));
        await UntilAsync($"select exists (select 1 from events.mt_doc_sessionorigins where id = '{stay.SessionId}')");

        var told = (await ada.Get(Of(room, stay))).As<ShowAttendance.Answer>();
        (told.Scheduled!.Title, told.Scheduled.Start).ShouldBe(("Retro", start.InUtc().ToInstant()));
        told.People.Single().LateSeconds.ShouldBe((long)(told.People[0].Stays[0].JoinedAt - told.Scheduled.Start).TotalSeconds);
        told.People.Single().LateSeconds!.Value.ShouldBeInRange(-600, -1);
        (await ada.Get(Of(room, stay, "timeline"))).As<ShowTimeline.Answer>().Scheduled.ShouldBe(told.Scheduled);
    }

    [Fact]
    public async Task The_timeline_tells_what_happened_in_order_page_by_page()
    {
        var room = await OpensAsync(ada);
        var host = await JoinsAsync(ada, room);
        var stay = await JoinsAsync(bob, room);
        await server.MeasuresAsync(bob, stay, Fine with { LossPercent = 7, Troubles = [new(TroubleKind.SignallingLost, "12", 30)] });
        (await ada.Post($"rooms/{room.Code}/participants/{stay.ParticipantId}/mute")).ShouldBeDone();
        (await ada.Post($"rooms/{room.Code}/participants/{stay.ParticipantId}/role", new { role = "co_host" })).ShouldBeDone();
        (await ada.Post($"rooms/{room.Code}/participants/{stay.ParticipantId}/remove")).ShouldBeDone();
        (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();

        var all = (await ada.Get(Of(room, host, "timeline"))).As<ShowTimeline.Answer>();
        all.Items.Select(i => (i.What, i.PersonId, i.Word)).ShouldBe([
            ("joined", ada.Id, "host"), ("joined", bob.Id, "participant"), ("measured", bob.Id, null), ("muted", bob.Id, null), ("role_changed", bob.Id, "co_host"),
            ("removed", bob.Id, null), ("left", bob.Id, "removed"), ("left", ada.Id, "session_ended"), ("ended", (Guid?)null, "ended_by_host"),
        ]);
        all.Items.Single(i => i.What == "muted").By.ShouldBe(ada.Id);
        var minute = all.Items.Single(i => i.What == "measured").Minute!;
        (minute.Grade, minute.LossPercent, minute.SpokeSeconds, minute.SharedSeconds, minute.Browser).ShouldBe(("fair", 7.0, 12, 5, "Chrome 156"));
        (minute.Troubles.Single().Kind, minute.Troubles.Single().Detail).ShouldBe(("signalling_lost", "12"));
        (all.NextCursor, all.EndReason, all.People.Count, all.InterviewId).ShouldBe((null, EndReason.EndedByHost, 2, null));

        var (seen, cursor) = (new List<SessionMoment>(), "");
        do
        {
            var page = (await ada.Get(Of(room, host, $"timeline?limit=2&cursor={cursor}"))).As<ShowTimeline.Answer>();
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Select(i => (i.At, i.What)).ShouldBe(all.Items.Select(i => (i.At, i.What)));
    }

    [Fact]
    public async Task The_story_of_one_person_has_what_concerns_him_and_nothing_of_others()
    {
        var room = await OpensAsync(ada);
        var host = await JoinsAsync(ada, room);
        var stay = await JoinsAsync(bob, room);
        await server.MeasuresAsync(ada, host, Fine);
        await server.MeasuresAsync(bob, stay, Fine with { Troubles = [new(TroubleKind.IceFailed, "host-srflx udp", 3)] });
        await LeavesAsync(bob, room, stay, "page_closed");
        var story = (await ada.Get(Of(room, stay, $"people/{bob.Id}/connection"))).As<ShowConnection.Answer>();
        story.Person.DisplayName.ShouldBe("Bob");
        story.Items.Select(i => (i.What, i.PersonId, i.Word)).ShouldBe([("joined", bob.Id, "participant"), ("measured", bob.Id, null), ("left", bob.Id, "page_closed")]);
        story.Items[1].Minute!.Grade.ShouldBe("poor");
        (await ada.Get(Of(room, stay, $"people/{Guid.CreateVersion7()}/connection"))).ShouldRefuse(404, "session_not_found");
    }

    [Theory]
    [InlineData("attendance")]
    [InlineData("timeline")]
    [InlineData("people/{0}/connection")]
    public async Task Hosts_co_hosts_and_administrators_are_told_and_nobody_else(string what)
    {
        var (cleo, root, guest) = (server.NewPerson("Cleo"), server.NewPerson("Root", isAdministrator: true), server.NewPerson("Guest", isGuest: true));
        foreach (var isPrivate in (bool[])[false, true])
        {
            var room = await OpensAsync(ada, isPrivate);
            var host = await JoinsAsync(ada, room);
            var coHost = await JoinsAsync(cleo, room);
            await JoinsAsync(bob, room);
            await JoinsAsync(guest, room);
            (await ada.Post($"rooms/{room.Code}/participants/{coHost.ParticipantId}/role", new { role = "co_host" })).ShouldBeDone();
            var path = Of(room, host, string.Format(System.Globalization.CultureInfo.InvariantCulture, what, ada.Id));
            foreach (var may in (TestPerson[])[ada, cleo, root]) (await may.Get(path)).Status.ShouldBe(HttpStatusCode.OK, may.Name);
            foreach (var stranger in (TestPerson[])[bob, guest, server.NewPerson("Eve")])
                (await stranger.Get(path)).ShouldRefuse(isPrivate ? 404 : 403, isPrivate ? "room_not_found" : "not_host_or_co_host");
            (await bob.Get(path.Replace(room.Code, "zzzz-zzzz-zzz", StringComparison.Ordinal))).ShouldRefuse(404, "room_not_found");
            (await new TestPerson(server, "Nobody") { IsSignedIn = false }.Get(path)).ShouldRefuse(401, "not_signed_in");
            (await new TestPerson(server, "Key") { Scopes = ["interviews:read"] }.Get(path)).ShouldRefuse(401, "not_signed_in");
            // Of another room the session is none, also to who may manage both
            (await ada.Get(path.Replace(room.Code, (await OpensAsync(ada)).Code, StringComparison.Ordinal))).ShouldRefuse(404, "session_not_found");
            (await ada.Get(path.Replace(host.SessionId.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal))).ShouldRefuse(404, "session_not_found");
        }
    }

    [Theory]
    [InlineData("attendance?format=xml", "format")]
    [InlineData("timeline?limit=0", "limit")]
    [InlineData("timeline?limit=1001", "limit")]
    [InlineData("timeline?cursor=x", "cursor")]
    public async Task What_cannot_be_is_refused(string what, string field)
    {
        var room = await OpensAsync(ada);
        (await ada.Get(Of(room, await JoinsAsync(ada, room), what))).ShouldBlame(field);
    }

    [Fact]
    public void A_session_leads_to_its_event_and_that_to_its_interview()
    {
        var view = new SessionOrigins(new EventRegistry());
        var (session, eventId, interview) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Folded("calendar.event_started", eventId, new { occurrence = "2026-11-24T09:00:00", sessionId = session, at = Start }).ShouldBe(new SessionOrigin(eventId, new LocalDateTime(2026, 11, 24, 9, 0), null));
        Folded("interviews.interview_scheduled", interview, new { eventId, at = Start }).ShouldBe(new SessionOrigin(null, null, interview));

        SessionOrigin? Folded(string name, Guid stream, object body) =>
            view.Fold(null, new StoredEvent(1, 1, Guid.Empty, stream, 1, name, JsonSerializer.Serialize(body, FactJson.Options), null, new EventMetadata(), Start));
    }

    private static string Text(LocalDateTime time) => time.ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss", System.Globalization.CultureInfo.InvariantCulture);

    private async Task UntilAsync(string sql)
    {
        var deadline = Environment.TickCount64 + (long)WaitForFacts.Patience.TotalMilliseconds;
        while (!await server.QueryAsync<bool>(sql))
        {
            if (Environment.TickCount64 > deadline) throw new TimeoutException(sql);
            await Task.Delay(10);
        }
    }
}
