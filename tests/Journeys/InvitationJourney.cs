using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>The link of an invitation comes by mail; here it is made as the host makes it, with the host's own keys.</summary>
[Collection(nameof(Stage))]
public sealed class InvitationJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    [Fact]
    public async Task A_guest_answers_from_the_link_of_a_mail_without_signing_in_and_the_organizer_sees_it()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        var (id, link) = await InvitesAsync(anna, "FREQ=WEEKLY;COUNT=4");

        await using var gus = await stage.ComesAsync("Gus", size: Phone);
        await gus.Page.GotoAsync(link + "?answer=declined");
        await Expect(gus.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Planning");
        await Expect(gus.Page.GetByTestId("present-answer")).ToHaveTextAsync("You have not answered yet.");
        (await AnswerAsync(anna, id)).ShouldBe("needs_action");
        await gus.HasNoSeriousFindingsAsync();
        await FitsAsync(gus);

        await gus.Page.GetByRole(AriaRole.Textbox).FillAsync("I am away");
        await gus.PressesAsync("confirm-answer");
        await Expect(gus.Page.GetByTestId("present-answer")).ToHaveTextAsync("You said that you will not come.");
        (await AnswerAsync(anna, id)).ShouldBe("declined");

        // By keyboard: from the message over Yes to Maybe
        await gus.Page.GetByRole(AriaRole.Textbox).FocusAsync();
        await gus.Page.Keyboard.PressAsync("Tab");
        await gus.Page.Keyboard.PressAsync("Tab");
        await gus.Page.Keyboard.PressAsync("Enter");
        await Expect(gus.Page.GetByTestId("present-answer")).ToHaveTextAsync("You said that you may come.");
        (await AnswerAsync(anna, id)).ShouldBe("tentative");
        await gus.HasNoSeriousFindingsAsync();
    }

    [Fact]
    public async Task What_was_cancelled_meanwhile_takes_no_answer_and_a_link_of_nothing_says_so()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        var (id, link) = await InvitesAsync(anna, null);

        await using var gus = await stage.ComesAsync("Gus", locale: "ru-RU");
        await gus.Page.GotoAsync(link);
        await Expect(gus.Page.GetByText("Вас приглашает Anna")).ToBeVisibleAsync();
        (await anna.Page.APIRequest.DeleteAsync($"/api/v1/calendar-events/{id}")).Ok.ShouldBeTrue();
        await gus.Page.GetByRole(AriaRole.Button, new() { Name = "Да" }).ClickAsync();
        await Expect(gus.Page.GetByText("Событие отменено")).ToBeVisibleAsync();
        await Expect(gus.Page.GetByTestId("answer")).ToHaveCountAsync(0);
        await gus.HasNoSeriousFindingsAsync();

        await gus.Page.GotoAsync(link[..^4]);
        await Expect(gus.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Это приглашение больше не действует");
        await gus.HasNoSeriousFindingsAsync();
    }

    private async Task<(string Id, string Link)> InvitesAsync(Person organizer, string? rule)
    {
        var day = DateTime.UtcNow.Date.AddDays(14);
        var e = await organizer.Page.APIRequest.PostAsync("/api/v1/calendar-events", new()
        {
            DataObject = new
            {
                title = "Planning", start = $"{day:yyyy-MM-dd}T09:00:00", end = $"{day:yyyy-MM-dd}T10:00:00", timeZone = "Asia/Tokyo",
                description = new string('x', 200), place = new { kind = "new_room" }, attendees = new[] { new { email = "gus@example.com", name = "Gus" } },
                recurrence = rule is null ? null : new { rule },
            },
        });
        e.Ok.ShouldBeTrue(await e.TextAsync());
        var shown = (await e.JsonAsync()).GetValueOrDefault();
        var (id, attendee) = (shown.GetProperty("id").GetGuid(), shown.GetProperty("attendees")[0].GetProperty("id").GetGuid());
        var protector = DataProtectionProvider.Create(stage.Host.Keys, keys => keys.SetApplicationName("VideoConf")).CreateProtector("calendar.invitation");
        return (id.ToString(), $"/invitation/{Base64Url.EncodeToString(protector.Protect([.. id.ToByteArray(), .. attendee.ToByteArray()]))}");
    }

    private static async Task<string> AnswerAsync(Person organizer, string id)
    {
        var shown = (await (await organizer.Page.APIRequest.GetAsync($"/api/v1/calendar-events/{id}")).JsonAsync()).GetValueOrDefault();
        return shown.GetProperty("attendees")[0].GetProperty("answer").GetString()!;
    }

    private static async Task FitsAsync(Person person) =>
        (await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue();
}
