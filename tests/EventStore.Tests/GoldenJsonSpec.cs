using System.Runtime.CompilerServices;
using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;

namespace VideoConf.EventStore.Tests;

public sealed class GoldenJsonSpec : IDisposable
{
    private sealed record Priced(int Amount, string Currency);
    private sealed record PricedWithNote(int Amount, string Currency, string? Note = null);
    private sealed record PricedWithBuyer(int Amount, string Currency, string Buyer);
    private sealed record PricedRenamed(int Cents, string Currency);
    private sealed record PricedAsText(string Amount, string Currency);

    private readonly string folder = Directory.CreateTempSubdirectory("golden-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static EventRegistry Shop<T>() where T : notnull => new EventRegistry().Add<T>("shop.priced");

    private string Wrong(EventRegistry registry, params object[] samples) =>
        Should.Throw<ShouldAssertException>(() => GoldenJson.ShouldHold(registry, "shop.", samples, folder)).Message;

    private void Given(string name, string json) => File.WriteAllText(Path.Combine(folder, $"{name}.golden.json"), json);

    [Fact]
    public void The_stores_own_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(
        new EventRegistry(), "store.", [new FactSkipped("rooms.end_session", 412, "JsonException: no such thing")], Folder());

    [Fact]
    public void A_missing_file_is_written_once_and_fails_until_somebody_has_looked()
    {
        Wrong(Shop<Priced>(), new Priced(5, "EUR")).ShouldContain("look at it and commit it");
        GoldenJson.ShouldHold(Shop<Priced>(), "shop.", [new Priced(5, "EUR")], folder);
    }

    [Fact]
    public void A_fact_without_a_sample_and_a_past_shape_without_a_file_fail()
    {
        Wrong(Shop<Priced>()).ShouldContain("no sample of Priced");
        Wrong(new EventRegistry().Add<PricedWithNote>("shop.priced_v2").AddPast<Priced, PricedWithNote>("shop.priced", old => new(old.Amount, old.Currency)), new PricedWithNote(5, "EUR"))
            .ShouldContain("no golden file for this past shape");
    }

    [Fact]
    public void A_file_whose_name_is_registered_no_more_fails()
    {
        Given("shop.sold", "{}");
        Given("shop.priced", """{"amount":5,"currency":"EUR"}""");
        Wrong(Shop<Priced>(), new Priced(5, "EUR")).ShouldContain("shop.sold: has a golden file, but is registered no more");
    }

    [Fact]
    public void An_optional_field_that_came_later_is_no_change_and_a_needed_one_is()
    {
        Given("shop.priced", """{"amount":5,"currency":"EUR"}""");
        GoldenJson.ShouldHold(Shop<PricedWithNote>(), "shop.", [new PricedWithNote(5, "EUR", "rebate")], folder);
        Wrong(Shop<PricedWithBuyer>(), new PricedWithBuyer(5, "EUR", "Ada")).ShouldContain("Buyer was added without a default");
    }

    [Fact]
    public void A_field_that_is_renamed_retyped_or_written_otherwise_fails()
    {
        Given("shop.priced", """{"amount":5,"currency":"EUR"}""");
        Wrong(Shop<PricedRenamed>(), new PricedRenamed(5, "EUR")).ShouldContain(".amount is gone");
        Wrong(Shop<PricedAsText>(), new PricedAsText("5", "EUR")).ShouldContain("cannot be read");
        Wrong(Shop<Priced>(), new Priced(6, "EUR")).ShouldContain(".amount was 5 and is 6");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
