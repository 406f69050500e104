using FsCheck;
using FsCheck.Fluent;

namespace VideoConf.ICalendar.Tests;

/// <summary>What must hold for any rule, start and zone.</summary>
public sealed class RecurrenceProperties
{
    private static readonly string[] Zones = ["-", "Europe/Berlin", "Europe/Moscow", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"];

    private static readonly Gen<(string Rule, CalendarTime Start)> Cases =
        from frequency in Gen.Elements("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
        from interval in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 40)))
        from month in Part("BYMONTH", 1, 12, false)
        from monthDay in frequency == "WEEKLY" ? Gen.Constant("") : Part("BYMONTHDAY", 1, 31, true)
        from yearDay in frequency is "DAILY" or "WEEKLY" or "MONTHLY" ? Gen.Constant("") : Part("BYYEARDAY", 1, 366, true)
        from week in frequency == "YEARLY" ? Part("BYWEEKNO", 1, 53, true) : Gen.Constant("")
        from day in Gen.Frequency((2, Gen.Constant("")), (1, Gen.Elements(";BYDAY=MO", ";BYDAY=TU,SU", ";BYDAY=MO,TU,WE,TH,FR")))
        from hour in Part("BYHOUR", 0, 23, false)
        from minute in Part("BYMINUTE", 0, 59, false)
        from position in hour + minute + day != "" ? Part("BYSETPOS", 1, 3, true) : Gen.Constant("")
        from weekStart in Gen.Elements("", ";WKST=SU")
        from count in Gen.Frequency((2, Gen.Constant("")), (1, Gen.Choose(1, 300).Select(n => $";COUNT={n}")))
        from zone in Gen.Elements(Zones)
        from start in Gen.Choose(0, 20 * 365 * 24 * 60)
        select ($"FREQ={frequency};INTERVAL={interval}{month}{monthDay}{yearDay}{week}{day}{hour}{minute}{position}{weekStart}{count}",
            new CalendarTime(new LocalDateTime(2008, 1, 1, 0, 0).PlusMinutes(start), Times.At("20080101T000000", zone).Zone));

    [Fact]
    public void Occurrences_rise_strictly_and_none_precedes_the_start() => Holds((rule, start) =>
    {
        var found = rule.Occurrences(start).AsEnumerable().Take(150).ToArray();
        return found.Zip(found.Skip(1)).All(pair => pair.First.Instant < pair.Second.Instant)
            && found.All(occurrence => occurrence.Local >= start.Local);
    });

    [Fact]
    public void Every_occurrence_satisfies_its_rule() => Holds((rule, start) =>
        rule.Occurrences(start).AsEnumerable().Take(100).All(occurrence => Satisfaction.Of(rule, start, occurrence)));

    [Fact]
    public void A_window_agrees_with_the_full_list() => Holds((rule, start) =>
    {
        var found = rule.Occurrences(start).AsEnumerable().Take(200).ToArray();
        if (found.Length < 10)
        {
            return true;
        }

        var (from, to) = (found[found.Length / 2].Instant, found[^1].Instant);
        return rule.Between(start, from, to).AsEnumerable().SequenceEqual(found.Where(occurrence => occurrence.Instant >= from && occurrence.Instant < to))
            && rule.Between(start, from.Plus(Duration.FromTicks(1)), to).AsEnumerable().FirstOrDefault() == (found.Length / 2 + 1 < found.Length - 1 ? found[found.Length / 2 + 1] : default);
    });

    [Fact]
    public void The_nth_agrees_with_the_full_list() => Holds((rule, start) =>
    {
        var found = rule.Occurrences(start).AsEnumerable().Take(120).ToArray();
        return found.Length == 0 || rule.Nth(start, found.Length) == found[^1];
    });

    private static Gen<string> Part(string name, int min, int max, bool signed) =>
        Gen.Frequency(
            (4, Gen.Constant("")),
            (1, Gen.NonEmptyListOf(Gen.Choose(min, max).SelectMany(n => Gen.Elements(n, signed ? -n : n)))
                .Select(list => $";{name}={string.Join(',', list.Distinct().Take(5))}")));

    private static void Holds(Func<RecurrenceRule, CalendarTime, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Cases.ToArbitrary(), generated => property(Times.Rule(generated.Rule), generated.Start)));
}
