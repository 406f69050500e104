using Microsoft.AspNetCore.Connections;
using VideoConf.EmbeddedPostgres;
using VideoConf.EventStore;
using VideoConf.EventStore.Schema;
using VideoConf.Host;
using VideoConf.Host.Commands;

try
{
    return await OperatorCommands.Root(args).Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is EmbeddedPostgresException or SchemaException or MasterKeyException or SettingException || e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
