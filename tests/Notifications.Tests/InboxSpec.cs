namespace VideoConf.Notifications.Tests;

public sealed class InboxSpec(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private async Task<Guid> InvitesAsync(string title)
    {
        var id = await ada.SchedulesAsync(new { title }, bob.Email);
        await server.ToldAsync(bob.Id, Kind.Invitation, id);
        await server.PassesAsync(Duration.FromSeconds(1));
        return id;
    }

    private async Task<(IReadOnlyList<Person.Listed> Items, string? Next)> PageAsync(string query) => (await bob.Get($"notifications{query}")).As<Person.ListedPage>() is var p ? (p.Items, p.NextCursor) : default;

    [Fact]
    public async Task The_newest_stands_first_and_what_was_read_below_what_was_not()
    {
        foreach (var title in (string[])["One", "Two", "Three"]) await InvitesAsync(title);
        (await bob.UnreadAsync()).ShouldBe(3);
        (await bob.ListsAsync()).Select(n => n.Content.Title).ShouldBe(["Three", "Two", "One"]);
        (await bob.Post($"notifications/{(await bob.ListsAsync())[0].Id}/read")).ShouldBeDone();
        (await bob.ListsAsync()).Select(n => (n.Content.Title, n.IsRead)).ShouldBe([("Two", false), ("One", false), ("Three", true)]);
        (await bob.UnreadAsync()).ShouldBe(2);
        (await bob.Post("notifications/read-all")).ShouldBeDone();
        (await bob.UnreadAsync()).ShouldBe(0);
        (await bob.ListsAsync()).Select(n => n.Content.Title).ShouldBe(["Three", "Two", "One"]);
        await server.PassesAsync(Duration.FromSeconds(1));
        await InvitesAsync("Four");
        (await bob.ListsAsync()).Select(n => (n.Content.Title, n.IsRead)).Take(2).ShouldBe([("Four", false), ("Three", true)]);
    }

    [Fact]
    public async Task The_list_comes_in_pages_through_both_of_its_parts()
    {
        for (var n = 0; n < 5; n++) await InvitesAsync($"{n}");
        foreach (var read in (await bob.ListsAsync()).Take(2)) (await bob.Post($"notifications/{read.Id}/read")).ShouldBeDone();
        var (seen, next, pages) = (new List<string>(), "", 0);
        do
        {
            var (items, after) = await PageAsync($"?limit=2&cursor={next}");
            items.Count.ShouldBeInRange(1, 2);
            seen.AddRange(items.Select(i => i.Content.Title));
            (next, pages) = (after, pages + 1);
        }
        while (next is not null);
        (pages, string.Concat(seen)).ShouldBe((3, "21043"));
    }

    [Fact]
    public async Task Nobody_reads_what_another_was_told()
    {
        await InvitesAsync("Secret");
        var told = (await bob.ListsAsync())[0];
        (await ada.Post($"notifications/{told.Id}/read")).ShouldRefuse(404, "notification_not_found");
        (await ada.ListsAsync()).ShouldBeEmpty();
        (await bob.Post($"notifications/{Guid.CreateVersion7()}/read")).ShouldRefuse(404, "notification_not_found");
        (await bob.UnreadAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Reading_twice_is_reading_once()
    {
        await InvitesAsync("Once");
        var told = (await bob.ListsAsync())[0];
        await bob.Post($"notifications/{told.Id}/read");
        (await bob.Post($"notifications/{told.Id}/read")).ShouldBeDone();
        (await server.Log.FetchStreamAsync(told.Id)).Count(f => f.Data is NotificationRead).ShouldBe(1);
    }
}
