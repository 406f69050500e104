using System.Text;
using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Tests;

public sealed class FilesSpec
{
    [Fact]
    public void A_calendar_is_read_with_what_nobody_knows_in_its_order()
    {
        var file = Read("BEGIN:VCALENDAR\r\nX-A:1\r\nVERSION:2.0\r\nBEGIN:X-ODD\r\nX-B;X-P=1,\"2;3\":v\r\nEND:X-ODD\r\nBEGIN:VEVENT\r\nSUMMARY:Hi\\, all\\nthere\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

        file.Warnings.ShouldBeEmpty();
        var calendar = file.Components.ShouldHaveSingleItem();
        calendar.Properties.Select(property => property.Name).ShouldBe(["X-A", "VERSION"]);
        calendar.Components.Select(component => component.Name).ShouldBe(["X-ODD", "VEVENT"]);
        calendar.Components[0].Property("x-b")!.Parameters.Single().Values.ShouldBe(["1", "2;3"]);
        calendar.Components[1].Property("SUMMARY")!.Text.ShouldBe("Hi, all\nthere");
    }

    [Fact]
    public void What_was_read_is_written_as_it_stood()
    {
        const string Text = "BEGIN:VCALENDAR\r\nX-A:1\r\nBEGIN:VEVENT\r\nATTENDEE;CN=\"A, ^'B^' ^^ ^nC\";X-Y=1,2:mailto:a@example.org\r\nEND:VEVENT\r\nBEGIN:X-ODD\r\nEND:X-ODD\r\nEND:VCALENDAR\r\n";
        var file = Read(Text);

        file.Components[0].Components[0].Property("ATTENDEE")!.Parameter("cn").ShouldBe("A, \"B\" ^ \nC");
        Encoding.UTF8.GetString(CalendarWriter.Write(file.Components[0])).ShouldBe(Text);
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_between_letters_and_come_back_whole()
    {
        var text = string.Concat(Enumerable.Repeat("Встреча 🎥 ", 40));
        var calendar = new CalendarComponent("VCALENDAR");
        calendar.Properties.Add(CalendarProperty.OfText("SUMMARY", text));

        var bytes = CalendarWriter.Write(calendar);

        Encoding.UTF8.GetString(bytes).Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\uFFFD'));
        CalendarReader.Read(bytes)!.Components[0].Property("SUMMARY")!.Text.ShouldBe(text);
    }

    [Fact]
    public void A_fold_may_part_the_bytes_of_a_letter()
    {
        byte[] bytes = [.. "BEGIN:VEVENT\nSUMMARY:"u8, 0xD0, .. "\r\n "u8, 0x96, .. "\nEND:VEVENT"u8];

        CalendarReader.Read(bytes)!.Components[0].Property("SUMMARY")!.Value.ShouldBe("Ж");
    }

    [Theory]
    [InlineData("\uFEFFBEGIN:VEVENT\nUID:1\nEND:VEVENT", "")]
    [InlineData("begin:vevent\rUid:1\rend:vevent\r", "")]
    [InlineData("BEGIN:VEVENT\nUID:1\n\n\nEND:VEVENT\n", "")]
    [InlineData("BEGIN:VEVENT\nUID:1", "2 missing_end")]
    [InlineData("BEGIN:VEVENT\nBEGIN:VALARM\nEND:VEVENT\n", "3 missing_end")]
    [InlineData("BEGIN:VEVENT\nEND:VALARM\nEND:VEVENT\n", "2 unmatched_end")]
    [InlineData("From: me\nBEGIN:VEVENT\nEND:VEVENT\n", "1 outside_a_component")]
    [InlineData("BEGIN:VEVENT\nlost words\nUID:1\nEND:VEVENT\n", "2 not_a_content_line")]
    [InlineData("BEGIN:VEVENT\nUID;X:1\nEND:VEVENT\n", "2 bad_parameter")]
    [InlineData("BEGIN:VEVENT\nBEGIN:\nUID:1\nEND:VEVENT\n", "2 bad_component_name")]
    [InlineData("BEGIN:VEVENT\nUID;X Y=1:1\nEND:VEVENT\n", "2 bad_parameter")]
    [InlineData("BEGIN:VEVENT\nUID;X=\"1:1\nEND:VEVENT\n", "")]
    public void A_broken_place_costs_a_warning_with_its_line_not_the_file(string text, string warnings)
    {
        var file = Read(text);

        file.Components.ShouldHaveSingleItem().Name.ShouldBe("VEVENT");
        string.Join(", ", file.Warnings.Select(warning => $"{warning.Line} {warning.Code}")).ShouldBe(warnings);
    }

    [Fact]
    public void What_is_not_UTF8_is_read_as_Latin_1()
    {
        var file = CalendarReader.Read([.. "BEGIN:VEVENT\nSUMMARY:caf"u8, 0xE9, .. "\nEND:VEVENT"u8])!;

        file.Components[0].Property("SUMMARY")!.Value.ShouldBe("café");
        file.Warnings.ShouldHaveSingleItem().ShouldBe(new(2, "not_utf8", "The line is not UTF-8; read as Latin-1."));
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        var deep = Read(string.Concat(Enumerable.Repeat("BEGIN:X\n", 50_000)));

        Depth(deep.Components[0]).ShouldBe(CalendarReader.MaxDepth);
        CalendarReader.Read(new byte[CalendarReader.MaxBytes + 1]).ShouldBeNull();
    }

    [Fact]
    public void A_value_cannot_forge_a_line()
    {
        var component = new CalendarComponent("VEVENT");
        component.Properties.Add(new("X-RAW", "a\r\nATTACH:evil", []));
        component.Properties.Add(CalendarProperty.OfText("SUMMARY", "b\rc", new CalendarParameter("X-P", ["d\ne\r\nf"])));

        var text = Encoding.UTF8.GetString(CalendarWriter.Write(component));

        text.ShouldBe("BEGIN:VEVENT\r\nX-RAW:a\\nATTACH:evil\r\nSUMMARY;X-P=d^ne^nf:b\\nc\r\nEND:VEVENT\r\n");
        Should.Throw<ArgumentException>(() => CalendarWriter.Write(new CalendarComponent("VEVENT\r\nX")));
    }

    private static CalendarFile Read(string text) => CalendarReader.Read(Encoding.UTF8.GetBytes(text))!;

    private static int Depth(CalendarComponent component) =>
        1 + (component.Components.Count == 0 ? 0 : component.Components.Max(Depth));
}
