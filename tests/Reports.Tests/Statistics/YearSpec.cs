using Microsoft.Extensions.DependencyInjection;
using VideoConf.EventStore.Projections;
using VideoConf.Reports.Statistics;

namespace VideoConf.Reports.Tests.Statistics;

/// <summary>A year of 200 people and 20,000 sessions: every figure is what a plain program makes of the same year.</summary>
public sealed class YearSpec(YearServer server) : IClassFixture<YearServer>
{
    private static readonly (string From, string To)[] Periods = [("2026-01-01", "2026-12-31"), ("2026-03-02", "2026-04-05"), ("2026-10-20", "2026-11-10")];

    [Theory]
    [InlineData("UTC"), InlineData("Europe/Berlin"), InlineData("America/St_Johns")]
    public async Task Every_report_says_what_a_plain_program_says_by_day_by_week_and_by_month(string zone)
    {
        using var root = server.NewPerson("Root", isAdministrator: true);
        foreach (var (by, (from, to)) in ((string[])["month", "week", "day"]).Zip(Periods))
        {
            foreach (var report in (string[])["sessions", "punctuality", "quality", "reminders", "interviews"]) await HoldsAsync(root, report, zone, from, to, by, null);
        }
        foreach (var (from, to) in Periods) await HoldsAsync(root, "hours", zone, from, to, "hour", null);
    }

    [Theory]
    [InlineData("sessions", "person"), InlineData("sessions", "room"), InlineData("sessions", "type")]
    [InlineData("punctuality", "person"), InlineData("punctuality", "room"), InlineData("punctuality", "type")]
    [InlineData("quality", "person"), InlineData("quality", "room"), InlineData("quality", "type"), InlineData("quality", "browser")]
    [InlineData("reminders", "person"), InlineData("reminders", "channel")]
    [InlineData("interviews", "person"), InlineData("interviews", "type"), InlineData("scores", "criterion")]
    public async Task And_by_whatever_else_they_are_told_by_to_an_administrator_and_to_a_host(string report, string by)
    {
        using var root = server.NewPerson("Root", isAdministrator: true);
        using var host = server.NewPerson("Host", server.Year.People[0]);
        await HoldsAsync(root, report, "Europe/Berlin", "2026-03-15", "2026-04-14", by, null);
        await HoldsAsync(host, report, "Europe/Berlin", "2026-01-01", "2026-12-31", by, host.Id);
    }

    [Fact]
    public async Task What_follows_the_log_saidwhat_the_log_makes_of_it_and_a_rebuild_beside_it_changes_nothing()
    {
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
        using var root = server.NewPerson("Root", isAdministrator: true);
        const string path = "statistics/sessions?from=2026-05-01&to=2026-05-31&by=room";
        var before = (await root.Get(path)).Text;
        var rebuild = server.Services.GetRequiredService<ViewRebuild>();
        foreach (var view in rebuild.Views) await rebuild.RebuildAsync(view, cancellationToken: TestContext.Current.CancellationToken);
        (await root.Get(path)).Text.ShouldBe(before);
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    private async Task HoldsAsync(TestPerson asker, string report, string zone, string from, string to, string by, Guid? owner)
    {
        var about = $"{report} by {by} in {zone}, {from} to {to}";
        var answer = (await asker.Get($"statistics/{report}?from={from}&to={to}&zone={zone}&by={by}")).As<ShowStatistics.Answer>();
        var plain = new PlainFigures(server.Year, zone, DateTime.Parse(from, null), DateTime.Parse(to, null), by, owner).Of(report);
        plain.Count.ShouldBeGreaterThan(1, about);
        var answered = answer.Rows.Append(answer.Total).ToDictionary(r => r.Key);
        plain.Keys.Except(answered.Keys).ShouldBeEmpty(about);
        foreach (var (key, row) in answered)
        {
            foreach (var name in answer.Figures)
            {
                var (said, ought) = (row.Figures[name], plain.GetValueOrDefault(key)?.GetValueOrDefault(name));
                var equal = said is null or 0 ? ought is null or 0 : ought is { } value && Math.Abs(said.Value - value) <= 0.0101;
                equal.ShouldBeTrue($"{about}: {key} {name} is {said}, and ought to be {ought}");
            }
        }
    }
}
