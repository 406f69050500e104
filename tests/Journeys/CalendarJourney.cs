using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class CalendarJourney(Stage stage)
{
    private const string Zone = "Europe/Berlin";
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>A Tuesday far enough away that nothing is in progress or over, in a week without a change of clocks.</summary>
    private static readonly DateOnly Tuesday = NextWinterTuesday();

    [Fact]
    public async Task An_event_is_made_by_dragging_over_empty_time_then_moved_pulled_longer_and_put_back()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await OpensAsync(anna, "day");

        var end = await SlotAsync(anna, "10:30");
        await DragAsync(anna, await SlotAsync(anna, "09:00"), (end.X, end.Y - 4));
        await anna.Page.GetByTestId("event-title").FillAsync("Planning");
        await Expect(anna.Page.GetByTestId("event-start-time")).ToHaveValueAsync("09:00");
        await anna.PressesAsync("event-save");
        await SeesAsync(anna, "Planning", "09:00–10:30");
        await HasSettledAsync(anna, changes: 1);

        var chip = await BoxAsync(Event(anna, "Planning"));
        await DragAsync(anna, (chip.X + 60, chip.Y + 8), (chip.X + 60, chip.Y + 8 + (await SlotAsync(anna, "11:00")).Y - (await SlotAsync(anna, "09:00")).Y));
        await SeesAsync(anna, "Planning", "11:00–12:30");
        await HasSettledAsync(anna, changes: 2);

        chip = await BoxAsync(Event(anna, "Planning"));
        var hour = (await SlotAsync(anna, "11:00")).Y - (await SlotAsync(anna, "10:00")).Y;
        await Event(anna, "Planning").HoverAsync();
        await DragAsync(anna, (chip.X + chip.Width / 2, chip.Y + chip.Height - 2), (chip.X + chip.Width / 2, chip.Y + chip.Height - 2 + hour));
        await SeesAsync(anna, "Planning", "11:00–13:30");
        await HasSettledAsync(anna, changes: 3);

        await anna.Page.GetByTestId("undo").Last.ClickAsync();
        await SeesAsync(anna, "Planning", "11:00–12:30");
        (await EventsAsync(anna)).Single().GetProperty("endLocal").GetString().ShouldBe($"{Tuesday:yyyy-MM-dd}T12:30:00");
    }

    [Fact]
    public async Task Moving_one_of_a_series_asks_says_what_changes_and_is_taken_back()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await CreateAsync(anna, "Standup", "09:00", "09:30", new { kind = "none" }, "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "boris@example.com");
        await OpensAsync(anna, "day");

        await MovesAsync(anna, "Standup", "09:00", "11:00");
        var dialog = anna.Page.GetByTestId("change-dialog");
        await Expect(dialog.GetByTestId("change-told")).ToContainTextAsync("boris@example.com");
        await anna.PressesAsync("scope-all");
        await Expect(dialog).ToContainTextAsync("6 dates change");
        await anna.PressesAsync("scope-this");
        await Expect(dialog).ToContainTextAsync("1 date changes");
        await anna.PressesAsync("change-confirm");
        await SeesAsync(anna, "Standup", "11:00–11:30");
        await HasSettledAsync(anna, changes: 1);
        (await EventsAsync(anna, days: 60)).Count(e => e.GetProperty("startLocal").GetString()!.EndsWith("11:00:00", StringComparison.Ordinal)).ShouldBe(1);

        await anna.PressesAsync("undo");
        await SeesAsync(anna, "Standup", "09:00–09:30");
        (await EventsAsync(anna, days: 60)).ShouldAllBe(e => e.GetProperty("startLocal").GetString()!.EndsWith("09:00:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deleting_this_and_the_following_leaves_what_was_before_and_undo_brings_the_rest_back()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await CreateAsync(anna, "Course", "09:00", "10:00", new { kind = "none" }, "FREQ=WEEKLY;BYDAY=TU;COUNT=5");
        await OpensAsync(anna, "day", Tuesday.AddDays(14));

        await Event(anna, "Course").GetByRole(AriaRole.Button).First.ClickAsync();
        await anna.PressesAsync("event-delete");
        await anna.PressesAsync("scope-following");
        await Expect(anna.Page.GetByTestId("change-dialog")).ToContainTextAsync("3 dates are deleted");
        await anna.PressesAsync("change-confirm");
        await Expect(Event(anna, "Course")).ToHaveCountAsync(0);
        (await EventsAsync(anna, days: 60)).Count.ShouldBe(2);

        await anna.PressesAsync("undo");
        await Expect(Event(anna, "Course")).ToHaveCountAsync(1);
        (await EventsAsync(anna, days: 60)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_taken_room_is_shown_while_dragging_refused_on_dropping_and_free_times_are_offered()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        var room = (await anna.Page.APIRequest.PostAsync("/api/v1/rooms", new() { DataObject = new { name = "Team" } }).JsonOfAsync()).GetProperty("code").GetString();
        await CreateAsync(anna, "First", "09:00", "10:00", new { kind = "room", room });
        await CreateAsync(anna, "Second", "12:00", "13:00", new { kind = "room", room });
        await OpensAsync(anna, "day");

        var chip = await BoxAsync(Event(anna, "Second"));
        var up = (await SlotAsync(anna, "12:00")).Y - (await SlotAsync(anna, "09:00")).Y;
        await anna.Page.Mouse.MoveAsync(chip.X + 60, chip.Y + 8);
        await anna.Page.Mouse.DownAsync();
        await anna.Page.Mouse.MoveAsync(chip.X + 60, chip.Y + 8 - up, new() { Steps = 12 });
        await Expect(anna.Page.GetByTestId("drag-notice")).ToContainTextAsync("First");
        await anna.Page.Mouse.UpAsync();

        var refusal = anna.Page.GetByTestId("collisions");
        await Expect(refusal).ToContainTextAsync("First");
        (await EventsAsync(anna)).ShouldContain(e => e.GetProperty("startLocal").GetString()!.EndsWith("12:00:00", StringComparison.Ordinal));
        await refusal.GetByTestId("alternative").First.ClickAsync();
        await Expect(anna.Page.GetByTestId("undo").First).ToBeVisibleAsync();
        var starts = (await EventsAsync(anna)).Select(e => (e.GetProperty("title").GetString(), e.GetProperty("start").GetDateTime(), e.GetProperty("end").GetDateTime())).OrderBy(e => e.Item2).ToArray();
        starts.Length.ShouldBe(2);
        starts[0].Item3.ShouldBeLessThanOrEqualTo(starts[1].Item2);
    }

    [Fact]
    public async Task By_keyboard_alone_an_event_is_made_opened_and_moved()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await OpensAsync(anna, "day");
        var keys = anna.Page.Keyboard;

        await keys.PressAsync("c");
        await Expect(anna.Page.GetByTestId("event-title")).ToBeFocusedAsync();
        await keys.TypeAsync("Quiet hour");
        await anna.Page.GetByTestId("event-start-time").FocusAsync();
        await keys.TypeAsync("0300PM");
        await keys.PressAsync("Control+Enter");
        await SeesAsync(anna, "Quiet hour", "15:00–16:00");

        await Event(anna, "Quiet hour").GetByRole(AriaRole.Button).First.FocusAsync();
        await keys.PressAsync("Enter");
        await anna.Page.GetByTestId("event-edit").PressAsync("Enter");
        await anna.Page.GetByTestId("event-start-time").FocusAsync();
        await keys.TypeAsync("0400PM");
        await keys.PressAsync("Control+Enter");
        await SeesAsync(anna, "Quiet hour", "16:00–17:00");
    }

    [Fact]
    public async Task On_a_phone_the_agenda_comes_first_and_half_a_second_of_pressing_drags()
    {
        await using var anna = await stage.ComesAsync("Anna", size: Phone, touches: true);
        await anna.GetsAnAccountAsync();
        await CreateAsync(anna, "Walk", "09:00", "10:00", new { kind = "none" });
        await anna.Page.GotoAsync($"/calendar?date={Tuesday:yyyy-MM-dd}");
        await Expect(anna.Page.GetByTestId("agenda-day")).ToContainTextAsync("Walk");

        await OpensAsync(anna, "day");
        var chip = await BoxAsync(Event(anna, "Walk"));
        var hour = (await SlotAsync(anna, "10:00")).Y - (await SlotAsync(anna, "09:00")).Y;
        await LongPressAndDragAsync(anna, (chip.X + 60, chip.Y + 10), hour);
        await SeesAsync(anna, "Walk", "10:00–11:00");
    }

    [Fact]
    public async Task An_invited_person_answers_and_the_history_tells_who_did_what()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris", locale: "ru-RU");
        await anna.GetsAnAccountAsync();
        var email = await boris.GetsAnAccountAsync("ru");
        await CreateAsync(anna, "Review", "09:00", "10:00", new { kind = "new_room" }, null, email);

        await OpensAsync(boris, "agenda");
        await Event(boris, "Review").GetByRole(AriaRole.Button).First.ClickAsync();
        await boris.Page.GetByTestId("answer").GetByRole(AriaRole.Button, new() { Name = "Да" }).ClickAsync();
        await Expect(boris.Page.GetByTestId("answer").GetByRole(AriaRole.Button, new() { Name = "Да" })).ToHaveAttributeAsync("aria-pressed", "true");

        await OpensAsync(anna, "agenda");
        await Event(anna, "Review").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(anna.Page.GetByTestId("event-panel")).ToContainTextAsync("Accepted");
        await anna.PressesAsync("tab-history");
        await Expect(anna.Page.GetByTestId("event-history")).ToContainTextAsync(new Regex("Boris.*answered.*Anna.*planned the event", RegexOptions.Singleline));
    }

    [Fact]
    public async Task A_repetition_is_chosen_as_a_sentence_and_shows_its_next_ten_dates()
    {
        await using var anna = await stage.ComesAsync("Anna", locale: "ru-RU");
        await anna.GetsAnAccountAsync("ru");
        await OpensAsync(anna, "day");
        await anna.PressesAsync("calendar-new");
        await anna.Page.GetByTestId("event-title").FillAsync("Разбор");
        // What is offered is the next hour of the day: just before midnight that is another day of UTC
        await anna.Page.GetByTestId("event-start-time").FillAsync("09:00");
        await anna.Page.GetByTestId("event-repeat").ClickAsync();
        await anna.Page.GetByRole(AriaRole.Option, new() { Name = "Каждый второй вторник" }).ClickAsync();
        await Expect(anna.Page.GetByTestId("repeat-sentence")).ToHaveTextAsync("Повторяется каждый второй вторник.");
        await Expect(anna.Page.GetByTestId("repeat-dates").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await anna.PressesAsync("event-save");
        await Expect(Event(anna, "Разбор")).ToHaveCountAsync(1);
        (await EventsAsync(anna, days: 29)).Select(e => DateTime.Parse(e.GetProperty("startLocal").GetString()!, CultureInfo.InvariantCulture).DayOfYear)
            .ShouldBe([Tuesday.DayOfYear, Tuesday.AddDays(14).DayOfYear, Tuesday.AddDays(28).DayOfYear]);
    }

    [Fact]
    public async Task A_file_is_looked_at_before_it_is_taken_over_and_the_secret_address_is_shown_once()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await anna.Page.GotoAsync("/calendar/settings");
        var file = $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:brought@example.com\r\nDTSTAMP:20260101T000000Z\r\n"
            + $"DTSTART;TZID={Zone}:{Tuesday:yyyyMMdd}T090000\r\nDTEND;TZID={Zone}:{Tuesday:yyyyMMdd}T100000\r\nSUMMARY:Brought along\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        await anna.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "old.ics", MimeType = "text/calendar", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
        await Expect(anna.Page.GetByTestId("import-preview")).ToContainTextAsync("1 new event");
        await Expect(anna.Page.GetByTestId("import-preview")).ToContainTextAsync("Brought along: new");
        (await EventsAsync(anna)).ShouldBeEmpty();
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Expect(anna.Page.GetByTestId("import-preview")).ToHaveCountAsync(0);
        (await EventsAsync(anna)).Single().GetProperty("title").GetString().ShouldBe("Brought along");

        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Create the address" }).ClickAsync();
        var address = await anna.Page.GetByRole(AriaRole.Textbox, new() { Name = "Secret address of your calendar" }).InputValueAsync();
        (await (await anna.Page.APIRequest.GetAsync(address)).TextAsync()).ShouldContain("SUMMARY:Brought along");
        await anna.Page.ReloadAsync();
        await Expect(anna.Page.GetByText("It was shown once")).ToBeVisibleAsync();
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(anna.Page.GetByText("There is no secret address.")).ToBeVisibleAsync();
        (await anna.Page.APIRequest.GetAsync(address)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task No_page_of_the_calendar_has_serious_findings(string locale, bool onPhone)
    {
        await using var anna = await stage.ComesAsync("Anna", size: onPhone ? Phone : null, locale: locale, touches: onPhone);
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        await CreateAsync(anna, "Planning", "09:00", "10:00", new { kind = "new_room" }, "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "boris@example.com");
        foreach (var view in (string[])["month", "week", "day", "agenda"])
        {
            await OpensAsync(anna, view);
            // FullCalendar hides what it draws until it has measured it, and draws again what was read anew
            await Expect(Event(anna, "Planning").First).ToBeVisibleAsync();
            await HasSettledAsync(anna, changes: 0);
            await anna.HasNoSeriousFindingsAsync();
        }
        await Expect(anna.Page.GetByTestId("agenda-day").First).ToContainTextAsync(russian ? "Встреча" : "Meeting");

        await Event(anna, "Planning").First.GetByRole(AriaRole.Button).First.ClickAsync();
        await anna.Page.GetByTestId("event-delete").WaitForAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.PressesAsync("event-delete");
        await Expect(anna.Page.GetByTestId("change-told")).ToContainTextAsync("boris@example.com");
        await anna.HasNoSeriousFindingsAsync();
        await anna.Page.Keyboard.PressAsync("Escape");
        await anna.PressesAsync("event-edit");
        await Expect(anna.Page.GetByTestId("repeat-dates")).ToBeVisibleAsync();
        await anna.HasNoSeriousFindingsAsync();

        await anna.Page.GotoAsync("/calendar/settings");
        await anna.Page.GetByRole(AriaRole.Switch).WaitForAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.Page.EvaluateAsync("fetch('/api/v1/session', { method: 'DELETE' })");
        await anna.Page.GotoAsync("/calendar");
        await Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(russian ? "Календарь доступен с учётной записью" : "The calendar belongs to an account");
    }

    private static ILocator Event(Person person, string title) => person.Page.GetByTestId("calendar-event").Filter(new() { HasText = title });

    private static Task SeesAsync(Person person, string title, string hours) => Expect(Event(person, title)).ToContainTextAsync(hours);

    /// <summary>What was changed so far is confirmed and read anew: nothing is drawn under the hand of who drags next.</summary>
    private static async Task HasSettledAsync(Person person, int changes)
    {
        await Expect(person.Page.GetByTestId("undo")).ToHaveCountAsync(changes);
        await Expect(person.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    private static async Task OpensAsync(Person person, string view, DateOnly? day = null)
    {
        await person.Page.GotoAsync($"/calendar?view={view}&date={day ?? Tuesday:yyyy-MM-dd}");
        await person.Page.GetByTestId("calendar-title").WaitForAsync();
        // The hours of the tests stand in the middle, away from the edges where a drag scrolls
        if (view is "week" or "day") await person.Page.Locator("[data-time='10:30:00']").Last.EvaluateAsync("slot => slot.scrollIntoView({ block: 'center' })");
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator)
    {
        await Expect(locator).ToBeVisibleAsync();
        return (await locator.BoundingBoxAsync())!;
    }

    /// <summary>Just below the line of that time in the only day that is shown.</summary>
    private static async Task<(float X, float Y)> SlotAsync(Person person, string time)
    {
        var slot = (await person.Page.Locator($"[data-time='{time}:00']").Last.BoundingBoxAsync())!;
        return (slot.X + slot.Width / 2, slot.Y + 2);
    }

    private static async Task MovesAsync(Person person, string title, string from, string to)
    {
        var chip = await BoxAsync(Event(person, title));
        var way = (await SlotAsync(person, to)).Y - (await SlotAsync(person, from)).Y;
        await DragAsync(person, (chip.X + 60, chip.Y + 8), (chip.X + 60, chip.Y + 8 + way));
    }

    private static async Task DragAsync(Person person, (float X, float Y) from, (float X, float Y) to)
    {
        var mouse = person.Page.Mouse;
        await mouse.MoveAsync(from.X, from.Y);
        await mouse.DownAsync();
        await mouse.MoveAsync(to.X, to.Y, new() { Steps = 12 });
        await mouse.UpAsync();
    }

    private static async Task LongPressAndDragAsync(Person person, (float X, float Y) from, float down)
    {
        var touch = await person.Page.Context.NewCDPSessionAsync(person.Page);
        await TouchAsync("touchStart", from.Y);
        // The press itself is what is tested: half a second, and the little that a hand rests longer
        await Task.Delay(TimeSpan.FromMilliseconds(650), TestContext.Current.CancellationToken);
        for (var part = 1; part <= 10; part++) await TouchAsync("touchMove", from.Y + down * part / 10);
        await TouchAsync("touchEnd", null);

        Task TouchAsync(string type, float? y) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = y is { } at ? new object[] { new { x = from.X, y = at } } : [],
        });
    }

    private static async Task CreateAsync(Person person, string title, string start, string end, object place, string? rule = null, params string[] attendees)
    {
        var created = await person.Page.APIRequest.PostAsync("/api/v1/calendar-events", new()
        {
            DataObject = new
            {
                title,
                type = "meeting",
                start = $"{Tuesday:yyyy-MM-dd}T{start}:00",
                end = $"{Tuesday:yyyy-MM-dd}T{end}:00",
                timeZone = Zone,
                allDay = false,
                recurrence = rule is null ? null : new { rule, exceptDates = Array.Empty<string>(), extraDates = Array.Empty<string>() },
                attendees = attendees.Select(email => new { email }),
                place,
            },
        });
        created.Ok.ShouldBeTrue(await created.TextAsync());
    }

    private static async Task<List<JsonElement>> EventsAsync(Person person, int days = 1)
    {
        var answer = await person.Page.APIRequest.GetAsync($"/api/v1/calendar-events?from={Tuesday:yyyy-MM-dd}T00:00:00Z&to={Tuesday.AddDays(days):yyyy-MM-dd}T00:00:00Z").JsonOfAsync();
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    private static DateOnly NextWinterTuesday()
    {
        var day = new DateOnly(DateTime.UtcNow.Year + 1, 1, 10);
        while (day.DayOfWeek != DayOfWeek.Tuesday) day = day.AddDays(1);
        return day;
    }
}

internal static class BrowserAnswers
{
    public static async Task<JsonElement> JsonOfAsync(this Task<IAPIResponse> sent)
    {
        var response = await sent;
        response.Ok.ShouldBeTrue(await response.TextAsync());
        return (await response.JsonAsync())!.Value;
    }
}
