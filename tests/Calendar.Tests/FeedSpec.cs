using System.Diagnostics.Metrics;

namespace VideoConf.Calendar.Tests;

public sealed class FeedSpec(InterchangeServer server) : IClassFixture<InterchangeServer>
{
    private static object Meeting(string title, params PersonAtCalendar[] with) => new
    {
        title, type = "meeting", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin", attendees = with.Select(p => new { email = p.Email }),
    };

    // As a calendar program reads it: no cookie
    private static async Task<Reply> Read(string url, string? etag = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        using var response = await client.SendAsync(request);
        return await Reply.Of(response);
    }

    [Fact]
    public async Task The_feed_holds_what_stands_in_the_persons_calendar_and_nothing_else()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        await ada.Schedules(Meeting("With Bob", bob));
        await ada.Schedules(Meeting("Alone"));
        var declined = await ada.Schedules(Meeting("Declined", bob));
        (await bob.Post($"calendar-events/{declined.Id}/answer", new { answer = "declined" })).Status.ShouldBe(HttpStatusCode.OK);
        var cancelled = await ada.Schedules(Meeting("Cancelled", bob));
        (await ada.Delete($"calendar-events/{cancelled.Id}")).Status.ShouldBe(HttpStatusCode.OK);

        var reply = await Read(await bob.OpensFeed());

        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
        reply.Headers["Content-Type"].ShouldBe("text/calendar; charset=utf-8");
        reply.Headers["Cache-Control"].ShouldContain("private");
        reply.Text.ShouldStartWith("BEGIN:VCALENDAR\r\n");
        reply.Text.ShouldEndWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
        reply.Text.Split("\r\n").Where(l => l.StartsWith("SUMMARY:")).ShouldBe(["SUMMARY:With Bob"]);
        reply.Text.Split("\r\n").Count(l => l == "BEGIN:VTIMEZONE").ShouldBe(1);
        (await Read(await ada.OpensFeed())).Text.Split("\r\n").Count(l => l.StartsWith("SUMMARY:")).ShouldBe(3);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        using var ada = server.NewPerson("Ada");
        var meeting = await ada.Schedules(Meeting("Once"));
        var url = await ada.OpensFeed();
        var etag = (await Read(url)).Headers["ETag"];

        var again = await Read(url, etag);
        again.Status.ShouldBe(HttpStatusCode.NotModified);
        again.Body.ShouldBeEmpty();
        again.Headers["ETag"].ShouldBe(etag);
        (await Read(url, $"\"other\", W/{etag}")).Status.ShouldBe(HttpStatusCode.NotModified);

        await ada.Patch($"calendar-events/{meeting.Id}", new { title = "Twice" });
        var changed = await Read(url, etag);
        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed.Headers["ETag"].ShouldNotBe(etag);
        changed.Text.ShouldContain("SUMMARY:Twice\r\n");
    }

    [Fact]
    public async Task A_changed_event_costs_itself_and_no_other()
    {
        using var ada = server.NewPerson("Ada");
        for (var i = 0; i < 5; i++) await ada.Schedules(Meeting($"Meeting {i}"));
        var meeting = await ada.Schedules(Meeting("Changing"));
        var url = await ada.OpensFeed();
        using var counted = new Renderings(server);

        var etag = (await Read(url)).Headers["ETag"];
        counted.Take().ShouldBe(6);
        await Read(url, etag);
        await Read(url);
        counted.Take().ShouldBe(0);
        await ada.Patch($"calendar-events/{meeting.Id}", new { title = "Changed" });
        (await Read(url, etag)).Text.ShouldContain("SUMMARY:Changed\r\n");
        counted.Take().ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_was_revoked_or_replaced_or_never_was_is_not_found()
    {
        using var ada = server.NewPerson("Ada");
        (await ada.Get("calendar/feed")).As<OpenFeed.FeedState>().HasFeed.ShouldBeFalse();
        var first = await ada.OpensFeed();
        var second = await ada.OpensFeed();
        second.ShouldNotBe(first);
        (await Read(first)).ShouldRefuse(404, "not_found");
        (await Read(second)).Status.ShouldBe(HttpStatusCode.OK);
        (await ada.Get("calendar/feed")).As<OpenFeed.FeedState>().ShouldBe(new OpenFeed.FeedState(true, server.Clock.GetCurrentInstant()));

        (await ada.Delete("calendar/feed")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Read(second)).ShouldRefuse(404, "not_found");
        (await ada.Get("calendar/feed")).As<OpenFeed.FeedState>().ShouldBe(new OpenFeed.FeedState(false, null));
        (await Read(new Uri(server.Address, "/api/v1/calendar/feeds/AAAAAAAAAAAAAAAAAAAAAAAAAAA.ics").ToString())).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task The_secret_has_160_random_bits_and_stands_nowhere_in_the_clear()
    {
        using var ada = server.NewPerson("Ada");
        var url = await ada.OpensFeed();
        var secret = url.Split('/')[^1][..^".ics".Length];
        System.Buffers.Text.Base64Url.DecodeFromChars(secret).Length.ShouldBe(20);
        await Read(url);
        (await server.QueryAsync<long>($"select count(*) from events.mt_events where data::text like '%{secret}%'")).ShouldBe(0);
        (await server.QueryAsync<long>($"select count(*) from events.mt_doc_calendarowner where data::text like '%{secret}%'")).ShouldBe(0);
        server.Logged.ShouldNotContain(line => line.Contains(secret));
    }

    [Fact]
    public async Task A_feed_that_breaks_is_logged_without_its_address()
    {
        using var ada = server.NewPerson("Ada");
        var url = await ada.OpensFeed();
        var secret = url.Split('/')[^1][..^4];
        await ada.Schedules(Meeting("Broken"));
        await server.QueryAsync<object>($"update events.mt_doc_calendarevent set data = data - 'time' where data->'organizer'->>'personId' = '{ada.Id}' returning 1");
        (await Read(url)).ShouldRefuse(500, "internal_error");
        server.Logged.ShouldContain(line => line.StartsWith("Error GET") && line.Contains("/calendar/feeds/{secret}.ics failed"));
        server.Logged.ShouldNotContain(line => line.Contains(secret));
    }

    [Fact]
    public async Task A_file_of_one_event_is_for_those_who_see_it()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var meeting = await ada.Schedules(Meeting("Private"));
        (await ada.Exports(meeting.Id)).ShouldContain("SUMMARY:Private\r\n");
        (await bob.Get($"calendar-events/{meeting.Id}.ics")).ShouldRefuse(404, "event_not_found");
    }

    private sealed class Renderings : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public Renderings(InterchangeServer server)
        {
            var factory = server.Service<IMeterFactory>();
            listener.InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Name == "videoconf.calendar.feed.renderings" && instrument.Meter.Scope == factory) it.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, by, _, _) => Interlocked.Add(ref count, by));
            listener.Start();
        }

        public long Take() => Interlocked.Exchange(ref count, 0);

        public void Dispose() => listener.Dispose();
    }
}
