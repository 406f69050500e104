using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

/// <summary>A VALARM (RFC 5545 section 3.6.6).</summary>
public sealed record Alarm
{
    /// <summary>ACTION, upper case: DISPLAY, AUDIO, EMAIL, or an extension.</summary>
    public string Action { get; init; } = "DISPLAY";

    /// <summary>A relative TRIGGER: after the start, or the end; below zero for before it.</summary>
    public EventLength Offset { get; init; }

    /// <summary>RELATED=END.</summary>
    public bool FromEnd { get; init; }

    /// <summary>An absolute TRIGGER; null if it is relative.</summary>
    public Instant? At { get; init; }

    /// <summary>DESCRIPTION.</summary>
    public string? Description { get; init; }

    /// <summary>The other properties: REPEAT, DURATION, ATTACH, ATTENDEE and so on.</summary>
    public IReadOnlyList<CalendarProperty> OtherProperties { get; init; } = [];

    /// <summary>When it goes off for an occurrence with that start and end.</summary>
    public Instant TimeFor(CalendarTime start, CalendarTime end) => At ?? Offset.After(FromEnd ? end : start).ToInstant();

    internal static Alarm? From(CalendarComponent component, List<CalendarWarning> problems)
    {
        Span<char> scratch = stackalloc char[32];
        var action = "DISPLAY";
        string? description = null;
        var offset = default(EventLength);
        var (fromEnd, triggered) = (false, false);
        Instant? at = null;
        List<CalendarProperty>? others = null;
        foreach (ref readonly var property in component.Lines)
        {
            switch (property.Name)
            {
                case "ACTION": action = property.Value.Trim().ToUpperInvariant(); break;
                case "DESCRIPTION" when description is null && property.Parameters.Count == 0: description = property.Text; break;
                case "TRIGGER" when ValueText.TryDuration(property.Characters(scratch), out offset):
                    fromEnd = "END".Equals(property.Parameter("RELATED"), StringComparison.OrdinalIgnoreCase);
                    triggered = true;
                    break;
                case "TRIGGER" when TimeText.TryTime(property.Characters(scratch), DateTimeZone.Utc, out var time):
                    at = time.ToInstant();
                    triggered = true;
                    break;
                case "TRIGGER": problems.Add(new(property.Line, "bad_value", "The trigger is neither a duration nor a time.", "TRIGGER")); break;
                default: (others ??= []).Add(new CalendarProperty(property)); break;
            }
        }

        if (triggered)
        {
            return new Alarm
            {
                Action = action, Description = description, Offset = at is null ? offset : default, FromEnd = fromEnd, At = at,
                OtherProperties = (IReadOnlyList<CalendarProperty>?)others ?? [],
            };
        }

        problems.Add(new(component.Line, "bad_alarm", "The alarm has no trigger; passed over.", "VALARM"));
        return null;
    }

    internal CalendarComponent ToComponent(string? summary)
    {
        var component = new CalendarComponent("VALARM");
        component.Properties.Add(new("ACTION", Action, []));
        component.Properties.Add(At is { } at
            ? new("TRIGGER", TimeText.Write(CalendarTime.OfInstant(at)), [new("VALUE", ["DATE-TIME"])])
            : new("TRIGGER", ValueText.OfDuration(Offset), FromEnd ? [new("RELATED", ["END"])] : []));
        if (Description is not null)
        {
            component.Properties.Add(CalendarProperty.OfText("DESCRIPTION", Description));
        }
        else if (Action == "DISPLAY" && OtherProperties.All(property => property.Name != "DESCRIPTION"))
        {
            // Section 3.6.6: a displayed alarm must say something
            component.Properties.Add(CalendarProperty.OfText("DESCRIPTION", summary ?? ""));
        }

        foreach (var property in OtherProperties)
        {
            component.Properties.Add(property);
        }

        return component;
    }
}
