using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace VideoConf.Accounts.Tests;

/// <summary>The SQL is written by hand: it must give the tables that EF Core reads and writes.</summary>
public sealed class SchemaSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    [Fact]
    public async Task Every_table_of_the_model_has_its_columns_with_their_types_and_no_others()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<AccountsDb>().GetService<IDesignTimeModel>().Model.GetRelationalModel();
        foreach (var table in model.Tables)
        {
            var made = new SortedDictionary<string, string>(StringComparer.Ordinal);
            await using var command = server.DataSource.CreateCommand(
                "select attname, format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end "
                + "from pg_attribute where attrelid = ('accounts.' || $1)::regclass and attnum > 0 and not attisdropped");
            command.Parameters.AddWithValue(table.Name);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                made.Add(reader.GetString(0), reader.GetString(1));
            var wanted = table.Columns.ToDictionary(column => column.Name, column => column.StoreType + (column.IsNullable ? "" : " not null"));
            made.ShouldBe(new SortedDictionary<string, string>(wanted, StringComparer.Ordinal), table.Name);
        }
        model.Tables.Select(table => table.Name).Order().ShouldBe(["user_claims", "user_logins", "user_passkeys", "user_tokens", "users"]);
    }
}
