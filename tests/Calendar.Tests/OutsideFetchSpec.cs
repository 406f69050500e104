using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar.Tests;

public sealed class OutsideFetchSpec
{
    private static readonly CalendarOptions Closed = new();
    private static readonly CalendarOptions Open = new() { AllowPrivateAddresses = true };

    private static async Task<Fetched> Get(OutsideFetch fetch, string address, string? etag = null)
    {
        using (fetch) return await fetch.GetAsync(new Uri(address), etag, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_redirect_leads_nowhere_that_may_not_be_reached()
    {
        await using var site = await OutsideSite.Start();
        var asked = 0;
        site.Answers = http => { asked++; return OutsideSite.RedirectTo(site.Address("127.0.0.1"))(http); };
        // 127.0.0.2 stands for the internet
        (await Get(new OutsideFetch(Closed) { MayReach = a => a.Equals(IPAddress.Parse("127.0.0.2")) }, site.Address("127.0.0.2"))).Error.ShouldBe("address_not_allowed");
        asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("ftp://example.org/a.ics"), InlineData("file:///etc/passwd"), InlineData("http://user:password@example.org/a.ics"), InlineData("http://example.org:25/a.ics")]
    public async Task A_redirect_to_another_protocol_is_not_followed(string to)
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.RedirectTo(to);
        (await Get(new OutsideFetch(Open), site.Address())).Error.ShouldBe("address_not_allowed");
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_no_more()
    {
        await using var site = await OutsideSite.Start();
        var left = 3;
        site.Answers = http => left-- > 0 ? OutsideSite.RedirectTo(site.Address())(http) : OutsideSite.Calendar("There")(http);
        (await Get(new OutsideFetch(Open), site.Address())).Content.ShouldNotBeNull();
        left = 4;
        (await Get(new OutsideFetch(Open), site.Address())).Error.ShouldBe("too_many_redirects");
    }

    [Theory]
    [InlineData(404, "not_found"), InlineData(410, "not_found"), InlineData(401, "refused"), InlineData(403, "refused"), InlineData(500, "http_error"), InlineData(204, "http_error")]
    public async Task A_status_is_told_by_its_code(int status, string code)
    {
        await using var site = await OutsideSite.Start();
        site.Answers = OutsideSite.Status(status);
        (await Get(new OutsideFetch(Open), site.Address())).Error.ShouldBe(code);
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_at_its_first_byte_or_in_the_middle()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        (await Get(new OutsideFetch(Open) { Timeout = TimeSpan.FromMilliseconds(200) }, site.Address())).Error.ShouldBe("timed_out");
        site.Answers = async http =>
        {
            await http.Response.WriteAsync("BEGIN:VCALENDAR\r\n");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        (await Get(new OutsideFetch(Open) { Timeout = TimeSpan.FromMilliseconds(500) }, site.Address())).Error.ShouldBe("timed_out");
    }

    [Fact]
    public async Task More_than_10_MB_is_not_read_also_when_it_comes_packed()
    {
        await using var site = await OutsideSite.Start();
        var megabyte = new byte[1_000_000];
        // Without end, so that whoever reads on runs out of time. Not counted: Kestrel takes writes until it has told of the closed connection
        site.Answers = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(megabyte);
        };
        (await Get(new OutsideFetch(Open), site.Address())).Error.ShouldBe("too_large");
        site.Answers = async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
            for (var i = 0; i < 11; i++) await packed.WriteAsync(megabyte);
        };
        (await Get(new OutsideFetch(Open), site.Address())).Error.ShouldBe("too_large");
    }

    [Fact]
    public async Task What_has_not_changed_is_not_fetched_again()
    {
        await using var site = await OutsideSite.Start();
        site.Answers = http =>
        {
            http.Response.Headers.ETag = "\"7\"";
            return http.Request.Headers.IfNoneMatch == "\"7\"" ? OutsideSite.Status(304)(http) : OutsideSite.Calendar("There")(http);
        };
        var first = await Get(new OutsideFetch(Open), site.Address());
        first.ETag.ShouldBe("\"7\"");
        (await Get(new OutsideFetch(Open), site.Address(), first.ETag)).ShouldBe(new Fetched(null));
    }

    [Fact]
    public async Task Where_nobody_answers_is_unreachable()
    {
        var site = await OutsideSite.Start();
        var address = site.Address();
        await site.DisposeAsync();
        (await Get(new OutsideFetch(Open), address)).Error.ShouldBe("unreachable");
    }
}
