using System.Text.Json;
using Shouldly;
using Xunit;

namespace VideoConf.EventStore.Tests;

public sealed class RegistrySpec
{
    private sealed record PricedV1(int Amount);
    private sealed record PricedV2(int Amount, string Currency);
    private sealed record Priced(decimal Amount, string Currency, string? Note = null);

    private static EventRegistry Registry => new EventRegistry()
        .AddPast<PricedV1, PricedV2>("shop.priced", old => new PricedV2(old.Amount, "EUR"))
        .AddPast<PricedV2, Priced>("shop.priced_v2", old => new Priced(old.Amount / 100m, old.Currency))
        .Add<Priced>("shop.priced_v3");

    [Theory]
    [InlineData("shop.priced", """{"amount":1250}""")]
    [InlineData("shop.priced_v2", """{"amount":1250,"currency":"EUR"}""")]
    [InlineData("shop.priced_v3", """{"amount":12.5,"currency":"EUR"}""")]
    [InlineData("shop.priced_v3", """{"amount":12.5,"currency":"EUR","note":null,"ofTomorrow":true}""")]
    public void A_past_shape_is_lifted_to_todays_over_all_steps(string wireName, string json) =>
        Registry.Read(wireName, json).ShouldBe(new Priced(12.5m, "EUR"));

    [Fact]
    public void An_unknown_wire_name_reads_as_null() => Registry.Read("shop.sold", "{}").ShouldBeNull();

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"amount":"many"}""")]
    [InlineData("{")]
    public void A_body_that_does_not_fit_is_an_error_and_not_a_fact_half_read(string json) =>
        Should.Throw<JsonException>(() => Registry.Read("shop.priced_v3", json));

    [Fact]
    public void A_wire_name_and_a_type_are_registered_once()
    {
        Should.Throw<ArgumentException>(() => Registry.Add<string>("shop.priced"));
        Should.Throw<ArgumentException>(() => Registry.AddPast<string, Priced>("shop.priced_v3", _ => new Priced(0, "")));
        Should.Throw<ArgumentException>(() => Registry.Add<Priced>("shop.priced_again"));
    }

    [Fact]
    public void A_past_shape_whose_next_one_is_not_registered_says_so()
    {
        var registry = new EventRegistry().AddPast<PricedV1, PricedV2>("shop.priced", old => new PricedV2(old.Amount, "EUR"));
        Should.Throw<InvalidOperationException>(() => registry.Read("shop.priced", """{"amount":1}""")).Message.ShouldContain(nameof(PricedV2));
    }

    [Fact]
    public void Facts_are_written_in_camel_case_with_words_for_enums_and_ISO_instants()
    {
        var fact = new { At = Instant.FromUtc(2026, 11, 22, 14, 0), Day = DayOfWeek.Sunday, NoNote = (string?)null };
        JsonSerializer.Serialize(fact, FactJson.Options).ShouldBe("""{"at":"2026-11-22T14:00:00Z","day":"sunday","noNote":null}""");
        JsonSerializer.Deserialize<Instant>("\"2026-11-22T17:00:00.123456789+03:00\"", FactJson.Options)
            .ShouldBe(Instant.FromUtc(2026, 11, 22, 14, 0) + Duration.FromNanoseconds(123_456_789));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Instant>("5", FactJson.Options));
    }
}
