using System.Data;
using Npgsql;

namespace VideoConf.EventStore;

/// <summary>
/// An advisory lock of a connection: gone with the connection when that breaks, and given back before the connection
/// returns to the pool, which would keep it for ever.
/// </summary>
internal sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string name;

    private SessionLock(NpgsqlConnection connection, string name) => (this.connection, this.name) = (connection, name);

    /// <summary>Null when somebody else holds it.</summary>
    public static async Task<SessionLock?> TryTakeAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        command.Parameters.AddWithValue(name);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))! ? new SessionLock(connection, name) : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.State != ConnectionState.Open) return;
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended($1, 0))", connection);
            command.Parameters.AddWithValue(name);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The connection breaks here, and the lock is gone with it.
        }
    }
}
