namespace VideoConf.Rooms.Tests;

public sealed class RoomCodeSpec
{
    [Theory]
    [InlineData("abc-defg-hjk")]
    [InlineData("ABC-DEFG-HJK")]
    [InlineData("abcdefghjk")]
    [InlineData("  abc defg hjk ")]
    [InlineData("a-b-c-d-e-f-g-h-j-k")]
    public void Case_dashes_and_spaces_do_not_matter(string typed) => RoomCode.Parse(typed).ShouldBe("abc-defg-hjk");

    [Theory]
    [InlineData("")]
    [InlineData("abc-defg-hj")]
    [InlineData("abc-defg-hjkm")]
    [InlineData("abc-defg-hji")]
    [InlineData("abc-defg-hj0")]
    [InlineData("abc-defg-hj1")]
    [InlineData("abc-defg-hjl")]
    [InlineData("abc-defg-hjo")]
    [InlineData("abc_defg_hjk")]
    [InlineData("абв-гдеж-зик")]
    [InlineData("abc-defg-hj\0")]
    [InlineData("a--------------------bcdefghjk")]
    public void What_was_never_a_code_is_none(string typed) => RoomCode.Parse(typed).ShouldBeNull();

    [Fact]
    public void Codes_are_written_three_four_three_use_all_31_characters_and_do_not_repeat()
    {
        var codes = Enumerable.Range(0, 500).Select(_ => RoomCode.New()).ToList();
        codes.ShouldAllBe(code => RoomCode.Parse(code) == code && code[3] == '-' && code[8] == '-' && code.Length == 12);
        codes.Distinct().Count().ShouldBe(500);
        codes.SelectMany(code => code).Where(c => c != '-').Distinct().Count().ShouldBe(31);
    }
}
