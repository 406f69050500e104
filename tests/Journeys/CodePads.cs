using Microsoft.Playwright;

namespace VideoConf.Journeys;

/// <summary>The code pad of an interview, as somebody has it before him.</summary>
internal static class CodePads
{
    public static ILocator Pad(this Person person) => person.Page.GetByTestId("pad").Locator(".cm-content");

    /// <summary>Its lines as they are, without the names of cursors in it.</summary>
    public static Task<string> ReadsPadAsync(this Person person) => person.Pad().EvaluateAsync<string>(
        "content => [...content.querySelectorAll('.cm-line')].map(line => { const copy = line.cloneNode(true); copy.querySelectorAll('.cm-ySelectionCaret').forEach(c => c.remove()); return copy.textContent; }).join('\\n')");

    public static async Task WritesInPadAsync(this Person person, string text)
    {
        await person.Pad().ClickAsync();
        // Slowly enough for several edits
        await person.Page.Keyboard.TypeAsync(text, new() { Delay = 60 });
    }
}
