using System.Runtime.CompilerServices;

namespace VideoConf.Reports.Tests;

public sealed class FactsSpec
{
    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(new EventRegistry().AddReportFacts(), "reports.",
    [
        new AuditViewed("page", "0199c2b4-0000-7000-8000-0000000000a1", "room", new Guid("0199c2b4-0000-7000-8000-0000000000b2"), "green", ManualClock.Start, ManualClock.Start + Duration.FromHours(1)),
    ], Folder());

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
