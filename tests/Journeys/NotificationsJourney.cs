using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class NotificationsJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>News of an event wait some seconds for the next change of it.</summary>
    private static readonly LocatorAssertionsToHaveTextOptions Patiently = new() { Timeout = 20_000 };

    [Fact]
    public async Task An_invitation_reaches_the_bell_without_a_reload_and_is_read_by_opening_it()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await anna.GetsAnAccountAsync();
        var email = await boris.GetsAnAccountAsync();
        await boris.Page.GotoAsync("/");
        await Expect(boris.Page.GetByTestId("bell")).ToHaveAccessibleNameAsync("Notifications: nothing new");

        await InvitesAsync(anna, "Planning", email);
        await Expect(boris.Page.GetByTestId("bell-count")).ToHaveTextAsync("1", Patiently);
        await Expect(boris.Page.GetByTestId("bell")).ToHaveAccessibleNameAsync("Notifications: 1 unread");

        await boris.PressesAsync("bell");
        var item = boris.Page.GetByTestId("notification");
        await Expect(item).ToContainTextAsync("Anna invites you");
        await boris.Page.Keyboard.PressAsync("Escape");
        await Expect(boris.Page.GetByTestId("inbox")).ToHaveCountAsync(0);
        await Expect(boris.Page.GetByTestId("bell")).ToBeFocusedAsync();

        await boris.PressesAsync("bell");
        await item.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(boris.Page.GetByTestId("event-panel")).ToContainTextAsync("Planning");
        await Expect(boris.Page.GetByTestId("bell-count")).ToHaveCountAsync(0);
        (await boris.Page.APIRequest.GetAsync("/api/v1/notifications/count").JsonOfAsync()).GetProperty("unread").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task All_that_is_new_is_read_at_once_and_another_tab_hears_of_it()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await anna.GetsAnAccountAsync();
        var email = await boris.GetsAnAccountAsync();
        await boris.Page.GotoAsync("/notifications");
        await Expect(boris.Page.GetByText("Nothing yet")).ToBeVisibleAsync();
        var other = await boris.Page.Context.NewPageAsync();
        await other.GotoAsync("/");

        await InvitesAsync(anna, "Planning", email);
        await InvitesAsync(anna, "Review", email);
        await Expect(other.GetByTestId("bell-count")).ToHaveTextAsync("2", Patiently);
        await Expect(boris.Page.GetByTestId("notification")).ToHaveCountAsync(2);
        await boris.PressesAsync("read-all");
        await Expect(boris.Page.GetByTestId("bell-count")).ToHaveCountAsync(0);
        await Expect(other.GetByTestId("bell-count")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_chosen_in_the_settings_is_there_after_a_reload()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await anna.Page.GotoAsync("/settings/notifications");
        await anna.Page.GetByTestId("answer-email").CheckAsync();
        await anna.Page.GetByTestId("reminder-push").UncheckAsync();
        await anna.Page.GetByRole(AriaRole.Switch, new() { Name = "Quiet hours" }).CheckAsync();
        await anna.Page.GetByLabel("From").FillAsync("21:30");
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(anna.Page.GetByText("Saved")).ToBeVisibleAsync();

        await anna.Page.ReloadAsync();
        await Expect(anna.Page.GetByTestId("answer-email")).ToBeCheckedAsync();
        await Expect(anna.Page.GetByTestId("reminder-push")).Not.ToBeCheckedAsync();
        await Expect(anna.Page.GetByTestId("reminder-email")).ToBeCheckedAsync();
        await Expect(anna.Page.GetByLabel("From")).ToHaveValueAsync("21:30");
    }

    [Fact]
    public async Task Reminders_of_ones_own_are_planned_beside_the_organizers()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        var id = await InvitesAsync(anna, "Planning", "boris@example.com");
        await anna.Page.GotoAsync($"/calendar?event={id}");
        await anna.PressesAsync("tab-reminders");
        await anna.Page.GetByTestId("own-reminders").GetByText("2 hours before").ClickAsync();
        var planned = anna.Page.GetByTestId("reminders").GetByRole(AriaRole.Listitem);
        await Expect(planned.Filter(new() { HasText = "2 hours before" })).ToContainTextAsync("due");
        (await anna.Page.APIRequest.GetAsync($"/api/v1/notifications/reminders/{id}").JsonOfAsync()).GetProperty("own").EnumerateArray().Select(m => m.GetInt32()).ShouldBe([120]);

        await anna.Page.GetByTestId("own-reminders").GetByText("2 hours before").ClickAsync();
        await Expect(planned.Filter(new() { HasText = "2 hours before" })).ToContainTextAsync("withdrawn");
    }

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task No_page_of_notifications_has_serious_findings(string locale, bool onPhone)
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris", size: onPhone ? Phone : null, locale: locale, touches: onPhone);
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await anna.GetsAnAccountAsync();
        var email = await boris.GetsAnAccountAsync(russian ? "ru" : "en");
        await boris.Page.GotoAsync("/");
        var id = await InvitesAsync(anna, "Planning", email);
        await Expect(boris.Page.GetByTestId("bell-count")).ToHaveTextAsync("1", Patiently);
        await boris.HasNoSeriousFindingsAsync();
        await boris.PressesAsync("bell");
        await Expect(boris.Page.GetByTestId("notification")).ToContainTextAsync(russian ? "Anna приглашает вас" : "Anna invites you");
        await boris.HasNoSeriousFindingsAsync();

        await boris.Page.GotoAsync("/notifications");
        await boris.Page.GetByTestId("notification").WaitForAsync();
        await boris.HasNoSeriousFindingsAsync();

        await boris.Page.GotoAsync("/settings/notifications");
        await boris.Page.GetByTestId("channels").WaitForAsync();
        await boris.Page.GetByRole(AriaRole.Switch).First.CheckAsync();
        await boris.Page.GetByRole(AriaRole.Switch).Last.CheckAsync();
        await boris.Page.Locator("input[type=time]").Last.WaitForAsync();
        await Expect(boris.Page.GetByRole(AriaRole.Status)).ToHaveCountAsync(1);
        await boris.HasNoSeriousFindingsAsync();

        await boris.Page.GotoAsync($"/calendar?event={id}");
        await boris.PressesAsync("tab-reminders");
        await boris.Page.GetByTestId("own-reminders").WaitForAsync();
        await boris.HasNoSeriousFindingsAsync();

        await boris.Page.GotoAsync("/unsubscribe/nothing");
        await Expect(boris.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(russian ? "Ссылка не работает" : "This link does not work");
        await boris.HasNoSeriousFindingsAsync();
    }

    /// <summary>To an event of tomorrow; its id.</summary>
    private static async Task<string> InvitesAsync(Person organizer, string title, string email)
    {
        var start = DateTime.UtcNow.Date.AddDays(1).AddHours(9);
        var created = await organizer.Page.APIRequest.PostAsync("/api/v1/calendar-events", new()
        {
            DataObject = new
            {
                title, type = "meeting", start = $"{start:s}", end = $"{start.AddHours(1):s}", timeZone = "UTC", allDay = false,
                attendees = new[] { new { email } }, place = new { kind = "new_room" }, reminders = new[] { 30 },
            },
        }).JsonOfAsync();
        return created.GetProperty("id").GetString()!;
    }
}
