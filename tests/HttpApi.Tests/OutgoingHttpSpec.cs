using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace VideoConf.HttpApi.Tests;

public sealed class OutgoingHttpSpec
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.8.9.10"), InlineData("0.0.0.0"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("198.18.0.1"), InlineData("192.0.0.8"), InlineData("224.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("ff02::1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1"), InlineData("64:ff9b::7f00:1"), InlineData("2002:7f00:1::"), InlineData("2001::1"), InlineData("2001:db8::1"), InlineData("fec0::1")]
    public void What_is_not_the_internet_is_not_public(string address) => OutgoingHttp.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("192.167.1.1"), InlineData("2606:4700::1111"), InlineData("::ffff:8.8.8.8")]
    public void The_internet_is_public(string address) => OutgoingHttp.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost"), InlineData("[::1]"), InlineData("[::ffff:127.0.0.1]"), InlineData("0x7f.1"), InlineData("2130706433"), InlineData("0.0.0.0")]
    public async Task Nothing_of_this_machine_is_reached_whatever_it_is_called(string host)
    {
        using var site = new TcpListener(IPAddress.Any, 0);
        site.Start();
        using var client = new HttpClient(OutgoingHttp.Handler(OutgoingHttp.IsPublic));
        var failure = await Should.ThrowAsync<HttpRequestException>(client.GetAsync($"http://{host}:{((IPEndPoint)site.LocalEndpoint).Port}/", TestContext.Current.CancellationToken));
        OutgoingHttp.WasNotAllowed(failure).ShouldBeTrue();
        site.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task What_may_be_reached_and_does_not_answer_is_something_else()
    {
        var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        using var client = new HttpClient(OutgoingHttp.Handler(_ => true));
        OutgoingHttp.WasNotAllowed(await Should.ThrowAsync<HttpRequestException>(client.GetAsync($"http://127.0.0.1:{port}/", TestContext.Current.CancellationToken))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://example.org/", true), InlineData("http://example.org:8080/", true), InlineData("https://example.org:22/", false), InlineData("https://user@example.org/", false), InlineData("ftp://example.org/", false), InlineData("file:///etc/passwd", false)]
    public void Only_addresses_of_the_web_may_be_asked(string address, bool isAllowed) => OutgoingHttp.IsAllowed(new Uri(address)).ShouldBe(isAllowed);
}
