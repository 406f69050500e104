using System.Collections.Concurrent;

namespace VideoConf.Interviews.Meet;

/// <summary>
/// The links that the commands of one request need: noted while they are decided, made while no transaction is open, and
/// there when they are decided again.
/// </summary>
internal sealed class NeededMeetLinks(IMeetLinks meet)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<Guid, MeetLink> made = [];
    private readonly Dictionary<Guid, WantedMeetLink> missing = [];

    public bool AreMissing => missing.Count > 0;

    public Decision? RefusalOf(Guid requestId) => made.GetValueOrDefault(requestId)?.Refusal;

    /// <summary>The facts with the link that they need; null when it is still to be made.</summary>
    public IReadOnlyList<object>? Fill(Guid requestId, Interview? before, IReadOnlyList<object> facts)
    {
        var after = facts.Aggregate(before, Interview.Evolve)!;
        if (after.Service is not { Type: ServiceType.GoogleMeet, Link: null } service) return facts;
        if (made.GetValueOrDefault(requestId)?.Url is { } url) return Carrying.With(service with { Link = url }, facts);
        missing[requestId] = new WantedMeetLink(requestId, after.Details.Title, after.Time!);
        return null;
    }

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            missing.Values, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (wanted, stop) => made[wanted.RequestId] = await meet.MakeAsync(wanted, stop));
        missing.Clear();
    }
}
