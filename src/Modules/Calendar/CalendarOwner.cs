using System.Collections.Immutable;

namespace VideoConf.Calendar;

/// <summary>The address at which a person's calendar is read without signing in.</summary>
internal sealed record CalendarFeed(string SecretHash, Instant CreatedAt);

/// <summary>A calendar elsewhere that is shown beside one's own.</summary>
internal sealed record OutsideCalendar(Guid Id, string SealedUrl, string Name, string Color);

/// <summary>What a person decided about his calendar as a whole.</summary>
internal sealed record CalendarOwner(Guid PersonId, bool SharesFreeBusy, CalendarFeed? Feed, ImmutableList<OutsideCalendar> Outside) : IEvolve<CalendarOwner>
{
    private static CalendarOwner New(Guid personId) => new(personId, false, null, []);

    /// <summary>The person's id names the stream of his account already; this one is made of it.</summary>
    public static Guid StreamOf(Guid personId) => NamedIds.Of(personId, "calendar.owner");

    public static CalendarOwner? Evolve(CalendarOwner? state, object fact) => fact switch
    {
        FreeBusyShared e => (state ?? New(e.PersonId)) with { SharesFreeBusy = true },
        FreeBusyHidden e => (state ?? New(e.PersonId)) with { SharesFreeBusy = false },
        FeedOpened e => (state ?? New(e.PersonId)) with { Feed = new CalendarFeed(e.SecretHash, e.At) },
        OutsideCalendarSubscribed e => (state ?? New(e.PersonId)) with { Outside = (state?.Outside ?? []).Add(new OutsideCalendar(e.SubscriptionId, e.SealedUrl, e.Name, e.Color)) },
        OutsideCalendarRemoved e => state is null ? null : state with { Outside = state.Outside.RemoveAll(o => o.Id == e.SubscriptionId) },
        FeedRevoked e => (state ?? New(e.PersonId)) with { Feed = null },
        _ => state,
    };
}
