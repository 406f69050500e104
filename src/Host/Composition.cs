using Microsoft.AspNetCore.DataProtection;
using VideoConf.Accounts;
using VideoConf.Calendar;
using VideoConf.EventStore;
using VideoConf.HttpApi;
using VideoConf.Interviews;
using VideoConf.Notifications;
using VideoConf.Reports;
using VideoConf.Rooms;
using VideoConf.Signaling;

namespace VideoConf.Host;

/// <summary>The list of modules: what the program is made of, by name.</summary>
internal static class Composition
{
    public static WebApplicationBuilder NewBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://localhost:8080");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    public static void AddVideoConf(this WebApplicationBuilder builder, DataFolder data, Func<Database> database)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(_ => database().DataSource);
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddDataProtection().SetApplicationName("VideoConf").PersistKeysToFileSystem(data.Keys);
        services.AddHttpApi();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddEventStore(new EventRegistry().AddAccountFacts().AddRoomFacts().AddCalendarFacts().AddInterviewFacts().AddNotificationFacts().AddReportFacts(), MasterKey.InFolder(data.Keys.FullName));
        var notifications = NotificationsOf(configuration);
        Settings.Sentences(() => services
            .AddAccounts(configuration.Section<AccountsOptions>("Accounts"))
            .AddRooms(configuration.Section<RoomsOptions>("Rooms"))
            .AddCalendar(configuration.Section<CalendarOptions>("Calendar"))
            .AddInterviews(configuration.Section<InterviewsOptions>("Interviews"), notifications.PublicUrl)
            .AddNotifications(notifications, Path.Combine(data.Path, "mails"))
            .AddReports(data.Keys.FullName)
            .AddSignaling(configuration.Section<SignalingOptions>("Signaling")));
    }

    // Links that go out lead to the address that is served, unless people reach it under another
    private static NotificationsOptions NotificationsOf(IConfiguration configuration)
    {
        var options = configuration.Section<NotificationsOptions>("Notifications");
        var served = ((string[])["//*", "//+", "//0.0.0.0", "//[::]"]).Aggregate(configuration["urls"]?.Split(';')[0], (url, any) => url?.Replace(any, "//localhost", StringComparison.Ordinal));
        return configuration["Notifications:PublicUrl"] is null && !string.IsNullOrEmpty(served) ? options with { PublicUrl = served } : options;
    }

    public static void MapVideoConf(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseHttpApi();
        app.UseWebUiFiles();
        app.UseAuthentication();
        app.UseRateLimiter();
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapRooms();
        api.MapCalendar();
        api.MapInterviews();
        api.MapNotifications();
        api.MapReports();
        app.MapNotificationsHub();
        app.MapSignaling();
        app.MapOpenApi();
        app.MapHealth();
        app.MapWebUi();
    }
}
