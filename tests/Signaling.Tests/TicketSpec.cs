using System.Net.WebSockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace VideoConf.Signaling.Tests;

public sealed class TicketSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Theory]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("====")]
    [InlineData("%00%FF")]
    [InlineData("CfDJ8")]
    public async Task A_junk_ticket_is_refused_with_401_before_the_upgrade(string ticket) => await ShouldBeRefused(server, ticket);

    [Fact]
    public async Task A_ticket_of_a_megabyte_never_reaches_the_keys() =>
        (await Get(server, new string('A', 7000))).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_ticket_with_one_bit_changed_is_refused()
    {
        var (_, ada) = await server.NewCall();
        var bytes = WebEncoders.Base64UrlDecode(ada.Ticket);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            bytes[at] ^= 1;
            await ShouldBeRefused(server, WebEncoders.Base64UrlEncode(bytes));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public async Task What_the_servers_keys_protect_for_another_purpose_is_no_ticket()
    {
        var (_, ada) = await server.NewCall();
        var keys = server.Services.GetRequiredService<IDataProtectionProvider>();
        var forged = keys.CreateProtector("rooms.pass").ToTimeLimitedDataProtector().Protect(
            [.. ada.SessionId.ToByteArray(), .. ada.ParticipantId.ToByteArray(), .. new byte[32]], TimeSpan.FromMinutes(1));
        await ShouldBeRefused(server, WebEncoders.Base64UrlEncode(forged));
    }

    [Fact]
    public async Task A_plain_GET_with_a_good_ticket_is_answered_with_anything_but_401()
    {
        var (_, ada) = await server.NewCall();
        (await Get(server, ada.Ticket)).ShouldBe((HttpStatusCode.UpgradeRequired, "websocket_required"));
    }

    [Fact]
    public async Task The_ticket_of_a_stay_that_has_ended_is_refused()
    {
        var (person, ada) = await server.NewCall();
        await server.NewPerson("Bob").Join(ada.Code);
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);
        await person.Leave(ada);
        await hub.Closed;
        await ShouldBeRefused(server, ada.Ticket);
    }

    [Fact]
    public async Task The_ticket_of_a_session_that_is_over_is_refused_long_after_it_is_forgotten()
    {
        var (person, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);
        await person.EndCall(ada);
        await hub.Closed;
        await ShouldBeRefused(server, ada.Ticket);
        await ShouldBeRefused(server, ada.Ticket);
    }

    [Fact]
    public async Task There_is_nothing_to_negotiate()
    {
        var (_, ada) = await server.NewCall();
        using var http = new HttpClient();
        using var good = await http.PostAsync(new Uri(server.Address, "/hubs/conference/negotiate?access_token=" + ada.Ticket), null);
        good.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        using var junk = await http.PostAsync(new Uri(server.Address, "/hubs/conference/negotiate?access_token=junk"), null);
        junk.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task A_version_that_is_none_is_answered_400(string since)
    {
        var (_, ada) = await server.NewCall();
        (await Get(server, ada.Ticket, since)).ShouldBe((HttpStatusCode.BadRequest, "invalid_request"));
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused_and_our_own_is_not()
    {
        var (_, ada) = await server.NewCall();
        (await Upgrade(server, ada.Ticket, "https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await Upgrade(server, ada.Ticket, "null")).ShouldBe(HttpStatusCode.Forbidden);
        (await Upgrade(server, ada.Ticket, server.Address.GetLeftPart(UriPartial.Authority))).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task Two_tickets_of_one_stay_are_not_alike()
    {
        var (_, ada) = await server.NewCall();
        var tickets = server.Services.GetRequiredService<Tickets>();
        tickets.Write(ada.SessionId, ada.ParticipantId, Guid.Empty).Text.ShouldNotBe(tickets.Write(ada.SessionId, ada.ParticipantId, Guid.Empty).Text);
    }

    internal static async Task ShouldBeRefused(SignalingServer server, string ticket)
    {
        (await Get(server, ticket)).ShouldBe((HttpStatusCode.Unauthorized, "ticket_refused"));
        (await Upgrade(server, ticket)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    internal static async Task<(HttpStatusCode Status, string? Code)> Get(SignalingServer server, string ticket, string since = "0")
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(server.Address, $"/hubs/conference?access_token={ticket}&since={since}"));
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, problem.GetProperty("code").GetString());
    }

    private static async Task<HttpStatusCode> Upgrade(SignalingServer server, string ticket, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(HubSocket.Url(server, ticket, 0), default);
        }
        catch (WebSocketException)
        {
            // The status tells why.
        }
        return socket.HttpStatusCode;
    }
}

/// <summary>A server whose tickets are good for two seconds.</summary>
public sealed class ShortTickets : SignalingServer
{
    protected override SignalingOptions Options { get; } = new() { TicketLifetime = TimeSpan.FromSeconds(2) };
}

public sealed class TicketRenewalSpec(ShortTickets server) : IClassFixture<ShortTickets>
{
    [Fact]
    public async Task Connections_get_new_tickets_before_the_old_ones_expire()
    {
        var (_, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);
        var renewed = await hub.Next("TicketRenewed");
        var ticket = renewed.GetProperty("ticket").GetString()!;

        var stillGood = await TicketSpec.Get(server, ada.Ticket);
        stillGood.Status.ShouldBe(HttpStatusCode.UpgradeRequired);
        renewed.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(ada.Answer.GetProperty("ticketExpiresAt").GetDateTimeOffset());

        // The second one comes after the ticket from joining has expired
        await hub.Next("TicketRenewed");
        await using var again = await HubSocket.ConnectAndGreet(server, ada with { Ticket = ticket });
    }

    [Fact]
    public async Task An_expired_ticket_is_refused()
    {
        var (_, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada);
        for (var renewals = 0; renewals < 3; renewals++) await hub.Next("TicketRenewed");
        await TicketSpec.ShouldBeRefused(server, ada.Ticket);
    }
}
