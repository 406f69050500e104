using System.Net.Http.Headers;
using System.Text;

namespace VideoConf.Calendar.Tests;

/// <summary>Somebody who also takes events out to files and in from them.</summary>
internal sealed class PersonAtCalendar(InterchangeServer server, string name, string email) : Person(server, name, false, email)
{
    public Task<Reply> Imports(string file, bool dryRun = false) => Imports(Encoding.UTF8.GetBytes(file), dryRun);

    public Task<Reply> Imports(byte[] file, bool dryRun = false) =>
        Send(HttpMethod.Post, $"calendar/imports?dryRun={(dryRun ? "true" : "false")}", new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar") } });

    public async Task<EventResource> Schedules(object fields) => (await Post("calendar-events", fields)).As<EventResource>(HttpStatusCode.Created);

    public async Task<string> OpensFeed() => (await Post("calendar/feed")).As<OpenFeed.Answer>().Url;

    public async Task<string> Exports(Guid eventId)
    {
        var reply = await Get($"calendar-events/{eventId}.ics");
        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
        return reply.Text;
    }

    public async Task<IReadOnlyList<OccurrenceItem>> Sees(string from = "2026-11-01T00:00:00Z", string to = "2027-03-01T00:00:00Z") =>
        (await Get($"calendar-events?from={from}&to={to}")).As<OccurrenceList>().Items;
}
