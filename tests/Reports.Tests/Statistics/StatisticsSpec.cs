using VideoConf.Reports.Statistics;

namespace VideoConf.Reports.Tests.Statistics;

/// <summary>Who is told which figures, how they are asked for, and what single facts do to them.</summary>
public sealed class StatisticsSpec(ActivityServer server) : IClassFixture<ActivityServer>
{
    private const string Day = "from=2026-11-20&to=2026-11-20";
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 20, 10, 0);

    [Fact]
    public async Task A_host_is_told_of_what_is_his_an_administrator_of_all_and_nobody_else_of_anything()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        using var root = server.NewPerson("Root", isAdministrator: true);
        await server.AppendAsync(Session(ada.Id, Ten, ada.Id, bob.Id), Session(bob.Id, Ten, bob.Id));
        (await SessionsAsync(ada)).ShouldBe(1);
        (await SessionsAsync(bob)).ShouldBe(1);
        ((await SessionsAsync(root)) >= 2).ShouldBeTrue();
        (await SessionsAsync(server.NewPerson("Cleo"))).ShouldBe(0);
        foreach (var report in StatisticsReports.All.Keys)
        {
            var path = $"statistics/{report}?{Day}";
            (await new TestPerson(server, "Guest", isGuest: true).Get(path)).ShouldRefuse(403, "account_needed");
            (await new TestPerson(server, "Key") { Scopes = ["interviews:read"] }.Get(path)).ShouldRefuse(401, "not_signed_in");
            (await new TestPerson(server, "Nobody") { IsSignedIn = false }.Get(path)).ShouldRefuse(401, "not_signed_in");
        }

        async Task<double?> SessionsAsync(TestPerson person) => (await person.Get($"statistics/sessions?{Day}")).As<ShowStatistics.Answer>().Total.Figures["sessions"];
    }

    [Fact]
    public async Task Who_became_the_host_has_the_session()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var session = Session(ada.Id, Ten, ada.Id);
        await server.AppendAsync(session with { Facts = [session.Facts[0], new SessionHostChanged(bob.Id), .. session.Facts.Skip(1)] });
        (await AskAsync(ada, "sessions", "by=room")).Rows.ShouldBeEmpty();
        (await AskAsync(bob, "sessions", "by=room")).Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_session_that_goes_on_counts_until_now_and_has_no_length_yet()
    {
        using var ada = server.NewPerson("Ada");
        var start = server.Clock.GetCurrentInstant() - Duration.FromMinutes(30);
        var session = Session(ada.Id, start, ada.Id);
        await server.AppendAsync(session with { Facts = [.. session.Facts.Take(2)] });
        var today = StatisticsQuestion.Iso(start.InUtc().Date);
        var figures = (await ada.Get($"statistics/sessions?from={today}&to={today}")).As<ShowStatistics.Answer>().Total.Figures;
        (figures["sessions"], figures["personMinutes"], figures["averageMinutes"], figures["peak"]).ShouldBe((1, 30, null, 1));
    }

    [Fact]
    public async Task An_answer_for_an_occurrence_moves_with_the_series_and_stays_with_what_was_held()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var (week, bobs) = (new LocalDateTime(2026, 11, 6, 10, 0), Guid.NewGuid());
        NewStream[] sessions = [.. ((int[])[6, 14, 21]).Select(day => Session(ada.Id, Instant.FromUtc(2026, 11, day, 10, 0), ada.Id))];
        await server.AppendAsync([.. sessions, new NewStream(Guid.NewGuid(),
        [
            new EventScheduled(new Organizer(ada.Id), new Details("Weekly", "training"), new EventTime(week, "UTC"), [new Attendee(bobs, bob.Id, "accepted")], []),
            new InvitationAnswered(bobs, "declined", week), new EventStarted(week, sessions[0].Id),
            new InvitationAnswered(bobs, "declined", week.PlusWeeks(1)), new EventRescheduled(new EventTime(week.PlusDays(1), "UTC"), []),
            new EventStarted(week.PlusDays(8), sessions[1].Id), new EventStarted(week.PlusDays(15), sessions[2].Id),
        ])]);
        var answer = (await ada.Get("statistics/punctuality?from=2026-11-01&to=2026-11-30&by=day")).As<ShowStatistics.Answer>();
        answer.Total.Figures["sessions"].ShouldBe(3);
        answer.Rows.Where(r => r.Figures["expected"] > 0).Select(r => (r.Key, r.Figures["noShows"])).ShouldBe([("2026-11-21", 1)]);
    }

    [Fact]
    public async Task The_days_of_a_zone_are_23_and_25_hours_long_when_its_clock_is_changed_and_none_is_left_out()
    {
        using var ada = server.NewPerson("Ada");
        // 23:30 on the 28th in Berlin, and until 00:30 on the 29th: a day and a night in which an hour is skipped
        await server.AppendAsync(Session(ada.Id, Instant.FromUtc(2027, 3, 27, 22, 30), Duration.FromHours(24), ada.Id));
        server.Clock.Advance(Duration.FromDays(200));
        var days = (await ada.Get("statistics/sessions?from=2027-03-27&to=2027-03-30&zone=Europe/Berlin")).As<ShowStatistics.Answer>();
        days.Rows.Select(r => (r.Key, r.Figures["sessions"], r.Figures["peak"])).ShouldBe([("2027-03-27", 1, 1), ("2027-03-28", 0, 1), ("2027-03-29", 0, 1), ("2027-03-30", 0, 0)]);
        var hours = (await ada.Get("statistics/hours?from=2027-03-28&to=2027-03-28&zone=Europe/Berlin")).As<ShowStatistics.Answer>();
        hours.Rows.Count.ShouldBe(168);
        hours.Rows.Single(r => r.Key == "7-02").Figures["personMinutes"].ShouldBe(0);
        hours.Rows.Single(r => r.Key == "7-03").Figures["personMinutes"].ShouldBe(60);
        hours.Total.Figures["personMinutes"].ShouldBe(23 * 60);
    }

    [Fact]
    public async Task It_comes_as_csv_and_no_name_becomes_a_formula()
    {
        using var ada = server.NewPerson("=Ada, \"the host\"");
        await server.AppendAsync(Session(ada.Id, Ten, ada.Id));
        var csv = await ada.Get($"statistics/sessions?{Day}&by=person&format=csv");
        csv.Headers["Content-Type"].ShouldBe("text/csv; charset=utf-8");
        csv.Headers["Content-Disposition"].ShouldContain("sessions.csv");
        csv.Text.Split("\r\n").ShouldBe(["key,label,sessions,people,attendances,personMinutes,averageMinutes,longestMinutes,peak", $"{ada.Id},\"'=Ada, \"\"the host\"\"\",1,1,1,60,60,60,1", "total,,1,1,1,60,60,60,1", ""]);
    }

    [Theory]
    [InlineData("from=2026-11-20", "to")]
    [InlineData("to=2026-11-20", "from")]
    [InlineData("from=20.11.2026&to=2026-11-20", "from")]
    [InlineData("from=0001-01-01&to=2026-11-20", "from")]
    [InlineData("from=2026-11-21&to=2026-11-20", "to")]
    [InlineData("from=2024-01-01&to=2026-01-02", "to")]
    [InlineData(Day + "&zone=Mars/Olympus", "zone")]
    [InlineData(Day + "&zone=", "zone")]
    [InlineData(Day + "&by=browser", "by")]
    [InlineData(Day + "&format=pdf", "format")]
    public async Task Bad_input_is_refused(string query, params string[] fields) => (await server.NewPerson("Ada").Get($"statistics/sessions?{query}")).ShouldBlame(fields);

    [Fact]
    public async Task A_report_that_there_is_not_is_not_found() => (await server.NewPerson("Ada").Get($"statistics/weather?{Day}")).ShouldRefuse(404, "report_not_found");

    private static async Task<ShowStatistics.Answer> AskAsync(TestPerson person, string report, string query) => (await person.Get($"statistics/{report}?{Day}&{query}")).As<ShowStatistics.Answer>();

    private static NewStream Session(Guid host, Instant start, params Guid[] people) => Session(host, start, Duration.FromHours(1), people);

    private static NewStream Session(Guid host, Instant start, Duration lasts, params Guid[] people) => new(Guid.NewGuid(),
        [new SessionStarted(Guid.NewGuid(), host, start), .. people.Select(p => new ParticipantJoined(Guid.NewGuid(), p, false, start)), new SessionEnded("ended_by_host", start + lasts)]);
}
