using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using VideoConf.Accounts;
using VideoConf.EmbeddedPostgres;
using VideoConf.EventStore;
using VideoConf.EventStore.Schema;
using VideoConf.Host;
using VideoConf.HttpApi;
using VideoConf.Rooms;
using VideoConf.Signaling;

var builder = WebApplication.CreateBuilder(args);
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://localhost:8080");

var data = new DataFolder(builder.Configuration);
builder.Services.AddSingleton(data);
builder.Services.AddDataProtection().SetApplicationName("VideoConf").PersistKeysToFileSystem(data.Keys);
builder.Services.AddSingleton<IClock>(SystemClock.Instance);
builder.Services.AddHttpApi();
builder.Services.AddOpenApi("v1");
builder.Services.AddEventStore(new EventRegistry().AddAccountFacts().AddRoomFacts());
builder.Services.AddAccounts(builder.Configuration.GetSection("Accounts").Get<AccountsOptions>() ?? new());
builder.Services.AddRooms(builder.Configuration.GetSection("Rooms").Get<RoomsOptions>() ?? new());
builder.Services.AddSignaling(builder.Configuration.GetSection("Signaling").Get<SignalingOptions>() ?? new());

// The build starts this program once only to read the API's description off it.
var describesItself = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";
Database? database = null;
builder.Services.AddSingleton(_ => database!.DataSource);

await using var app = builder.Build();
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

try
{
    if (!describesItself)
    {
        database = await Database.OpenAsync(app.Configuration, data, app.Logger);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync();
    }
    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"VideoConf is ready at {string.Join(", ", app.Urls)}"));
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is EmbeddedPostgresException or SchemaException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    if (database is not null) await database.DisposeAsync();
}
