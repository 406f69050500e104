using System.CommandLine;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Host.Commands;

internal static class KeysCommand
{
    public static Command New()
    {
        var name = new Option<string>("--name") { Description = "What the key is for, in your words", Required = true };
        var scopes = new Option<string[]>("--scope") { Description = "What it may be used for, such as interviews:read; more than one if need be", Required = true, AllowMultipleArgumentsPerToken = true };
        var requests = new Option<int?>("--requests-per-minute") { Description = "How many requests it may make in a minute, 1 to 100000 (default 600)" };
        var id = new Argument<Guid>("id") { Description = "The key's id; see keys list" };
        return new Command("keys", "Make and revoke keys of the API, for programs")
        {
            new Command("create", "Make a key; it is shown this once") { name, scopes, requests }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var attempt = await services.GetRequiredService<IApiKeys>().CreateAsync(parsed.GetValue(name), parsed.GetValue(scopes), parsed.GetValue(requests), OperatorCommands.Operator, ct);
                foreach (var complaint in attempt.Complaints) Console.Error.WriteLine(complaint);
                if (attempt is not { Info: { } info, Key: { } key }) return 1;
                output.Progress($"{info.Name}, id {info.Id}. The key is shown this once; keep it as you keep a password:");
                output.Line(new { key, info }, key);
                return 0;
            }),
            new Command("list", "Every key, without the key").OnDatabase(async (_, services, output, ct) =>
            {
                foreach (var key in await services.GetRequiredService<IApiKeys>().ListAsync(ct))
                    output.Line(key, $"{key.Id}  {key.Prefix}…  {(key.RevokedAt is { } at ? $"revoked {at}" : "live")}  {string.Join(' ', key.Scopes)}  {key.RequestsPerMinute}/min  by {key.CreatedBy} {key.CreatedAt}  {key.Name}");
                return 0;
            }),
            new Command("revoke", "Have a key open nothing any more, from the next request on") { id }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var key = parsed.GetValue(id);
                if (!await services.GetRequiredService<IApiKeys>().RevokeAsync(key, OperatorCommands.Operator, ct))
                {
                    await Console.Error.WriteLineAsync($"There is no key {key}.");
                    return 1;
                }
                output.Line(new { id = key, revoked = true }, $"{key} is revoked.");
                return 0;
            }),
        };
    }
}
