using System.CommandLine;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Host.Commands;

internal static class SubscriptionsCommand
{
    public static Command New()
    {
        var name = new Argument<string>("name") { Description = "The subscription; see subscriptions list" };
        return new Command("subscriptions", "Look at the durable subscriptions and help one that is paused")
        {
            new Command("list", "Where each stands, how far it is behind, and why it is paused").OnDatabase(async (_, services, output, ct) =>
            {
                foreach (var s in await services.GetRequiredService<SubscriptionControl>().ListAsync(ct))
                    output.Line(s, $"{s.Progress.Name,-32} {s.Progress.State,-9} {s.LagFacts,7} facts behind, {s.LagSeconds,7:F1} s"
                        + (s.Progress.Error is null ? "" : $"\n  at {s.Progress.FailedAt?.Position}, attempt {s.Progress.Attempts}: {s.Progress.Error}"));
                return 0;
            }),
            new Command("retry", "Have a paused subscription try again") { name }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var subscription = parsed.GetValue(name)!;
                if (!await services.GetRequiredService<SubscriptionControl>().RetryAsync(subscription, ct)) return NotPaused(subscription);
                output.Line(new { subscription, retried = true }, $"{subscription} tries again.");
                return 0;
            }),
            new Command("skip", "Have a paused subscription pass over the fact that it cannot take; the skip is recorded") { name }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var subscription = parsed.GetValue(name)!;
                if (await services.GetRequiredService<SubscriptionControl>().SkipAsync(subscription, OperatorCommands.Operator, ct) is not { } position) return NotPaused(subscription);
                output.Line(new { subscription, skipped = position }, $"{subscription} goes on behind position {position}.");
                return 0;
            }),
        };
    }

    private static int NotPaused(string name)
    {
        Console.Error.WriteLine($"{name} is not paused, or there is no such subscription.");
        return 1;
    }
}
