using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Events;

/// <summary>An ORGANIZER or ATTENDEE (RFC 5545 sections 3.8.4.1 and 3.8.4.3).</summary>
/// <param name="Address">A URI, most often "mailto:ann@example.org".</param>
public sealed record CalendarUser(string Address)
{
    /// <summary>CN.</summary>
    public string? CommonName { get; init; }

    /// <summary>PARTSTAT, upper case: NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE, DELEGATED, or an extension.</summary>
    public string Participation { get; init; } = "NEEDS-ACTION";

    /// <summary>ROLE, upper case: CHAIR, REQ-PARTICIPANT, OPT-PARTICIPANT, NON-PARTICIPANT, or an extension.</summary>
    public string Role { get; init; } = "REQ-PARTICIPANT";

    /// <summary>CUTYPE, upper case: INDIVIDUAL, GROUP, RESOURCE, ROOM, UNKNOWN, or an extension.</summary>
    public string UserType { get; init; } = "INDIVIDUAL";

    /// <summary>RSVP: an answer is asked for.</summary>
    public bool Rsvp { get; init; }

    /// <summary>The other parameters: SENT-BY, DELEGATED-TO, X-NUM-GUESTS and so on.</summary>
    public IReadOnlyList<CalendarParameter> OtherParameters { get; init; } = [];

    /// <summary>The mail address; null if the address is no mailto.</summary>
    public string? Email => Address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? Address["mailto:".Length..].Trim() : null;

    internal static CalendarUser From(in PropertyLine property)
    {
        string? name = null, participation = null, role = null, type = null;
        var rsvp = false;
        List<CalendarParameter>? others = null;
        for (var i = 0; i < property.Parameters.Count; i++)
        {
            var value = property.Parameters[i].Values[0];
            switch (property.Parameters[i].Name)
            {
                case "CN": name = value; break;
                case "PARTSTAT": participation = value.ToUpperInvariant(); break;
                case "ROLE": role = value.ToUpperInvariant(); break;
                case "CUTYPE": type = value.ToUpperInvariant(); break;
                case "RSVP": rsvp = value.Equals("TRUE", StringComparison.OrdinalIgnoreCase); break;
                default: (others ??= []).Add(property.Parameters[i]); break;
            }
        }

        return new CalendarUser(property.Value.Trim())
        {
            CommonName = name, Participation = participation ?? "NEEDS-ACTION", Role = role ?? "REQ-PARTICIPANT",
            UserType = type ?? "INDIVIDUAL", Rsvp = rsvp, OtherParameters = (IReadOnlyList<CalendarParameter>?)others ?? [],
        };
    }

    internal CalendarProperty ToProperty(string name)
    {
        var parameters = new List<CalendarParameter>();
        Add("CN", CommonName, null);
        Add("CUTYPE", UserType, "INDIVIDUAL");
        Add("ROLE", Role, "REQ-PARTICIPANT");
        Add("PARTSTAT", Participation, "NEEDS-ACTION");
        Add("RSVP", Rsvp ? "TRUE" : null, null);
        parameters.AddRange(OtherParameters);
        return new CalendarProperty(name, Address, parameters);

        void Add(string parameter, string? value, string? standard)
        {
            if (value is not null && value != standard)
            {
                parameters.Add(new CalendarParameter(parameter, [value]));
            }
        }
    }
}
