using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace VideoConf.HttpApi.Tests;

public sealed class ETagsPagesAndLimits
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("*", null)]
    [InlineData("\"12\"", 12L)]
    [InlineData("W/\"12\"", 12L)]
    [InlineData("\"-12\"", -1L)]
    [InlineData("12", -1L)]
    [InlineData("\"\"", -1L)]
    [InlineData("\"", -1L)]
    [InlineData("\"abc\"", -1L)]
    [InlineData("\"99999999999999999999\"", -1L)]
    public void If_Match_asks_for_a_version_and_junk_asks_for_one_that_never_is(string? header, long? version)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfMatch = header;
        ETags.ReadIfMatch(request).ShouldBe(version);
    }

    [Fact]
    public void A_cursor_comes_back_as_it_went()
    {
        var cursor = new Cursor(Instant.FromUtc(2026, 11, 22, 14, 0) + Duration.FromTicks(10), Guid.CreateVersion7());
        Cursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(cursor);
    }

    [Fact]
    public void A_page_has_a_cursor_only_when_there_is_more()
    {
        Cursor At(int row) => new(Instant.FromUnixTimeSeconds(row), Guid.Empty);
        Paging.Page([1, 2], 2, At).NextCursor.ShouldBeNull();
        var page = Paging.Page([1, 2, 3], 2, At);
        page.Items.ShouldBe([1, 2]);
        page.NextCursor.ShouldBe(At(2).ToString());
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData(null, "unknown")]
    public void A_client_is_its_address_or_its_IPv6_network(string? address, string client)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = address is null ? null : System.Net.IPAddress.Parse(address) } };
        RateLimits.ClientAddress(http).ShouldBe(client);
    }
}
