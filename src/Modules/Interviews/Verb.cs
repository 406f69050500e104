namespace VideoConf.Interviews;

/// <summary>What a command is read with.</summary>
/// <param name="Accounts">Of the addresses that it names, by address in any letter case.</param>
internal sealed record Asking(Asker Asker, Instant Now, IReadOnlyDictionary<string, PersonWithAccount> Accounts);

/// <summary>A verb as routes and batches know it: how its request becomes a decision about an interview.</summary>
internal sealed record Verb(string Type, Type Request, Func<object, IEnumerable<string?>> AddressesIn, Func<object, Asking, Validation, Func<Interview, Decision>> Read)
{
    /// <param name="type">Its name in a batch.</param>
    /// <param name="read">Checks the request; what it returns is asked once the check has found nothing.</param>
    /// <param name="addressesIn">The e-mail addresses in the request whose accounts the decision needs.</param>
    public static Verb Of<T>(string type, Func<T, Asking, Validation, Func<Interview, Decision>> read, Func<T, IEnumerable<string?>>? addressesIn = null) where T : class =>
        new(type, typeof(T), request => addressesIn?.Invoke((T)request) ?? [], (request, asking, check) => read((T)request, asking, check));
}
