using System.Text;

namespace VideoConf.Notifications.Tests;

/// <summary>Every endpoint against every bad body, id and parameter: refused with a problem document, never 500, nothing changed.</summary>
public sealed class BadInput(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");

    private static readonly (string Method, string Path)[] WithBody =
        [("PUT", "notifications/settings"), ("PUT", "notifications/reminders/{0}"), ("POST", "notifications/devices")];

    private static readonly byte[][] Bodies =
    [
        .. Junk.Bodies.Values,
        "{\"channels\":5,\"minutes\":5,\"endpoint\":5}"u8.ToArray(), "{\"channels\":[[]],\"minutes\":[[]],\"endpoint\":[]}"u8.ToArray(), "{\"channels\":[5],\"minutes\":[\"x\"],\"endpoint\":{}}"u8.ToArray(),
        "{\"channels\":[],\"quietHours\":5,\"minutes\":[2.5],\"keys\":5}"u8.ToArray(), "{\"channels\":[],\"quietHours\":{\"from\":\"a\\u0000\",\"to\":\"\\ud800\"},\"minutes\":[99999999999999999999],\"endpoint\":\"\\ud800\"}"u8.ToArray(),
        "{\"channels\":[],\"digest\":\"\",\"minutes\":[-1],\"endpoint\":\"https://\"}"u8.ToArray(), "{\"minutes\":[1,2,3,4,5,6],\"channels\":[{}]}"u8.ToArray(), "{\"minutes\":[40321],\"channels\":null}"u8.ToArray(),
        Encoding.UTF8.GetBytes($"{{\"channels\":[{string.Join(',', Enumerable.Repeat("null", 10_000))}],\"minutes\":[{string.Join(',', Enumerable.Repeat("1", 100_000))}],\"endpoint\":\"https://example.org/{new string('x', 100_000)}\"}}"),
    ];

    [Fact]
    public async Task No_body_is_too_bad_to_be_refused()
    {
        var standup = await ada.SchedulesAsync();
        foreach (var (method, path) in WithBody)
        {
            for (var body = 0; body < Bodies.Length; body++)
            {
                var answer = await ada.Send(new HttpMethod(method), string.Format(path, standup), Junk.AsJson(Bodies[body]));
                ((int)answer.Status).ShouldBeInRange(400, 413, $"{method} {path}, body {body}: {answer.Text}");
                answer.Headers["Content-Type"].ShouldBe("application/problem+json", $"{method} {path}, body {body}");
            }
        }
        (await server.QueryAsync<long>("select count(*) from events.mt_events where type in ('notifications.settings_changed', 'notifications.push_subscribed', 'notifications.own_reminders_set')")).ShouldBe(0);
    }

    [Theory]
    [InlineData("notifications?limit=0"), InlineData("notifications?limit=101"), InlineData("notifications?limit=x"), InlineData("notifications?cursor=x"), InlineData("notifications?cursor=r"),
     InlineData("notifications?cursor=u%00"), InlineData("notifications?cursor=uAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task No_parameter_is_too_bad_to_be_refused(string path) => ((int)(await ada.Get(path)).Status).ShouldBe(400);

    [Theory]
    [InlineData("GET", "notifications/reminders/nobody"), InlineData("POST", "notifications/x/read"), InlineData("DELETE", "notifications/devices/x"), InlineData("GET", "notifications/mail-links/x"),
     InlineData("GET", "notifications/mail-links/CfDJ8AAAA"), InlineData("POST", "notifications/mail-links/%F0%9F%98%80")]
    public async Task What_is_not_there_is_not_found(string method, string path) => ((int)(await ada.Send(new HttpMethod(method), path, null)).Status).ShouldBe(404);

    [Fact]
    public async Task No_link_of_any_length_is_a_link()
    {
        foreach (var length in (int[])[1, 100, 1_000, 4_000]) (await ada.Get($"notifications/mail-links/{new string('A', length)}")).ShouldRefuse(404, "link_not_found");
    }
}
