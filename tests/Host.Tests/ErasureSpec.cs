using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Host.Tests;

/// <summary>People do everything in which they leave something; then they are erased beside a running host, and a dump of the whole database is searched for them.</summary>
public sealed class ErasureSpec
{
    private const string Password = "correct horse battery";

    // What must be nowhere afterwards; also as JSON escapes it, in quoted-printable and in base64 it has no other letters
    private static readonly string[] OfAnna = ["Annabella", "Zyrianova", "annabella.z@example.org", "Quartalsgespräch", "bring the blue folder", "shared words of hers", "private words of hers", "notes of hers", "question of hers", "Her own room"];
    private static readonly string[] OfGuest = ["Gustavius"];
    private static readonly string[] OfInvited = ["Ivonetta", "ivonetta.k@example.org", "comment of the invited"];

    [Fact]
    public async Task After_they_are_erased_nothing_of_them_is_in_a_dump_of_the_database()
    {
        await using var host = new HostProgram();
        await host.StartAsync("--Notifications:SettlingSeconds=0", "--Interviews:AllowPrivateAddresses=true");
        var (anna, annaId) = await RegisterAsync(host, "Annabella.Z@example.org", "Annabella");
        var (bob, _) = await RegisterAsync(host, "bob@example.org", "Bob");
        (await host.RunAsync("people", "appoint", "bob@example.org")).ExitCode.ShouldBe(0);
        (await anna.PutAsJsonAsync("me/profile", new { displayName = "Annabella Zyrianova" })).EnsureSuccessStatusCode();

        var room = await PostAsync(anna, "rooms", new { name = "Her own room", description = "bring the blue folder" });
        var code = room.GetProperty("code").GetString();
        await PostAsync(anna, $"rooms/{code}/join", new { });
        using var guest = new HttpClient { BaseAddress = anna.BaseAddress };
        var guestId = (await PostAsync(guest, "guests", new { displayName = "Gustavius" })).GetProperty("id").GetGuid();
        await PostAsync(guest, $"rooms/{code}/join", new { });

        var start = DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd'T'HH:00:00");
        var end = DateTime.UtcNow.AddDays(2).AddHours(1).ToString("yyyy-MM-dd'T'HH:00:00");
        var now = DateTime.UtcNow.AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:00");
        var hers = (await PostAsync(anna, "calendar-events", new
        {
            title = "Quartalsgespräch", description = "bring the blue folder", start, end, timeZone = "UTC", attendees = new[] { new { email = "bob@example.org" }, new { email = "Ivonetta.K@example.org" } },
        })).GetProperty("id").GetGuid();
        var his = (await PostAsync(bob, "calendar-events", new
        {
            title = "Planning", start, end, timeZone = "UTC", attendees = new[] { new { email = "annabella.z@example.org" }, new { email = "ivonetta.k@example.org" } },
        })).GetProperty("id").GetGuid();
        await PostAsync(anna, $"calendar-events/{his}/answer", new { answer = "tentative", comment = "bring the blue folder" });

        var key = (await host.RunAsync("keys", "create", "--name", "Platform", "--scope", "interviews:read", "--scope", "interviews:write", "--json")).Json.Single().GetProperty("key").GetString();
        using var platform = new HttpClient { BaseAddress = anna.BaseAddress };
        platform.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await PostAsync(platform, "webhooks", new { url = "http://127.0.0.1:9999/hook", kinds = new[] { "*" } });
        anna.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var interview = await PostAsync(anna, "interviews", new
        {
            title = "Quartalsgespräch", interviewer = new { email = "annabella.z@example.org" }, candidate = new { email = "ivonetta.k@example.org", name = "Ivonetta K" }, start = now, durationMinutes = 60, timeZone = "UTC", question = "question of hers",
        });
        anna.DefaultRequestHeaders.Remove("Idempotency-Key");
        // Her words about an interview that others hold: the room is named by them, too
        await PostAsync(anna, "interviews", new
        {
            title = "Quartalsgespräch", interviewer = new { email = "bob@example.org" }, candidate = new { email = "carl@example.org", name = "Carl" }, start = DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd'T'HH:00:00"), durationMinutes = 60, timeZone = "UTC",
        });
        var id = interview.GetProperty("id").GetGuid();
        (await anna.PutAsJsonAsync($"interviews/{id}/sheet", new { question = "question of hers", notes = "notes of hers" })).EnsureSuccessStatusCode();
        await PostAsync(anna, $"interviews/{id}/end", new { });
        await PostAsync(anna, $"interviews/{id}/feedback", new { scores = new { communication = 3 }, sharedText = "shared words of hers", privateText = "private words of hers" });
        await InvitedAnswersAsync(host, anna);
        // All that is made behind the log is made: lines of the audit, mails, messages to webhooks
        await host.UntilAsync("select exists (select 1 from events.mt_doc_auditlines where data->>'wireName' = 'interviews.feedback_given') and exists (select 1 from interviews.webhook_deliveries)");
        var before = await DumpAsync(host);
        foreach (var word in (string[])[.. OfAnna, .. OfGuest, .. OfInvited]) before.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeTrue(word);

        var erased = await host.RunAsync("people", "erase", "ANNABELLA.Z@example.org", "--json");
        erased.ExitCode.ShouldBe(0, erased.Error);
        erased.Json[^1].GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await host.RunAsync("people", "erase", guestId.ToString())).ExitCode.ShouldBe(0);
        (await host.RunAsync("people", "erase", "ivonetta.k@example.org")).ExitCode.ShouldBe(0);

        var dump = await DumpAsync(host);
        foreach (var word in (string[])[.. OfAnna, .. OfGuest, .. OfInvited]) dump.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{word}: {Around(dump, word)}");
        dump.ShouldContain("bob@example.org");
        foreach (var mail in Directory.EnumerateFiles(Path.Combine(host.Data, "mails"), "*.json").Select(File.ReadAllText))
            foreach (var word in (string[])["Annabella", "Ivonetta", "annabella.z"]) mail.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(mail);

        // Signed out, and nobody signs in any more; the address may come back
        (await anna.GetAsync("me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await anna.PostAsJsonAsync("session", new { email = "annabella.z@example.org", password = Password })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.RunAsync("people", "erase", annaId.ToString(), "--json")).Json.Single().GetProperty("changed").GetBoolean().ShouldBeFalse();
        (await host.RunAsync("people", "erase", "nobody@example.org")).ShouldSatisfyAllConditions(e => e.ExitCode.ShouldBe(1), e => e.Error.ShouldContain("Nobody is known"));

        // What others see: that it was, without whose it was
        (await bob.GetFromJsonAsync<JsonElement>($"calendar-events/{hers}")).GetProperty("title").GetString().ShouldBe("‹erased›");
        var planning = await bob.GetFromJsonAsync<JsonElement>($"calendar-events/{his}");
        (planning.GetProperty("title").GetString(), planning.GetProperty("attendees").EnumerateArray().All(a => a.GetProperty("email").GetString()!.EndsWith("@erased.invalid", StringComparison.Ordinal))).ShouldBe(("Planning", true), planning.ToString());
        var lines = (await bob.GetFromJsonAsync<JsonElement>("audit?kind=session&language=en&limit=100")).ToString();
        lines.ShouldContain("erased person joined as");
        (await bob.GetFromJsonAsync<JsonElement>("audit?q=Annabella")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await bob.GetFromJsonAsync<JsonElement>($"audit?person={annaId}&language=ru&limit=100")).ToString().ShouldContain("стёртый человек");
        // The guest comes again with the cookie that he has: he is there, without a name
        await PostAsync(guest, $"rooms/{code}/join", new { });
        (await DumpAsync(host)).ShouldNotContain("Gustavius");

        foreach (var view in (await host.RunAsync("views", "list", "--json")).Json.Select(v => v.GetProperty("alias").GetString()!).Where(v => v is "auditlines" or "interview" or "sessionhistory"))
            (await host.RunAsync("views", "verify", view)).ExitCode.ShouldBe(0, view);
        var verified = await host.RunAsync("events", "verify", "--json");
        (verified.ExitCode, verified.Json[^1].GetProperty("faults").GetInt32()).ShouldBe((0, 0), verified.Error);
        (await host.RunAsync("audit", "verify")).ShouldSatisfyAllConditions(e => e.ExitCode.ShouldBe(0, e.Error), e => e.Output.ShouldContain("Intact"));
        (await host.GetAsync("/health/ready")).GetProperty("status").GetString().ShouldBe("ready");
        anna.Dispose();
        bob.Dispose();
    }

    [Fact]
    public async Task What_was_killed_in_the_middle_the_next_run_finishes()
    {
        await using var host = new HostProgram();
        await host.StartAsync();
        var (anna, _) = await RegisterAsync(host, "annabella.z@example.org", "Annabella");
        await PostAsync(anna, "rooms", new { name = "Her own room" });
        using (var killed = host.RunBeside("people", "erase", "annabella.z@example.org"))
        {
            await host.UntilAsync("select exists (select 1 from accounts.erasures where finished_at is null)");
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        (await anna.GetAsync("me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await DumpAsync(host)).ShouldContain("Annabella");
        var again = await host.RunAsync("people", "erase", "annabella.z@example.org");
        again.ExitCode.ShouldBe(0, again.Error);
        again.Error.ShouldContain("finished");
        var dump = await DumpAsync(host);
        foreach (var word in (string[])["Annabella", "annabella.z", "Her own room"]) dump.Contains(word, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(Around(dump, word));
        anna.Dispose();
    }

    private static async Task InvitedAnswersAsync(HostProgram host, HttpClient anybody)
    {
        // By the link in a mail that was kept
        var mails = Path.Combine(host.Data, "mails");
        string? link = null;
        while (link is null)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            link = (Directory.Exists(mails) ? Directory.EnumerateFiles(mails, "*.json") : []).Select(File.ReadAllText).Where(m => m.Contains("vonetta", StringComparison.OrdinalIgnoreCase))
                .Select(m => System.Text.RegularExpressions.Regex.Match(m, "/invitation/([A-Za-z0-9_-]+)")).FirstOrDefault(m => m.Success)?.Groups[1].Value;
        }
        using var stranger = new HttpClient { BaseAddress = anybody.BaseAddress };
        await PostAsync(stranger, $"calendar/invitations/{link}/answer", new { answer = "accepted", comment = "comment of the invited" });
    }

    private static async Task<(HttpClient Client, Guid Id)> RegisterAsync(HostProgram host, string email, string displayName)
    {
        var client = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        return (client, (await PostAsync(client, "accounts", new { email, password = Password, displayName })).GetProperty("id").GetGuid());
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return text == "" ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Every row of every table of every schema, its JSON unescaped, its bytes as letters.</summary>
    private static async Task<string> DumpAsync(HostProgram host)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionStringOfRunning(host.Data)! + ";Pooling=false");
        var tables = new List<(string Name, string[] Bytes)>();
        await using (var command = source.CreateCommand(
            """
            select format('%I.%I', table_schema, table_name), array_agg(format('%I', column_name)) filter (where data_type = 'bytea')
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') group by 1
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add((reader.GetString(0), reader.IsDBNull(1) ? [] : reader.GetFieldValue<string[]>(1)));
        tables.Count.ShouldBeGreaterThan(30);
        var dump = new StringBuilder();
        foreach (var (name, bytes) in tables)
        {
            var letters = string.Concat(bytes.Select(b => $" || ' ' || coalesce(encode({b}, 'escape'), '')"));
            await using var command = source.CreateCommand($"select t::text{letters} from {name} t");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) dump.Append(name).Append(' ').AppendLine(reader.GetString(0).Replace("\\r\\n ", "", StringComparison.Ordinal));
        }
        return System.Text.RegularExpressions.Regex.Replace(dump.ToString(), @"\\+u([0-9a-fA-F]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
    }

    private static string Around(string dump, string word)
    {
        var at = dump.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : dump[Math.Max(0, at - 300)..Math.Min(dump.Length, at + 300)];
    }
}
