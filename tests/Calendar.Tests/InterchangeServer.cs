using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VideoConf.Calendar.Tests;

/// <summary>The calendar, with everything that any part of the server logs, at whatever level: secrets must not stand in it.</summary>
public class InterchangeServer : CalendarServer
{
    protected override LogLevel Least => LogLevel.Trace;

    internal T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    internal PersonAtCalendar NewPerson(string name) => Register(new PersonAtCalendar(this, name, NewEmail(name)));
}
