using System.Net.Mail;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

/// <summary>An event as requests write it, and how it becomes a plan.</summary>
internal sealed class EventFields(IPeople people, IBookableRooms rooms)
{
    private const int MostAttendees = 200;
    private const int MostReminders = 5;
    private const int LongestReminder = 28 * 24 * 60;
    private const int MostDates = 1000;
    private const int LongestRule = 500;
    private const int MostDays = 366;
    private const int LongestLink = 2000;
    private static readonly LocalDateTime Earliest = new(1970, 1, 1, 0, 0);
    private static readonly LocalDateTime Latest = new(2200, 1, 1, 0, 0);

    internal sealed record AttendeeRequest(string? Email, string? Name);

    internal sealed record PlaceRequest(string? Kind, string? Room, string? Url);

    internal sealed record RecurrenceRequest(string? Rule, IReadOnlyList<LocalDateTime>? ExceptDates, IReadOnlyList<LocalDateTime>? ExtraDates);

    /// <summary>In a PATCH a JSON merge patch (RFC 7396): a member that is absent changes nothing, null clears.</summary>
    internal sealed class Request
    {
        public string? Title { get; init; }
        public string? Description { get; set { field = value; DescriptionGiven = true; } }
        public string? Type { get; init; }
        public LocalDateTime? Start { get; init; }
        public LocalDateTime? End { get; init; }
        public string? TimeZone { get; init; }
        public bool? AllDay { get; init; }
        public RecurrenceRequest? Recurrence { get; set { field = value; RecurrenceGiven = true; } }
        public IReadOnlyList<AttendeeRequest>? Attendees { get; init; }
        public IReadOnlyList<int>? Reminders { get; init; }
        public PlaceRequest? Place { get; set { field = value; PlaceGiven = true; } }
        /// <summary>In a PATCH only: a person's word on how the event stands.</summary>
        public string? Status { get; init; }
        internal bool DescriptionGiven { get; private set; }
        internal bool RecurrenceGiven { get; private set; }
        internal bool PlaceGiven { get; private set; }
        internal bool SaysMoreThanStatus => DescriptionGiven || RecurrenceGiven || PlaceGiven || AllDay is not null
            || new object?[] { Title, Type, Start, End, TimeZone, Attendees, Reminders }.Any(f => f is not null);

        /// <summary>As a PUT means it: what is left out is nothing, as it is for a new event.</summary>
        public Request Whole() => new()
        {
            Title = Title, Description = Description, Type = Type ?? "meeting", Start = Start, End = End, TimeZone = TimeZone, AllDay = AllDay ?? false,
            Recurrence = Recurrence, Attendees = Attendees ?? [], Reminders = Reminders ?? [], Place = Place,
        };
    }

    public async Task<Organizer> OrganizerAsync(Caller caller, CancellationToken cancellationToken) =>
        new(caller.PersonId, caller.DisplayName, await people.FindAsync([caller.PersonId], cancellationToken) is [var person] ? person.Email : null);

    /// <summary>The whole event of a POST or PUT.</summary>
    public Task<(EventPlan? Plan, IResult? Problem)> ReadAsync(Request request, EventSession unit, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(request, null, unit, caller, cancellationToken);

    /// <summary>What a PATCH makes of an event, or of one occurrence of it.</summary>
    public Task<(EventPlan? Plan, IResult? Problem)> ReadAsync(
        Request patch, CalendarEvent state, Held? occurrence, EventSession unit, Caller caller, CancellationToken cancellationToken) =>
        ReadAsync(patch, new EventPlan(
            state.DetailsOf(occurrence?.Key), occurrence is { } o ? state.Time with { Start = o.StartLocal, End = o.EndLocal } : state.Time, state.Attendees), unit, caller, cancellationToken);

    private async Task<(EventPlan? Plan, IResult? Problem)> ReadAsync(Request request, EventPlan? today, EventSession unit, Caller caller, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var title = request.Title is null && today is not null ? today.Details.Title : check.RequiredText("title", request.Title, 200);
        var description = request.DescriptionGiven || today is null ? check.OptionalText("description", request.Description, 8000, multiline: true) : today.Details.Description;
        var type = request.Type is null && today is not null ? today.Details.Type : Type(check, request.Type ?? "meeting");
        var reminders = Reminders(check, request.Reminders) ?? today?.Details.Reminders ?? [];
        var time = new EventTime(
            request.Start is null && today is not null ? today.Time.Start : check.Required("start", check.InRange("start", request.Start, Earliest, Latest)),
            request.End is null && today is not null ? today.Time.End : check.Required("end", check.InRange("end", request.End, Earliest, Latest)),
            request.TimeZone ?? today?.Time.TimeZone ?? check.RequiredText("timeZone", null, 100), request.AllDay ?? today?.Time.AllDay ?? false,
            request.RecurrenceGiven || today is null ? Recurrence(check, request.Recurrence) : today.Time.Recurrence);
        if (time.AllDay && (time.Start.TimeOfDay != LocalTime.Midnight || time.End.TimeOfDay != LocalTime.Midnight))
            check.Add("start", "not_midnight", "start and end of an all-day event must be at midnight.");
        if (check.Problem is null && time.End > time.Start.PlusDays(MostDays)) check.Add("end", "out_of_range", $"An event may last at most {MostDays} days.");
        var attendees = Attendees(check, request.Attendees, today);
        var place = request.PlaceGiven || today is null ? Check(check, request.Place) : null;
        if (check.Problem is { } problem) return (null, problem);
        if (EventPlan.Refuse(time, "recurrence.rule")?.Problem() is { } refused) return (null, refused);

        var (where, noRoom) = place is null ? (today?.Details.Place ?? Place.None, null) : await PlaceAsync(place, title, unit, caller, cancellationToken);
        if (where is null) return (null, noRoom);
        return (new EventPlan(new EventDetails(title, description, type, reminders, where, caller.PersonId), time, await WithAccountsAsync(attendees, caller, cancellationToken)), null);
    }

    private static EventType Type(Validation check, string type) => check.OneOf("type", type, "meeting", "interview", "training") switch
    {
        "interview" => EventType.Interview,
        "training" => EventType.Training,
        _ => EventType.Meeting,
    };

    private static IReadOnlyList<int>? Reminders(Validation check, IReadOnlyList<int>? minutes)
    {
        if (minutes is null) return null;
        if (minutes.Count > MostReminders) check.Add("reminders", "too_many", $"An event may have at most {MostReminders} reminders.");
        foreach (var minute in minutes.Take(MostReminders)) check.InRange("reminders", minute, 0, LongestReminder);
        return [.. minutes.Distinct().Order()];
    }

    private static Recurrence? Recurrence(Validation check, RecurrenceRequest? request)
    {
        if (request is null) return null;
        if (request.Rule?.Length > LongestRule) check.Add("recurrence.rule", "too_long", $"recurrence.rule may have at most {LongestRule} characters.");
        Dates("recurrence.exceptDates", request.ExceptDates);
        Dates("recurrence.extraDates", request.ExtraDates);
        var rule = string.IsNullOrWhiteSpace(request.Rule) ? null : request.Rule.Trim();
        return rule is null && request.ExtraDates is null or [] ? null
            : new Recurrence(rule, [.. (request.ExceptDates ?? []).Distinct().Order()], [.. (request.ExtraDates ?? []).Distinct().Order()]);

        void Dates(string field, IReadOnlyList<LocalDateTime>? dates)
        {
            if (dates?.Count > MostDates) check.Add(field, "too_many", $"{field} may have at most {MostDates} dates.");
            else if (dates?.Any(d => d < Earliest || d > Latest) == true) check.Add(field, "out_of_range", $"{field} must lie between the years {Earliest.Year} and {Latest.Year}.");
        }
    }

    // Whoever is invited already stays who he is, with his answers.
    private static IReadOnlyList<Attendee> Attendees(Validation check, IReadOnlyList<AttendeeRequest>? request, EventPlan? today)
    {
        if (request is null) return today?.Attendees ?? [];
        if (request.Count > MostAttendees)
        {
            check.Add("attendees", "too_many", $"An event may have at most {MostAttendees} attendees.");
            return [];
        }
        var known = (today?.Attendees ?? []).ToDictionary(a => a.Email, StringComparer.OrdinalIgnoreCase);
        var wanted = new Dictionary<string, Attendee>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < request.Count; i++)
        {
            var (field, email) = ($"attendees[{i}]", request[i]?.Email?.Trim() ?? "");
            if (email.Length is 0 or > 254 || !MailAddress.TryCreate(email, out var address) || address.Address != email || email.Any(char.IsControl))
                check.Add($"{field}.email", "invalid_email", "This is not an e-mail address.");
            else if (known.TryGetValue(email, out var same)) wanted[email] = same;
            else wanted[email] = new Attendee(Guid.CreateVersion7(), email, check.OptionalText($"{field}.name", request[i].Name, 80), null, Answer.NeedsAction, null, []);
        }
        return [.. wanted.Values];
    }

    private async Task<IReadOnlyList<Attendee>> WithAccountsAsync(IReadOnlyList<Attendee> attendees, Caller caller, CancellationToken cancellationToken)
    {
        var unknown = attendees.Where(a => a.PersonId is null).Select(a => a.Email).ToList();
        if (unknown.Count == 0) return attendees;
        var accounts = (await people.FindAsync(unknown, cancellationToken)).ToDictionary(p => p.Email, StringComparer.OrdinalIgnoreCase);
        // The organizer is there anyhow
        return [.. attendees.Select(a => accounts.TryGetValue(a.Email, out var p) ? a with { PersonId = p.PersonId } : a).Where(a => a.PersonId != caller.PersonId)];
    }

    private static PlaceRequest Check(Validation check, PlaceRequest? place)
    {
        if (place is null) return new("none", null, null);
        var kind = check.OneOf("place.kind", place.Kind, "none", "new_room", "room", "google_meet", "link");
        if (kind == "room") check.RequiredText("place.room", place.Room, 40);
        if (kind is not ("google_meet" or "link")) return place;
        var url = check.RequiredText("place.url", place.Url, LongestLink);
        if (url.Length is > 0 and <= LongestLink && !IsLink(url))
            check.Add("place.url", "invalid_link", "place.url must be a link that begins with https:// or http://.");
        else if (IsLink(url) && kind == "google_meet" && new Uri(url) is { Host: not "meet.google.com" } or { Scheme: not "https" })
            check.Add("place.url", "invalid_link", "A Google Meet link begins with https://meet.google.com/.");
        return place with { Url = url };
    }

    public static bool IsLink(string text) =>
        text.Length <= LongestLink && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo == "" && !text.Any(char.IsControl);

    private async Task<(Place? Place, IResult? Problem)> PlaceAsync(PlaceRequest place, string title, EventSession unit, Caller caller, CancellationToken cancellationToken)
    {
        switch (place.Kind)
        {
            case "google_meet": return (new Place(PlaceKind.GoogleMeet, Url: place.Url), null);
            case "link": return (new Place(PlaceKind.Link, Url: place.Url), null);
            case "new_room": return (InRoom(rooms.Open(unit, title, caller.PersonId)), null);
            case "room":
                return await rooms.FindAsync(place.Room!, caller.PersonId, cancellationToken) is { } room ? (InRoom(room), null) : (null, Refusal.RoomNotFound.Problem());
            default: return (Place.None, null);
        }

        static Place InRoom(BookableRoom room) => new(PlaceKind.Room, room.RoomId, room.Code, $"/room/{room.Code}");
    }
}

internal static class Callers
{
    /// <summary>The account that asks, or the refusal for everybody else.</summary>
    public static IResult? Caller(this HttpContext http, out Caller caller)
    {
        caller = http.User.Caller() ?? default;
        return http.User.Caller() is null ? Problems.OfStatus(401) : caller.IsGuest ? Refusal.AccountNeeded.Problem() : null;
    }
}
