using System.CommandLine;
using VideoConf.EventStore.Projections;

namespace VideoConf.Host.Commands;

internal static class ViewsCommand
{
    public static Command New()
    {
        var name = new Argument<string>("name") { Description = "The view; see views list" };
        return new Command("views", "Look at the views, make them again, compare them with the log")
        {
            new Command("list", "Every view and the version of its table").OnDatabase(async (_, services, output, ct) =>
            {
                foreach (var view in await services.GetRequiredService<ViewRebuild>().ListAsync(ct))
                    output.Line(view, $"{view.Alias,-24} version {view.Version}  {(view.IsInline ? "inline" : "async "),-6}  {view.Rows,10} rows  rebuilt {view.RebuiltAt}");
                return 0;
            }),
            new Command("rebuild", "Make a view again beside the live one, then switch") { name }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var rebuild = services.GetRequiredService<ViewRebuild>();
                if (Find(rebuild, parsed.GetValue(name)!) is not { } view) return 1;
                await rebuild.RebuildAsync(view, Reporter(output), ct);
                output.Line(new { view = view.Alias, rebuilt = true }, $"{view.Alias} is rebuilt.");
                return 0;
            }),
            new Command("verify", "Make a view again in a scratch table and compare row by row") { name }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var rebuild = services.GetRequiredService<ViewRebuild>();
                if (Find(rebuild, parsed.GetValue(name)!) is not { } view) return 1;
                return await VerifyAsync(rebuild, view, output, ct);
            }),
        };
    }

    /// <returns>0, or 2 when a row is not what the log says.</returns>
    internal static async Task<int> VerifyAsync(ViewRebuild rebuild, IView view, Output output, CancellationToken cancellationToken)
    {
        var differences = await rebuild.VerifyAsync(view, Reporter(output), cancellationToken);
        foreach (var difference in differences) output.Line(difference, $"{difference.Key}\n  live:    {difference.Live ?? "(no row)"}\n  rebuilt: {difference.Rebuilt ?? "(no row)"}");
        output.Line(new { view = view.Alias, differences = differences.Count }, differences.Count == 0 ? $"{view.Alias} is what the log says." : $"{view.Alias} differs in {differences.Count} rows.");
        return differences.Count == 0 ? 0 : 2;
    }

    private static IView? Find(ViewRebuild rebuild, string name)
    {
        var view = rebuild.Views.FirstOrDefault(v => v.Alias == name);
        if (view is null) Console.Error.WriteLine($"There is no view {name}. There are: {string.Join(", ", rebuild.Views.Select(v => v.Alias))}.");
        return view;
    }

    private static Progress<RebuildProgress> Reporter(Output output) => new(p =>
        output.Progress($"{p.View}: position {p.Position} of {p.Head}, {p.Facts} facts, {p.FactsPerSecond:N0} facts/s, {p.TimeLeft:mm\\:ss} left"));
}
