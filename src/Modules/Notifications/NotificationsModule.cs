using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoConf.EventStore.Schema;
using VideoConf.Notifications.Mail;
using VideoConf.Notifications.Reactions;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>Tells people in time, once, where they want it.</summary>
public static class NotificationsModule
{
    private const string LinkLimit = "notifications.links";

    public static EventRegistry AddNotificationFacts(this EventRegistry registry) => registry
        .AddStream<ReminderPlan>("reminder_plan")
        .Add<RemindersPlanned>("notifications.reminders_planned")
        .Add<RemindersWithdrawn>("notifications.reminders_withdrawn")
        .Add<OwnRemindersSet>("notifications.own_reminders_set")
        .AddStream<Notification>("notification")
        .Add<NotificationRaised>("notifications.notification_raised")
        .Add<NotificationRead>("notifications.notification_read")
        .Add<ReminderPostponed>("notifications.reminder_postponed")
        .Add<DeliverySent>("notifications.delivery_sent")
        .Add<DeliveryFailed>("notifications.delivery_failed")
        .Add<DeliveryGathered>("notifications.delivery_gathered")
        .Add<DeliveryWithdrawn>("notifications.delivery_withdrawn")
        .AddStream<RecipientSettings>("notification_recipient")
        .Add<SettingsChanged>("notifications.settings_changed")
        .Add<InboxRead>("notifications.inbox_read")
        .Add<PushSubscribed>("notifications.push_subscribed")
        .Add<PushUnsubscribed>("notifications.push_unsubscribed")
        .Add<MailsStopped>("notifications.mails_stopped");

    /// <param name="services">The host's.</param>
    /// <param name="options">As configured.</param>
    /// <param name="mailFolder">Where mails are kept when no mail server is named.</param>
    /// <exception cref="InvalidOperationException">The options cannot be used; the message is for the operator.</exception>
    public static IServiceCollection AddNotifications(this IServiceCollection services, NotificationsOptions options, string mailFolder)
    {
        options = options.Validated() with { MailFolder = mailFolder };
        services.AddSingleton(options);
        services.AddSingleton(new SchemaSource("notifications", typeof(NotificationsModule).Assembly));
        services.AddInlineView<Inbox>();
        services.AddInlineView<SettingsOfRecipients>();
        services.AddSingleton<Planner>();
        services.AddSingleton<Raiser>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<ShowInbox>();
        services.AddSingleton<SealedSubscriptions>();
        services.AddSingleton<PushKeys>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<PushKeys>());
        services.AddSingleton<MailLinks>();
        services.AddSubscription<FollowCalendar>();
        services.AddSubscription<FollowPeople>();
        services.AddTimerHandler<TellOfChanges>();
        services.AddTimerHandler<Remind>();
        services.AddTimerHandler<PlanOn>();
        services.AddTimerHandler<SendDigest>();
        if (options.Smtp.IsSet) services.AddSingleton<IMailTransport>(new SmtpTransport(options.Smtp));
        else services.AddSingleton(new MailFolder(mailFolder, options.Smtp.Sender)).AddSingleton<IMailTransport>(s => s.GetRequiredService<MailFolder>());
        services.AddSingleton<Letters>();
        services.AddSingleton<IForgetsPeople, ForgetPerson>();
        services.AddHostedService<MailDelivery>();
        services.AddHostedService<PushDelivery>();
        services.AddSignalR().AddJsonProtocol(json => FactJson.Configure(json.PayloadSerializerOptions));
        services.AddSingleton<LiveInbox>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<LiveInbox>());
        services.AddRateLimiter(limiter => limiter.AddPolicy(LinkLimit, http => RateLimits.PerAddress(http, 60, TimeSpan.FromMinutes(1))));
        return services;
    }

    /// <summary>Maps the verbs below the prefix that the host chose.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/notifications").WithTags("Notifications");
        inbox.MapGet("/", ShowInbox.List).WithName("listNotifications").Produces<Page<NotificationResource>>().Refuses(400, 401, 403);
        inbox.MapGet("/count", ShowInbox.CountUnread).WithName("countUnread").Produces<ShowInbox.Count>().Refuses(401, 403);
        inbox.MapPost("/read-all", ReadAll.Endpoint).WithName("readAll").Produces(204).Refuses(401, 403);
        inbox.MapPost("/{id:guid}/read", ReadNotification.Endpoint).WithName("readNotification").Produces(204).Refuses(401, 403, 404);
        inbox.MapPost("/{id:guid}/later", PostponeReminder.Endpoint).WithName("postponeReminder").Produces<PostponeReminder.Answer>().Refuses(401, 403, 404, 409);
        inbox.MapGet("/settings", ChangeSettings.Get).WithName("getNotificationSettings").Produces<ChangeSettings.Answer>().Refuses(401, 403);
        inbox.MapPut("/settings", ChangeSettings.Put).WithName("changeNotificationSettings").Produces<ChangeSettings.Answer>().Refuses(400, 401, 403);
        inbox.MapGet("/reminders/{eventId:guid}", SetOwnReminders.Get).WithName("getReminders").Produces<SetOwnReminders.Answer>().Refuses(401, 403, 404);
        inbox.MapPut("/reminders/{eventId:guid}", SetOwnReminders.Put).WithName("setOwnReminders").Produces<SetOwnReminders.Answer>().Refuses(400, 401, 403, 404);
        inbox.MapGet("/push-key", PushKeys.Endpoint).WithName("getPushKey").Produces<PushKeys.Answer>().Refuses(401, 403, 503);
        inbox.MapPost("/devices", SubscribePush.Post).WithName("subscribePush").Produces<SubscribePush.Answer>().Refuses(400, 401, 403);
        inbox.MapDelete("/devices/{id:guid}", SubscribePush.Delete).WithName("unsubscribePush").Produces(204).Refuses(401, 403, 404);
        inbox.MapGet("/mail-links/{token}", StopMails.Get).WithName("getMailLink").RequireRateLimiting(LinkLimit).Produces<StopMails.Answer>().Refuses(404, 429);
        inbox.MapPost("/mail-links/{token}", StopMails.Post).WithName("stopMails").RequireRateLimiting(LinkLimit).Produces<StopMails.Answer>().Refuses(404, 429);
    }

    /// <summary>What lies outside of that prefix: the live count and list, and the page of kept mails.</summary>
    public static void MapNotificationsHub(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<NotificationsHub>(NotificationsHub.Path, connection => connection.Transports = HttpTransportType.WebSockets);
        routes.MapDevMail();
    }
}
