using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Events;

/// <summary>Gathers the values of a file's calendars.</summary>
internal sealed class CalendarObjectReader(IEnumerable<CalendarWarning> warnings)
{
    // Beyond it METHOD says what may be missing (RFC 5546 section 3.2)
    private static readonly string[] MethodsWithStart = ["PUBLISH", "REQUEST", "ADD"];

    private readonly List<CalendarWarning> problems = [.. warnings];
    private readonly List<EventComponent> events = [];
    private readonly List<CalendarComponent> others = [];
    private readonly List<CalendarProperty> properties = [];
    private string? productId;
    private string? method;

    public void Add(CalendarComponent component)
    {
        if (component.Name != "VCALENDAR")
        {
            AddPart(component, new ZoneLookup([]), null);
            return;
        }

        foreach (var property in component.Properties)
        {
            switch (property.Name)
            {
                case "VERSION": break;
                case "PRODID": productId ??= property.Text; break;
                case "METHOD": method ??= property.Value.Trim().ToUpperInvariant(); break;
                default: properties.Add(property); break;
            }
        }

        var timeZones = component.Components.Where(part => part.Name == "VTIMEZONE").ToList();
        timeZones.ForEach(part => part.Detach());
        var zones = new ZoneLookup(timeZones);
        var own = component.Property("METHOD")?.Value.Trim().ToUpperInvariant();
        foreach (var part in component.Components)
        {
            AddPart(part, zones, own);
        }

        others.AddRange(component.Components.Where(part => part.Name == "VTIMEZONE" && part.Property("TZID") is { } tzid && others.Any(other => Names(other, tzid.Value))));
    }

    private static bool Names(CalendarComponent component, string tzid) =>
        component.Properties.Any(property => property.Parameters.Count > 0 && property.Parameter("TZID") == tzid) || component.Components.Any(inner => Names(inner, tzid));

    public CalendarObject Result()
    {
        var result = new CalendarObject
        {
            Method = string.IsNullOrEmpty(method) ? null : method, Events = events, OtherComponents = others, OtherProperties = properties, Problems = problems,
        };
        return productId is null ? result : result with { ProductId = productId };
    }

    private void AddPart(CalendarComponent part, ZoneLookup zones, string? itip)
    {
        if (part.Name == "VEVENT")
        {
            var mayLackStart = itip is not null && !MethodsWithStart.Contains(itip);
            if (new EventReader(part, zones, problems).Read(mayLackStart) is { } read)
            {
                events.Add(read);
            }
        }
        else if (part.Name != "VTIMEZONE")
        {
            part.Detach();
            others.Add(part);
        }
    }
}
