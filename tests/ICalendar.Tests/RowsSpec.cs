namespace VideoConf.ICalendar.Tests;

public sealed class RowsSpec
{
    public static TheoryData<string> RfcExamples => Rows("RfcExamples.txt");

    public static TheoryData<string> OwnCases => Rows("OwnCases.txt");

    [Theory]
    [MemberData(nameof(RfcExamples))]
    [MemberData(nameof(OwnCases))]
    public void A_rule_gives_the_occurrences_of_its_row(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        var start = Times.At(cells[1].Split(' ')[0], cells[1].Split(' ')[1]);
        var more = cells[2].EndsWith("...", StringComparison.Ordinal);
        var expected = cells[2].Replace("...", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(cell => cell.Length == 8 ? cell + Times.Text(start.Local)[8..] : cell).ToArray();

        var found = Times.Rule(cells[0]).Occurrences(start).AsEnumerable()
            .Take(expected.Length + 1).Select(occurrence => Times.Text(occurrence.Local)).ToArray();

        found.Take(expected.Length).ShouldBe(expected);
        (found.Length > expected.Length).ShouldBe(more);
    }

    [Theory]
    [MemberData(nameof(RfcExamples))]
    [MemberData(nameof(OwnCases))]
    public void A_rule_written_and_read_again_is_the_same(string row)
    {
        var rule = Times.Rule(row.Split('|')[0].Trim());

        Times.Rule(rule.ToString()).ToString().ShouldBe(rule.ToString());
    }

    private static TheoryData<string> Rows(string file)
    {
        using var reader = new StreamReader(typeof(RowsSpec).Assembly.GetManifestResourceStream(file)!);
        return new(reader.ReadToEnd().Split('\n').Where(line => line.Contains('|') && line[0] != '#'));
    }
}
