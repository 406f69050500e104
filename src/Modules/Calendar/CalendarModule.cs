using System.Threading.Channels;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Calendar.Reactions;
using VideoConf.Calendar.Views;
using VideoConf.EventStore.Schema;

namespace VideoConf.Calendar;

/// <summary>Events: when they are held, where, who comes, and what became of them.</summary>
public static class CalendarModule
{
    private const string OneImport = "calendar-one-import";
    private const string InvitationLimit = "calendar-invitations";

    public static EventRegistry AddCalendarFacts(this EventRegistry registry) => registry
        .AddStream<CalendarEvent>("calendar_event")
        .Add<EventScheduled>("calendar.event_scheduled")
        .Add<EventRescheduled>("calendar.event_rescheduled")
        .Add<EventDetailsChanged>("calendar.event_details_changed")
        .Add<AttendeesInvited>("calendar.attendees_invited")
        .Add<AttendeesRemoved>("calendar.attendees_removed")
        .Add<InvitationAnswered>("calendar.invitation_answered")
        .Add<OccurrenceChanged>("calendar.occurrence_changed")
        .Add<OccurrenceCancelled>("calendar.occurrence_cancelled")
        .Add<SeriesSplit>("calendar.series_split")
        .Add<EventCancelled>("calendar.event_cancelled")
        .Add<EventRestored>("calendar.event_restored")
        .Add<EventStarted>("calendar.event_started")
        .Add<EventCompleted>("calendar.event_completed")
        .Add<EventReopened>("calendar.event_reopened")
        .Add<RoomNotAvailable>("calendar.room_not_available")
        .Add<EventImported>("calendar.event_imported")
        .AddStream<CalendarOwner>("calendar_owner")
        .Add<FreeBusyShared>("calendar.free_busy_shared")
        .Add<FreeBusyHidden>("calendar.free_busy_hidden")
        .Add<FeedOpened>("calendar.feed_opened")
        .Add<FeedRevoked>("calendar.feed_revoked")
        .Add<OutsideCalendarSubscribed>("calendar.outside_calendar_subscribed")
        .Add<OutsideCalendarRemoved>("calendar.outside_calendar_removed");

    public static IServiceCollection AddCalendar(this IServiceCollection services, CalendarOptions options)
    {
        services.AddSingleton(options.Validated());
        services.AddSingleton(new SchemaSource("calendar", typeof(CalendarModule).Assembly));
        services.AddInlineView<EventDirectory>();
        services.AddInlineView<CalendarOwners>();
        services.AddSingleton<EventFinder>();
        services.AddSingleton<ICalendarEvents, PublishedCalendar>();
        services.AddSingleton<IEventPlans, EventPlans>();
        services.AddSingleton<IForgetsPeople, ForgetPerson>();
        services.AddSingleton<SharingFinder>();
        services.AddSingleton<EventFields>();
        services.AddSingleton<EventWriting>();
        services.AddSingleton<EventResources>();
        services.AddSingleton<Bookings>();
        services.AddSingleton<Overlaps>();
        services.AddSingleton<ShowCalendar>();
        services.AddSingleton<InvitationLinks>();
        services.AddSingleton<IInvitationLinks>(provider => provider.GetRequiredService<InvitationLinks>());
        services.AddSingleton<RecordReply.Replies>();
        services.AddSingleton<FindFreeTimes>();
        services.AddSingleton<OwnerFinder>();
        services.AddSingleton<Feed>();
        services.AddSingleton<ImportCalendar>();
        services.AddSingleton<OutsideAddresses>();
        services.AddSingleton<OutsideFetch>();
        services.AddSingleton<OutsideCalendars>();
        services.AddSingleton(Channel.CreateBounded<RefreshOutside.Due>(1000));
        services.AddTimerHandler<RefreshOutside>();
        services.AddHostedService<RefreshOutside.Worker>();
        services.AddSubscription<FollowSessions>();
        services.AddTimerHandler<ExtendHorizon>();
        services.AddHostedService<ExtendHorizon.SetAtStart>();
        // A large file keeps a processor busy
        services.AddRateLimiter(limiter => limiter.AddPolicy(OneImport, http => RateLimitPartition.GetConcurrencyLimiter(
            http.User.Caller()?.PersonId ?? Guid.Empty, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 1 })));
        services.AddRateLimiter(limiter => limiter.AddPolicy(InvitationLimit, http => RateLimits.PerAddress(http, options.InvitationsPerMinutePerAddress, TimeSpan.FromMinutes(1))));
        return services;
    }

    /// <summary>Maps the verbs below the prefix that the host chose.</summary>
    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/calendar-events").WithTags("Calendar");
        events.MapGet("/", ShowCalendar.List).WithName("listEvents").Produces<OccurrenceList>().Refuses(400, 401, 403);
        events.MapPost("/", ScheduleEvent.Endpoint).WithName("scheduleEvent").Produces<EventResource>(201).Produces<ChangePreview>().Produces<RoomTaken>(409, "application/problem+json").Refuses(400, 401, 403, 404);
        events.MapGet("/{id:guid}", ShowCalendar.One).WithName("getEvent").Produces<EventResource>().Refuses(400, 401, 403, 404);
        events.MapGet("/{id:guid}.ics", ExportEvent.Endpoint).WithName("exportEvent").Produces<string>(200, ExportEvent.MediaType).Refuses(401, 403, 404);
        events.MapPut("/{id:guid}", ChangeEvent.Put).WithName("replaceEvent").Produces<EventResource>().Produces<RoomTaken>(409, "application/problem+json").Refuses(400, 401, 403, 404, 412);
        events.MapPatch("/{id:guid}", ChangeEvent.Patch).WithName("changeEvent").Produces<EventResource>().Produces<RoomTaken>(409, "application/problem+json").Refuses(400, 401, 403, 404, 412);
        events.MapDelete("/{id:guid}", CancelEvent.Endpoint).WithName("cancelEvent").Produces<CancelEvent.Answer>().Refuses(400, 401, 403, 404, 409, 412);
        events.MapPost("/{id:guid}/undo", UndoChange.Endpoint).WithName("undoChange").Produces<EventResource>().Refuses(401, 403, 404, 409, 412);
        events.MapPost("/{id:guid}/answer", AnswerInvitation.Endpoint).WithName("answerInvitation").Produces<EventResource>().Refuses(400, 401, 403, 404, 409);
        events.MapGet("/{id:guid}/history", ShowHistory.Endpoint).WithName("getEventHistory").Produces<ShowHistory.History>().Refuses(401, 403, 404);

        var calendar = routes.MapGroup("/calendar").WithTags("Calendar");
        calendar.MapPost("/recurrence-preview", PreviewRecurrence.Endpoint).WithName("previewRecurrence").Produces<PreviewRecurrence.Answer>().Refuses(400);
        calendar.MapGet("/availability", FindFreeTimes.Endpoint).WithName("findFreeTimes").Produces<FindFreeTimes.Answer>().Refuses(400, 401, 403);
        calendar.MapGet("/sharing", ShareFreeBusy.Get).WithName("getSharing").Produces<ShareFreeBusy.Answer>().Refuses(401, 403);
        calendar.MapPut("/sharing", ShareFreeBusy.Put).WithName("shareFreeBusy").Produces<ShareFreeBusy.Answer>().Refuses(400, 401, 403);
        calendar.MapGet("/invitations/{token}", ShowInvitation.Endpoint).WithName("getInvitation").RequireRateLimiting(InvitationLimit).Produces<InvitationResource>().Refuses(404, 429);
        calendar.MapPost("/invitations/{token}/answer", AnswerInvitation.ByLink).WithName("answerByLink").RequireRateLimiting(InvitationLimit).Produces<InvitationResource>().Refuses(400, 404, 409, 429);
        calendar.MapPost("/replies", RecordReply.Endpoint).WithName("recordReplies").Produces<ReplyOutcomes>().Refuses(400, 401, 404, 413, 415);
        calendar.MapPost("/imports", ImportCalendar.Endpoint).WithName("importCalendar").RequireRateLimiting(OneImport).Accepts<string>(ExportEvent.MediaType).Produces<ImportCalendar.Answer>().Refuses(400, 401, 403, 413, 415, 429);
        calendar.MapGet("/subscriptions", SubscribeOutside.List).WithName("listSubscriptions").Produces<SubscribeOutside.SubscriptionList>().Refuses(401, 403);
        calendar.MapPost("/subscriptions", SubscribeOutside.Post).WithName("subscribeOutside").Produces<SubscribeOutside.SubscriptionResource>(201).Refuses(400, 401, 403);
        calendar.MapDelete("/subscriptions/{id:guid}", SubscribeOutside.Delete).WithName("removeSubscription").Produces(204).Refuses(401, 403, 404);
        calendar.MapGet("/feed", OpenFeed.Get).WithName("getFeed").Produces<OpenFeed.FeedState>().Refuses(401, 403);
        calendar.MapPost("/feed", OpenFeed.Post).WithName("openFeed").Produces<OpenFeed.Answer>().Refuses(401, 403);
        calendar.MapDelete("/feed", OpenFeed.Delete).WithName("revokeFeed").Produces(204).Refuses(401, 403);
        calendar.MapGet("/feeds/{secret}.ics", Feed.Endpoint).WithName("readFeed").Produces<string>(200, ExportEvent.MediaType).Produces(304).Refuses(404);
    }
}
