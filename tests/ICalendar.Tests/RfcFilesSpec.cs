using System.Text;
using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Tests;

/// <summary>The components and calendars that RFC 5545 shows.</summary>
public sealed class RfcFilesSpec
{
    public static TheoryData<string> Examples
    {
        get
        {
            using var reader = new StreamReader(typeof(RfcFilesSpec).Assembly.GetManifestResourceStream("RfcFiles.txt")!);
            return new(reader.ReadToEnd().Split("\n\n# ").Skip(1));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_read_without_a_warning_and_comes_back_line_by_line(string example)
    {
        var text = Text(example);
        var file = CalendarReader.Read(Encoding.UTF8.GetBytes(text))!;

        file.Warnings.ShouldBeEmpty();
        Unfolded(Encoding.UTF8.GetString(CalendarWriter.Write(file.Components.ShouldHaveSingleItem()))).ShouldBe(Unfolded(text));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Its_values_are_read_without_a_problem_and_are_the_same_when_written_and_read_again(string example)
    {
        var text = Text(example);
        // An alarm stands in an event
        text = text.StartsWith("BEGIN:VALARM", StringComparison.Ordinal) ? $"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:19970317T143000Z\r\n{text}END:VEVENT\r\n" : text;
        CalendarObject.TryRead(Encoding.UTF8.GetBytes(text), out var calendar, out var error).ShouldBeTrue(error?.Message);

        calendar!.Problems.ShouldBeEmpty();
        CalendarObject.TryRead(calendar.Write(), out var again, out _).ShouldBeTrue();
        again!.Write().ShouldBe(calendar.Write());
        again.Events.Select(values => (values.Uid, values.Start, values.Length, values.Summary, values.Alarms.Count))
            .ShouldBe(calendar.Events.Select(values => (values.Uid, values.Start, values.Length, values.Summary, values.Alarms.Count)));
    }

    [Fact]
    public void The_zone_of_section_3_6_5_changes_when_New_York_did()
    {
        var example = Examples.Select(row => row.Data).Single(row => row.Contains("every change", StringComparison.Ordinal));
        var zone = ObservanceZone.From(CalendarReader.Read(Encoding.UTF8.GetBytes(Text(example)))!.Components[0], "NY")!;
        var known = DateTimeZoneProviders.Tzdb["America/New_York"];

        foreach (var interval in known.GetZoneIntervals(Instant.FromUtc(1968, 1, 1, 0, 0), Instant.FromUtc(2090, 1, 1, 0, 0)))
        {
            var read = zone.GetZoneInterval(interval.End - Duration.Epsilon);
            (read.WallOffset, read.Name, read.End).ShouldBe((interval.WallOffset, interval.Name, interval.End));
        }
    }

    private static string Text(string example) => string.Concat(example.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line + "\r\n"));

    private static string Unfolded(string text) => text.Replace("\r\n ", "");
}
