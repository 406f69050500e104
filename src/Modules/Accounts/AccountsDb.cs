using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace VideoConf.Accounts;

/// <summary>ASP.NET Core Identity's tables (schema version 3, without roles) in the schema <c>accounts</c>, named as PostgreSQL names things.</summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account, Guid>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("accounts");
        builder.Entity<Account>(account =>
        {
            account.ToTable("users");
            account.Property(a => a.DisplayName).HasMaxLength(80);
            // Lock-out counts attempts by e-mail, known or not (SignInAttempts); nobody is called by telephone
            account.Ignore(a => a.AccessFailedCount).Ignore(a => a.LockoutEnabled).Ignore(a => a.LockoutEnd);
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
                entity.SetContainerColumnName("data");
            else
                foreach (var property in entity.GetProperties())
                    property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }
}
