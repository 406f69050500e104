using System.Text;

namespace VideoConf.Calendar.Tests;

/// <summary>A server that may reach sites on its own machine.</summary>
public sealed class IntranetServer : InterchangeServer
{
    protected override CalendarOptions Options { get; } = new() { AllowPrivateAddresses = true };
}

public sealed class OutsideSpec(IntranetServer server) : IClassFixture<IntranetServer>
{
    private static async Task<SubscribeOutside.SubscriptionResource> Subscribe(PersonAtCalendar person, string url, string name = "Holidays") =>
        (await person.Post("calendar/subscriptions", new { url, name, color = "#1A2B3C" })).As<SubscribeOutside.SubscriptionResource>(HttpStatusCode.Created);

    private static async Task<IReadOnlyList<SubscribeOutside.SubscriptionResource>> Subscriptions(PersonAtCalendar person) =>
        (await person.Get("calendar/subscriptions")).As<SubscribeOutside.SubscriptionList>().Items;

    private static async Task<SubscribeOutside.SubscriptionResource> Until(PersonAtCalendar person, Func<SubscribeOutside.SubscriptionResource, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await Subscriptions(person)).FirstOrDefault(reached) is { } found) return found;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task An_outside_calendar_is_shown_in_its_colour_and_only_looked_at()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Calendar("Party", "Dinner");
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var made = await Subscribe(ada, site.Address());
        made.ShouldBe(new(made.Id, site.Address(), "Holidays", "#1a2b3c", null, null, 0));

        var refreshed = await Until(ada, s => s.LastRefreshedAt is not null);
        refreshed.ShouldBe(made with { LastRefreshedAt = server.Clock.GetCurrentInstant(), EventCount = 2 });
        var seen = await ada.Sees();
        seen.Select(o => o.Title).Order().ShouldBe(["Dinner", "Party"]);
        seen.ShouldAllBe(o => o.Outside == new OutsideResource(made.Id, "Holidays", "#1a2b3c") && !o.IsOrganizer && o.Answer == null && o.Start == Instant.FromUtc(2026, 11, 24, 11, 0));
        (await ada.Patch($"calendar-events/{seen[0].EventId}", new { title = "Mine" })).ShouldRefuse(404, "event_not_found");
        (await bob.Sees()).ShouldBeEmpty();
        (await Subscriptions(bob)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_an_hour_it_is_asked_again_and_the_copy_replaced()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Calendar("Party", "Dinner");
        using var ada = server.NewPerson("Ada");
        await Subscribe(ada, site.Address());
        await Until(ada, s => s.LastRefreshedAt is not null);

        site.Answers = OutsideSite.Calendar("Brunch");
        server.Clock.Advance(Duration.FromMinutes(61));
        await Until(ada, s => s.LastRefreshedAt == server.Clock.GetCurrentInstant());
        (await ada.Sees()).ShouldHaveSingleItem().Title.ShouldBe("Brunch");
    }

    [Fact]
    public async Task A_refresh_that_fails_keeps_the_copy_and_says_why()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Calendar("Party");
        using var ada = server.NewPerson("Ada");
        await Subscribe(ada, site.Address());
        var fine = await Until(ada, s => s.LastRefreshedAt is not null);

        site.Answers = OutsideSite.Text(OutsideSite.Events("Half", "Torn")[..^40]);
        server.Clock.Advance(Duration.FromMinutes(61));
        (await Until(ada, s => s.Error is not null)).ShouldBe(fine with { Error = "not_a_calendar" });
        (await ada.Sees()).ShouldHaveSingleItem().Title.ShouldBe("Party");
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "not_a_calendar")]
    [InlineData("", "not_a_calendar")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261124T090000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "too_many_events")]
    public async Task What_is_no_calendar_is_told(string body, string code)
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Text(body);
        using var ada = server.NewPerson("Ada");
        await Subscribe(ada, site.Address());
        (await Until(ada, s => s.Error is not null)).Error.ShouldBe(code);
        (await ada.Sees()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_address_stands_nowhere_in_the_clear()
    {
        await using var site = await OutsideSite.Start();
        using var ada = server.NewPerson("Ada");
        site.Answers = OutsideSite.Status(500);
        await Subscribe(ada, site.Address());
        await Until(ada, s => s.Error == "http_error");
        foreach (var (table, column) in new[] { ("events.mt_events", "data::text"), ("events.mt_doc_calendarowner", "data::text"), ("events.vc_timers", "payload::text"), ("calendar.outside_calendars", "outside_calendars::text") })
            (await server.QueryAsync<long>($"select count(*) from {table} where {column} like '%{site.Path}%'")).ShouldBe(0, table);
        server.Logged.ShouldNotContain(line => line.Contains(site.Path));
    }

    [Fact]
    public async Task A_removed_calendar_is_gone_with_all_that_was_copied()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Calendar("Party");
        using var ada = server.NewPerson("Ada");
        var made = await Subscribe(ada, site.Address());
        await Until(ada, s => s.LastRefreshedAt is not null);

        (await ada.Delete($"calendar/subscriptions/{made.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Subscriptions(ada)).ShouldBeEmpty();
        (await ada.Sees()).ShouldBeEmpty();
        (await server.QueryAsync<long>($"select count(*) from calendar.outside_occurrences where subscription_id = '{made.Id}'")).ShouldBe(0);
        (await server.QueryAsync<long>($"select count(*) from events.vc_timers where key = '{made.Id}'")).ShouldBe(0);
        (await ada.Delete($"calendar/subscriptions/{made.Id}")).ShouldRefuse(404, "subscription_not_found");
    }

    [Fact]
    public async Task Nobody_removes_the_subscription_of_another()
    {
        await using var site = await OutsideSite.Start();
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var made = await Subscribe(ada, site.Address());
        (await bob.Delete($"calendar/subscriptions/{made.Id}")).ShouldRefuse(404, "subscription_not_found");
        (await Subscriptions(ada)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ftp://example.org/a.ics"), InlineData("file:///etc/passwd"), InlineData("javascript:alert(1)"), InlineData("calendar.ics"), InlineData("http://user:secret@example.org/a.ics")]
    [InlineData("https://example.org:22/a.ics"), InlineData("http:///a.ics"), InlineData("")]
    public async Task What_is_no_address_of_a_calendar_is_refused(string url)
    {
        using var ada = server.NewPerson("Ada");
        (await ada.Post("calendar/subscriptions", new { url, name = "Holidays", color = "#000000" })).ShouldRefuse(400, "invalid_request").Field.ShouldBe("url");
        (await Subscriptions(ada)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name", "", "#000000"), InlineData("color", "Holidays", "red"), InlineData("color", "Holidays", "url(x)"), InlineData("color", "Holidays", "#00000g")]
    public async Task A_name_and_a_colour_are_needed(string field, string name, string color)
    {
        using var ada = server.NewPerson("Ada");
        (await ada.Post("calendar/subscriptions", new { url = "https://example.org/a.ics", name, color })).ShouldRefuse(400, "invalid_request").Field.ShouldBe(field);
    }

    [Fact]
    public void A_webcal_address_is_an_https_one()
    {
        OutsideAddresses.TryRead("webcal://p01.example.org/published/2/secret", out var address).ShouldBeTrue();
        address!.AbsoluteUri.ShouldBe("https://p01.example.org/published/2/secret");
    }

    [Fact]
    public void The_twenty_first_subscription_is_refused() => Spec
        .Given([.. Enumerable.Range(0, 20).Select(i => (object)new OutsideCalendarSubscribed(Samples.Ada, Guid.CreateVersion7(), $"{i}", "Holidays", "#000000", Samples.Now))])
        .When<CalendarOwner>(owner => SubscribeOutside.Decide(new SubscribeOutside(Samples.Ada, new OutsideCalendar(Samples.EventId, "sealed", "One more", "#000000"), Samples.Now), owner))
        .ThenRefused("too_many_subscriptions");
}

public sealed class OutsideIsGuardedSpec(InterchangeServer server) : IClassFixture<InterchangeServer>
{
    [Fact]
    public async Task Nobody_reads_what_only_the_server_can_reach()
    {
        await using var site = await OutsideSite.Start();
        var asked = false;
        site.Answers = http => { asked = true; return OutsideSite.Calendar("Secret")(http); };
        using var ada = server.NewPerson("Ada");
        (await ada.Post("calendar/subscriptions", new { url = site.Address("localhost"), name = "Inside", color = "#000000" })).Status.ShouldBe(HttpStatusCode.Created);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        SubscribeOutside.SubscriptionResource seen;
        do
        {
            seen = (await ada.Get("calendar/subscriptions")).As<SubscribeOutside.SubscriptionList>().Items.ShouldHaveSingleItem();
            patience.Token.ThrowIfCancellationRequested();
        }
        while (seen.Error is null);
        seen.Error.ShouldBe("address_not_allowed");
        asked.ShouldBeFalse();
    }
}
