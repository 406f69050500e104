using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>An administrator and the keys of programs.</summary>
[Collection(nameof(Stage))]
public sealed class KeysJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task Somebody_is_appointed_makes_a_key_and_revokes_it(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var anna = await stage.ComesAsync("Anna", size: onPhone ? Phone : null, locale: locale, touches: onPhone);
        var email = await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        await anna.Page.GotoAsync("/admin/keys");
        await Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(russian ? "Эта страница для администраторов" : "This page is for administrators");
        await anna.HasNoSeriousFindingsAsync();

        (await stage.Host.CommandAsync("people", "appoint", email)).ShouldContain("is an administrator now");
        await anna.Page.GotoAsync("/");
        await anna.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Anna") }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = russian ? "Ключи API" : "API keys" }).ClickAsync();
        await anna.Page.WaitForURLAsync("**/admin/keys");

        var key = await MakesAKeyAsync(anna, russian);
        using var program = stage.Host.NewClient();
        program.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        // A key is no person, and no administrator
        using (var asked = await program.GetAsync(new Uri("api-keys", UriKind.Relative))) asked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var row = anna.Page.GetByTestId("api-key").Filter(new() { HasText = key[..9] });
        await Expect(row).ToContainTextAsync("Platform");
        (await anna.Page.ContentAsync()).ShouldNotContain(key);
        (await anna.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the page scrolls sideways");
        await anna.HasNoSeriousFindingsAsync();

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await anna.Page.GetByTestId("confirm-go").WaitForAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.PressesAsync("confirm-go");
        await Expect(row).ToContainTextAsync(russian ? "отозван" : "revoked");
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    /// <summary>By keyboard alone; the key.</summary>
    private static async Task<string> MakesAKeyAsync(Person who, bool russian)
    {
        var (page, keyboard) = (who.Page, who.Page.Keyboard);
        await page.GetByRole(AriaRole.Textbox, new() { Name = russian ? "Название" : "Name" }).FocusAsync();
        await keyboard.TypeAsync("Platform");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Checkbox).First).ToBeCheckedAsync();
        await who.HasNoSeriousFindingsAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = russian ? "Название" : "Name" }).PressAsync("Enter");

        var dialog = page.GetByRole(AriaRole.Dialog);
        var field = dialog.GetByRole(AriaRole.Textbox);
        await Expect(field).ToHaveValueAsync(new Regex("^vc_[A-Za-z0-9_-]{43}$"));
        await who.HasNoSeriousFindingsAsync();
        var key = await field.InputValueAsync();
        await keyboard.PressAsync("Escape");
        await Expect(field).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = russian ? "Ключ скопирован" : "I have copied the key" }).PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        return key;
    }
}
