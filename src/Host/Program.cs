using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoConf.Accounts;
using VideoConf.EmbeddedPostgres;
using VideoConf.EventStore;
using VideoConf.EventStore.Schema;
using VideoConf.Host;
using VideoConf.HttpApi;
using VideoConf.Rooms;
using VideoConf.Signaling;

// The build starts this program once only to read the API's description off it: no folder, no database, no work.
var describesItself = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

var builder = WebApplication.CreateBuilder(args);
if (describesItself) builder.Configuration["data"] = Directory.CreateTempSubdirectory("videoconf-").FullName;
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://localhost:8080");

var data = new DataFolder(builder.Configuration);
builder.Services.AddSingleton(data);
builder.Services.AddDataProtection().SetApplicationName("VideoConf").PersistKeysToFileSystem(data.Keys);
builder.Services.AddSingleton<IClock>(SystemClock.Instance);
builder.Services.AddHttpApi();
builder.Services.AddOpenApi("v1", ApiDescription.Configure);
builder.Services.AddEventStore(new EventRegistry().AddAccountFacts().AddRoomFacts());
builder.Services.AddAccounts(builder.Configuration.GetSection("Accounts").Get<AccountsOptions>() ?? new());
builder.Services.AddRooms(builder.Configuration.GetSection("Rooms").Get<RoomsOptions>() ?? new());
builder.Services.AddSignaling(builder.Configuration.GetSection("Signaling").Get<SignalingOptions>() ?? new());

if (describesItself) builder.Services.RemoveAll<IHostedService>();
Database? database = null;
builder.Services.AddSingleton(_ => database!.DataSource);
await using var app = builder.Build();

try
{
    if (describesItself)
    {
        database = Database.Nowhere();
    }
    else
    {
        database = await Database.OpenAsync(app.Configuration, data, app.Logger);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync();
    }

    app.UseSecurityHeaders();
    app.UseHttpApi();
    app.UseAuthentication();
    app.UseRateLimiter();
    var api = app.MapGroup("/api/v1");
    api.MapAccounts();
    api.MapRooms();
    app.MapSignaling();
    app.MapOpenApi();
    app.UseWebUi();

    if (!describesItself) app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"VideoConf is ready at {string.Join(", ", app.Urls)}"));
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is EmbeddedPostgresException or SchemaException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
finally
{
    if (database is not null) await database.DisposeAsync();
}
