using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.EventStore.Schema;
using VideoConf.Interviews.Meet;
using VideoConf.Interviews.Reactions;
using VideoConf.Interviews.Views;
using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews;

/// <summary>Mock interviews: who interviews whom, when and where, how far they are, and what they say of each other.</summary>
public static class InterviewsModule
{
    private const string LinkLimit = "interviews.links";

    internal static readonly IReadOnlyList<Verb> Verbs =
    [
        ChangeDetails.Verb, RescheduleInterview.Verb, ChooseService.Verb, AssignMembers.Verb, ConfirmInterview.Verb, CancelInterview.Verb, ReopenInterview.Verb, ChangePhase.Verb,
        EndInterview.Verb, RecordNoShow.Verb, GiveFeedback.Verb, WriteSheet.Verb, RenewJoinLink.Verb,
    ];

    public static EventRegistry AddInterviewFacts(this EventRegistry registry) => registry
        .AddStream<Interview>("interview")
        .Add<InterviewRequested>("interviews.interview_requested")
        .Add<InterviewScheduled>("interviews.interview_scheduled")
        .Add<InterviewDetailsChanged>("interviews.interview_details_changed")
        .Add<InterviewRescheduled>("interviews.interview_rescheduled")
        .Add<ServiceChosen>("interviews.service_chosen")
        .Add<InterviewerAssigned>("interviews.interviewer_assigned")
        .Add<CandidateAssigned>("interviews.candidate_assigned")
        .Add<ObserversChanged>("interviews.observers_changed")
        .Add<InterviewConfirmed>("interviews.interview_confirmed")
        .Add<ConfirmationWithdrawn>("interviews.confirmation_withdrawn")
        .Add<InterviewStarted>("interviews.interview_started")
        .Add<PhaseChanged>("interviews.phase_changed")
        .Add<InterviewEnded>("interviews.interview_ended")
        .Add<NoShowRecorded>("interviews.no_show_recorded")
        .Add<FeedbackGiven>("interviews.feedback_given")
        .Add<InterviewCancelled>("interviews.interview_cancelled")
        .Add<InterviewReopened>("interviews.interview_reopened")
        .Add<JoinLinkRenewed>("interviews.join_link_renewed")
        .Add<SheetWritten>("interviews.sheet_written")
        .AddStream<Webhook>("webhook")
        .Add<WebhookSubscribed>("interviews.webhook_subscribed")
        .Add<WebhookChanged>("interviews.webhook_changed")
        .Add<WebhookSecretRotated>("interviews.webhook_secret_rotated")
        .Add<WebhookRemoved>("interviews.webhook_removed")
        .AddStream<CodePad>("code_pad")
        .Add<CodePadEdited>("interviews.code_pad_edited")
        .Add<CodePadLanguageChosen>("interviews.code_pad_language_chosen");

    /// <param name="services">The host's.</param>
    /// <param name="options">As configured.</param>
    /// <param name="publicUrl">Scheme and host under which people reach this server, in links that go out.</param>
    /// <exception cref="InvalidOperationException">The options cannot be used; the message is for the operator.</exception>
    public static IServiceCollection AddInterviews(this IServiceCollection services, InterviewsOptions options, string publicUrl)
    {
        options = options.Validated() with { PublicUrl = publicUrl };
        services.AddSingleton(options);
        services.AddSingleton(new SchemaSource("interviews", typeof(InterviewsModule).Assembly));
        services.AddInlineView<InterviewDirectory>();
        services.AddSingleton<InterviewFinder>();
        services.AddSingleton<JoinLinks>();
        services.AddSingleton<InterviewResources>();
        services.AddSingleton<Carrying>();
        services.AddSingleton<BusyInterviewers>();
        services.AddSingleton<AnsweredCommands>();
        services.AddSingleton<InterviewCommands>();
        AddMeetLinks(services, options);
        services.AddSingleton<IRoomNews, PublishedNews>();
        services.AddSingleton<IPersonalPlaces, PersonalPlaces>();
        services.AddSingleton<IForgetsPeople, ForgetPerson>();
        services.AddSnapshot<CodePad>("codepad", "code_pad", [typeof(CodePadEdited), typeof(CodePadLanguageChosen)]);
        services.AddSingleton<IRoomNews, PublishedPadNews>();
        services.AddSubscription<FollowCalendar>();
        services.AddSubscription<SetClose>();
        services.AddTimerHandler<CloseInterview>();
        services.AddInlineView<WebhookDirectory>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<WebhookPost>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(s => s.GetRequiredService<WebhookSender>());
        services.AddSubscription<TellWebhooks>();
        services.AddSubscription<RemoveWebhooksOfRevokedKeys>();
        services.AddRateLimiter(limiter => limiter.AddPolicy(LinkLimit, http => RateLimits.PerAddress(http, 120, TimeSpan.FromMinutes(1))));
        return services;
    }

    private static void AddMeetLinks(IServiceCollection services, InterviewsOptions options)
    {
        if (options.GoogleMeet is not { IsOn: true } meet)
        {
            services.AddSingleton<IMeetLinks, NoMeetLinks>();
            return;
        }
        // Here, so that a file that is not as it should be stops the start
        var account = ServiceAccount.Read(meet.ServiceAccountFile!);
        services.AddSingleton<IMeetLinks>(s => ActivatorUtilities.CreateInstance<GoogleMeet>(s, account));
    }

    /// <summary>Maps the verbs below the prefix that the host chose.</summary>
    public static void MapInterviews(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/interviews").WithTags("Interviews");
        open.MapGet("/links/{token}", JoinByLink.Show).WithName("getJoinLink").RequireRateLimiting(LinkLimit).Produces<JoinByLink.Shown>().Refuses(404, 429);
        open.MapPost("/links/{token}/join", JoinByLink.Endpoint).WithName("joinByLink").RequireRateLimiting(LinkLimit).Produces<JoinByLink.Answer>().Refuses(404, 409, 410, 429);

        var readers = routes.MapGroup("/interviews").WithTags("Interviews").RequireScope("interviews:read").RequireRateLimiting(RateLimits.PerCaller);
        readers.MapGet("/", ShowInterviews.List).WithName("listInterviews").Produces<ShowInterviews.Changes>().Refuses(400, 401, 403);
        readers.MapGet("/{id:guid}", ShowInterviews.One).WithName("getInterview").Produces<InterviewResource>().Refuses(401, 403, 404);
        readers.MapGet("/of-room/{code}", ShowInterviews.OfRoom).WithName("getInterviewOfRoom").Produces<InterviewResource>().Refuses(401, 403, 404);
        readers.MapGet("/{id:guid}/pad", ShowCodePad.Endpoint).WithName("getCodePad").Produces<ShowCodePad.Answer>().Refuses(400, 401, 403, 404, 429);

        var writers = routes.MapGroup("").WithTags("Interviews").RequireScope("interviews:write").RequireRateLimiting(RateLimits.PerCaller);
        var interviews = writers.MapGroup("/interviews");
        interviews.MapPost("/", CommandEndpoints.Schedule).WithName("scheduleInterview").WithExample(Examples.Schedule, Examples.Interview).Produces<InterviewResource>(201).Produces<BusyProblem>(409, "application/problem+json").Refuses(400, 401, 403, 422, 429, 502, 503);
        Map<ChangeDetails.Request>("PUT", "/{id:guid}/details", ChangeDetails.Verb, "changeInterviewDetails");
        Map<RescheduleInterview.Request>("PUT", "/{id:guid}/time", RescheduleInterview.Verb, "rescheduleInterview");
        Map<ChooseService.Request>("PUT", "/{id:guid}/service", ChooseService.Verb, "chooseService");
        Map<AssignMembers.Request>("PUT", "/{id:guid}/members", AssignMembers.Verb, "assignMembers");
        Map<ConfirmInterview.Request>("POST", "/{id:guid}/confirm", ConfirmInterview.Verb, "confirmInterview");
        Map<CancelInterview.Request>("POST", "/{id:guid}/cancel", CancelInterview.Verb, "cancelInterview");
        Map<ReopenInterview.Request>("POST", "/{id:guid}/reopen", ReopenInterview.Verb, "reopenInterview");
        Map<ChangePhase.Request>("PUT", "/{id:guid}/phase", ChangePhase.Verb, "changePhase");
        Map<EndInterview.Request>("POST", "/{id:guid}/end", EndInterview.Verb, "endInterview");
        Map<RecordNoShow.Request>("POST", "/{id:guid}/no-show", RecordNoShow.Verb, "recordNoShow");
        Map<GiveFeedback.Request>("POST", "/{id:guid}/feedback", GiveFeedback.Verb, "giveFeedback");
        Map<WriteSheet.Request>("PUT", "/{id:guid}/sheet", WriteSheet.Verb, "writeSheet");
        Map<RenewJoinLink.Request>("POST", "/{id:guid}/links", RenewJoinLink.Verb, "renewJoinLink");
        interviews.MapPost("/{id:guid}/pad/edits", EditCodePad.Endpoint).WithName("editCodePad").Produces<EditCodePad.Answer>().Refuses(400, 401, 403, 404, 409, 429);
        interviews.MapPut("/{id:guid}/pad/language", ChooseCodePadLanguage.Endpoint).WithName("chooseCodePadLanguage").Produces(204).Refuses(400, 401, 403, 404, 409, 429);
        writers.MapPost("/commands", RunCommands.Endpoint).WithName("runCommands").WithExample(Examples.Commands, Examples.CommandsAnswer).Produces<RunCommands.Answer>().Refuses(400, 401, 403, 413, 429);

        var webhooks = routes.MapGroup("/webhooks").WithTags("Webhooks").RequireScope("interviews:write").RequireRateLimiting(RateLimits.PerCaller);
        webhooks.MapGet("/", ShowWebhooks.List).WithName("listWebhooks").Produces<ShowWebhooks.Answer>().Refuses(401, 403);
        webhooks.MapPost("/", SubscribeWebhook.Endpoint).WithName("subscribeWebhook").Produces<SubscribeWebhook.Answer>(201).Refuses(400, 401, 403);
        webhooks.MapGet("/{id:guid}", ShowWebhooks.One).WithName("getWebhook").Produces<WebhookResource>().Refuses(401, 403, 404);
        webhooks.MapPut("/{id:guid}", ChangeWebhook.Endpoint).WithName("changeWebhook").Produces<WebhookResource>().Refuses(400, 401, 403, 404);
        webhooks.MapDelete("/{id:guid}", RemoveWebhook.Endpoint).WithName("removeWebhook").Produces(204).Refuses(401, 403, 404);
        webhooks.MapPost("/{id:guid}/secret", RotateWebhookSecret.Endpoint).WithName("rotateWebhookSecret").Produces<SubscribeWebhook.Answer>().Refuses(401, 403, 404);
        webhooks.MapGet("/{id:guid}/deliveries", ShowWebhooks.Deliveries).WithName("listWebhookDeliveries").Produces<ShowWebhooks.DeliveriesAnswer>().Refuses(401, 403, 404);
        webhooks.MapPost("/{id:guid}/deliveries/{deliveryId:guid}/redeliver", ShowWebhooks.Redeliver).WithName("redeliverWebhook").Produces<WebhookDelivery>().Refuses(401, 403, 404);

        void Map<T>(string method, string pattern, Verb verb, string name) where T : class =>
            interviews.MapMethods(pattern, [method], CommandEndpoints.Endpoint<T>(verb)).WithName(name).WithExample(Examples.Bodies[verb.Type], Examples.Interview).Produces<InterviewResource>().Produces<BusyProblem>(409, "application/problem+json").Refuses(400, 401, 403, 404, 412, 422, 429);
    }
}
