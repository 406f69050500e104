using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoConf.EventStore.Schema;

namespace VideoConf.Host;

/// <summary>The host itself: database first, then the modules, then the web.</summary>
internal static class Server
{
    public static async Task RunAsync(string[] args)
    {
        // The build starts this program once only to read the API's description off it: no folder, no database, no work.
        var describesItself = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";
        var builder = Composition.NewBuilder(args);
        var data = describesItself ? DataFolder.Nowhere : new DataFolder(builder.Configuration);
        Database? database = null;
        builder.AddVideoConf(data, () => database!);
        if (describesItself) builder.Services.RemoveAll<IHostedService>();

        using var telemetry = new Telemetry(builder.Configuration);
        await using var app = builder.Build();
        await using var opened = database = describesItself ? Database.Nowhere() : await Database.OpenAsync(app.Configuration, data, app.Logger);
        if (!describesItself) await app.Services.GetRequiredService<Migrator>().MigrateAsync();
        app.MapVideoConf();
        if (!describesItself) app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"VideoConf is ready at {string.Join(", ", app.Urls)}"));
        await app.RunAsync();
    }
}
