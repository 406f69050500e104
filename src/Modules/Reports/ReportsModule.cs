using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoConf.EventStore.Schema;
using VideoConf.Reports.Chain;
using VideoConf.Reports.Statistics;
using VideoConf.Reports.Views;

namespace VideoConf.Reports;

/// <summary>Tells what has happened, and proves that nobody has touched it since.</summary>
public static class ReportsModule
{
    private const string OneCheck = "one_audit_check";

    /// <summary>The views that statistics are made of, by alias.</summary>
    public static IReadOnlyList<string> StatisticsViews { get; } = ["statsessions", "statevents", "statinterviews", "statreminders"];

    public static EventRegistry AddReportFacts(this EventRegistry registry) => registry
        .AddStream<AuditLook>("audit_look")
        .Add<AuditViewed>("reports.audit_viewed");

    /// <param name="services">The host's.</param>
    /// <param name="keysFolder">Where the key lies that seals are signed with; outside the database.</param>
    public static IServiceCollection AddReports(this IServiceCollection services, string keysFolder)
    {
        services.AddSingleton(new SchemaSource("reports", typeof(ReportsModule).Assembly));
        services.AddSingleton(_ => new SealKey(keysFolder));
        services.AddSingleton<Seals>();
        services.AddSingleton<ChainWriter>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<ChainWriter>());
        services.AddSingleton<ChainChecks>();
        services.AddSingleton<AuditChain>();
        services.AddSingleton<IAuditChain>(s => s.GetRequiredService<AuditChain>());
        services.AddSingleton<ShowIntegrity.Badge>();
        services.AddHostedService<BeginSealing>();
        services.AddTimerHandler<SealHourly>();
        services.AddSingleton<LookHourly.Worker>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<LookHourly.Worker>());
        services.AddTimerHandler<LookHourly>();
        // To go along a long log keeps a processor busy
        services.AddRateLimiter(limiter => limiter.AddPolicy(OneCheck, http => http.User.IsAdministrator()
            ? RateLimitPartition.GetConcurrencyLimiter(0, _ => new ConcurrencyLimiterOptions { PermitLimit = 1 })
            // Who is refused anyway must not stand in an administrator's way
            : RateLimitPartition.GetNoLimiter(1)));
        services.AddAsyncView<AuditLines>();
        services.AddAsyncView<AuditObjects>();
        services.AddSingleton<AuditTrail>();
        services.AddAsyncView<SessionOrigins>();
        services.AddSingleton<SessionReports>();
        return services.AddStatistics();
    }

    internal static IServiceCollection AddStatistics(this IServiceCollection services)
    {
        services.AddAsyncView<SessionStats>();
        services.AddAsyncView<EventStats>();
        services.AddAsyncView<InterviewStats>();
        services.AddAsyncView<ReminderStats>();
        services.AddSingleton<StatisticsReports>();
        return services;
    }

    /// <summary>Maps the verbs below the prefix that the host chose.</summary>
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/", ShowAudit.List).WithName("listAudit").Produces<Page<LineResource>>().Refuses(400, 401, 403);
        audit.MapGet("/objects/{kind}/{id:guid}", ShowAudit.Object).WithName("getAuditOfObject").Produces<Page<LineResource>>().Refuses(400, 401, 403, 404);
        audit.MapGet("/objects/{kind}/{id:guid}/as-of", ShowAsOf.Endpoint).WithName("getObjectAsOf").Produces<ShowAsOf.Answer>().Refuses(400, 401, 403, 404);
        audit.MapGet("/actors", FindActors.Endpoint).WithName("findAuditActors").Produces<FindActors.Answer>().Refuses(400, 401, 403);
        audit.MapGet("/export", ExportAudit.Endpoint).WithName("exportAudit").Produces(200, contentType: "text/csv").Refuses(400, 401, 403);
        audit.MapGet("/integrity", ShowIntegrity.Endpoint).WithName("getAuditIntegrity").Produces<ShowIntegrity.Answer>().Refuses(401, 403);
        audit.MapPost("/integrity/check", CheckIntegrity.Endpoint).WithName("checkAuditIntegrity").RequireRateLimiting(OneCheck).Produces<ShowIntegrity.Answer>().Refuses(401, 403, 429);
        audit.MapGet("/key", ShowIntegrity.Key).WithName("getAuditKey").Produces(200, contentType: "application/x-pem-file").Refuses(401, 403);

        var session = routes.MapGroup("/rooms/{code}/sessions/{id:guid}").WithTags("Sessions");
        session.MapGet("/attendance", ShowAttendance.Endpoint).WithName("getAttendance").Produces<ShowAttendance.Answer>().Refuses(400, 401, 403, 404);
        session.MapGet("/timeline", ShowTimeline.Endpoint).WithName("getTimeline").Produces<ShowTimeline.Answer>().Refuses(400, 401, 403, 404);
        session.MapGet("/people/{personId:guid}/connection", ShowConnection.Endpoint).WithName("getConnectionOfPerson").Produces<ShowConnection.Answer>().Refuses(401, 403, 404);

        routes.MapStatistics();
    }

    internal static void MapStatistics(this IEndpointRouteBuilder routes) => routes.MapGet("/statistics/{report}", ShowStatistics.Endpoint)
        .WithTags("Statistics").WithName("getStatistics").Produces<ShowStatistics.Answer>().Refuses(400, 401, 403, 404);

    /// <summary>Checks an exported file offline.</summary>
    /// <param name="file">Read once, forward.</param>
    /// <param name="publicKeys">PEM, of the keys that are trusted; none: the file's own is taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the fingerprint of the first key.</returns>
    /// <exception cref="InvalidDataException">It is no exported file.</exception>
    /// <exception cref="ArgumentException">A key is none.</exception>
    public static Task<(ChainReport Report, string Fingerprint)> VerifyFileAsync(Stream file, IReadOnlyList<string> publicKeys, CancellationToken cancellationToken) =>
        ChainFile.VerifyAsync(file, publicKeys, cancellationToken);
}
