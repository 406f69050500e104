using System.CommandLine;
using VideoConf.EventStore.Projections;
using VideoConf.Reports;

namespace VideoConf.Host.Commands;

/// <summary>Exit codes: 0 as the log says, 1 it could not be looked at, 2 a row is not what the log says.</summary>
internal static class ReportsCommand
{
    public static Command New() => new("reports", "Prove that the statistics are what the log says")
    {
        new Command("verify", "Work all statistics out again from the log and compare them row by row; exit code 2 when one differs").OnDatabase(async (_, services, output, ct) =>
        {
            var (rebuild, worst) = (services.GetRequiredService<ViewRebuild>(), 0);
            foreach (var view in rebuild.Views.Where(v => ReportsModule.StatisticsViews.Contains(v.Alias))) worst = Math.Max(worst, await ViewsCommand.VerifyAsync(rebuild, view, output, ct));
            return worst;
        }),
    };
}
