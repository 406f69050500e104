using System.Text.Json;

namespace VideoConf.Reports.Descriptions;

/// <summary>Whom a fact or a state calls by a name beside an id: a participant, an attendee, a member.</summary>
internal sealed record Introduced(string? Name, Guid? PersonId)
{
    public static Dictionary<string, Introduced> By(StoredEvent fact)
    {
        var known = new Dictionary<string, Introduced>(StringComparer.Ordinal);
        if (fact.Data is { } data) Find(JsonSerializer.SerializeToElement(data, data.GetType(), FactJson.Options), known);
        return known;
    }

    private static void Find(JsonElement body, Dictionary<string, Introduced> known)
    {
        if (body.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in body.EnumerateArray()) Find(each, known);
        }
        if (body.ValueKind != JsonValueKind.Object) return;
        if ((Text(body, "participantId") ?? Text(body, "id")) is { } id && (body.TryGetProperty("displayName", out var name) || body.TryGetProperty("name", out name)))
        {
            var introduced = new Introduced(Template.Text(name), Guid.TryParse(Text(body, "personId"), out var person) ? person : null);
            known[id] = introduced;
            // Guests have no account to be called by
            if (introduced.PersonId is { } guest) known[guest.ToString()] = introduced;
        }
        foreach (var property in body.EnumerateObject()) Find(property.Value, known);
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Names for the ids in holes: those of accounts as they are today, of others as they were given.</summary>
/// <param name="accounts">Names by id.</param>
/// <param name="language">en or ru.</param>
internal sealed class Names(IReadOnlyDictionary<string, string> accounts, string language)
{
    /// <param name="ids">One, or several with commas between.</param>
    /// <param name="introduced">Who is called by an id that is no account's.</param>
    public string Of(string ids, Func<string, Introduced?> introduced) => string.Join(", ", ids.Split(", ").Select(id =>
        accounts.GetValueOrDefault(id) ?? (introduced(id) is { } known
            ? accounts.GetValueOrDefault(known.PersonId?.ToString() ?? "") ?? known.Name ?? (language == "ru" ? "гость" : "a guest")
            : language == "ru" ? "кто-то неизвестный" : "somebody unknown")));
}
