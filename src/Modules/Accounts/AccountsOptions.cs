using System.ComponentModel.DataAnnotations;

namespace VideoConf.Accounts;

/// <summary>What an operator may set. Limits per address leave room for an office or a class behind one address.</summary>
public sealed class AccountsOptions
{
    /// <summary>Wrong passwords for one e-mail address, from wherever they come, before it is locked.</summary>
    [Range(1, 100)] public int LockOutAfter { get; set; } = 5;

    [Range(1, 24 * 60)] public int LockOutMinutes { get; set; } = 5;

    /// <summary>How long a guest's identity lasts.</summary>
    [Range(1, 7 * 24)] public int GuestHours { get; set; } = 12;

    [Range(1, 100_000)] public int SignInsPerMinutePerAddress { get; set; } = 60;

    [Range(1, 100_000)] public int RegistrationsPerHourPerAddress { get; set; } = 60;

    [Range(1, 100_000)] public int GuestsPerMinutePerAddress { get; set; } = 60;

    /// <exception cref="ValidationException">A setting is out of its range; the message names it.</exception>
    internal AccountsOptions Validated()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }
}
