using Microsoft.AspNetCore.Http;
using VideoConf.Notifications.Reactions;

namespace VideoConf.Notifications;

/// <summary>How a person wants to be told of what.</summary>
internal sealed record ChangeSettings(Guid PersonId, Settings Settings)
{
    public static Decision Decide(ChangeSettings c, RecipientSettings? state) => Same(c.Settings, state?.Settings ?? Settings.Default) ? Decision.Nothing : Decision.Accept(new SettingsChanged(c.PersonId, c.Settings));

    private static bool Same(Settings one, Settings other) => (one.QuietHours, one.Digest) == (other.QuietHours, other.Digest) && one.Channels.SequenceEqual(other.Channels);

    internal sealed record ChannelsRequest(string? Kind, bool? InApp, bool? Email, bool? Push);

    internal sealed record QuietHoursRequest(string? From, string? To);

    internal sealed record Request(IReadOnlyList<ChannelsRequest?>? Channels, QuietHoursRequest? QuietHours, string? Digest);

    internal sealed record DeviceResource(Guid Id, string Name, Instant Since);

    /// <param name="Devices">Those that get push messages.</param>
    internal sealed record Answer(IReadOnlyList<KindChannels> Channels, QuietHours? QuietHours, string? Digest, IReadOnlyList<DeviceResource> Devices)
    {
        public static Answer Of(RecipientSettings state) => new(
            [.. Settings.Choosable.Select(state.Settings.Of)], state.Settings.QuietHours, state.Settings.Digest, [.. state.Devices.Select(d => new DeviceResource(d.Id, d.Name, d.Since))]);
    }

    public static async Task<IResult> Get(HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        return Results.Ok(Answer.Of(await log.AggregateStreamAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), cancellationToken: cancellationToken) ?? RecipientSettings.None));
    }

    public static async Task<IResult> Put(Request request, HttpContext http, EventLog log, IPeople people, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var command = new ChangeSettings(caller.PersonId, Read(request, check));
        if (check.Problem is { } invalid) return invalid;
        var person = (await people.FindAsync([caller.PersonId], cancellationToken)).SingleOrDefault();
        var state = RecipientSettings.None;
        await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var stream = await unit.FetchForWritingAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), cancellationToken: cancellationToken);
            state = stream.State ?? RecipientSettings.None;
            var decision = Decide(command, stream.State);
            if (decision is not Decision.Accepted { Facts: var facts }) return decision;
            stream.Append(facts);
            var now = clock.GetCurrentInstant();
            if (command.Settings.Digest != state.Settings.Digest) SendDigest.Set(unit, caller.PersonId, command.Settings.Digest, person?.TimeZone ?? "UTC", now);
            if (command.Settings.Digest is null) Outbox.ReleaseDigest(unit, caller.PersonId, now);
            state = facts.Aggregate(state, (s, f) => RecipientSettings.Evolve(s, f)!);
            return decision;
        }, cancellationToken);
        return Results.Ok(Answer.Of(state));
    }

    private static Settings Read(Request request, Validation check)
    {
        var channels = new Dictionary<Kind, KindChannels>();
        foreach (var (one, i) in (request.Channels ?? []).Select((one, i) => (one, i)))
        {
            if (!Settings.Choosable.Any(k => NameOf(k) == one?.Kind))
            {
                check.Add($"channels[{i}].kind", "not_one_of", $"kind must be one of {string.Join(", ", Settings.Choosable.Select(NameOf))}.");
                continue;
            }
            var kind = Settings.Choosable.First(k => NameOf(k) == one!.Kind);
            if (!channels.TryAdd(kind, new KindChannels(
                kind, check.Required($"channels[{i}].inApp", one!.InApp), check.Required($"channels[{i}].email", one.Email), check.Required($"channels[{i}].push", one.Push))))
                check.Add($"channels[{i}].kind", "twice", "Each kind may stand there once.");
        }
        if (request.Channels is null) check.Add("channels", "required", "channels is missing.");
        var quiet = request.QuietHours is { } q ? new QuietHours(Time("quietHours.from", q.From), Time("quietHours.to", q.To)) : null;
        if (quiet is { } same && same.From == same.To && same.From != "") check.Add("quietHours.to", "same_as_from", "Quiet hours must end at another time than they begin.");
        // What is left out stays as it is for everybody who never chose
        return new Settings([.. Settings.Choosable.Select(k => channels.GetValueOrDefault(k, Settings.Default.Of(k)))], quiet, request.Digest is { } at ? Time("digest", at) : null);

        string Time(string field, string? text)
        {
            if (!Clocks.IsTime(text)) check.Add(field, "invalid_time", $"{field} must be a time such as 22:00.");
            return text ?? "";
        }
    }

    private static string NameOf(Kind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
