namespace VideoConf.Reports.Descriptions;

/// <summary>This module's own facts, and the store's.</summary>
internal static class OfReports
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("reports.audit_viewed", "audit", "looked at the audit trail of others ({word:form})[, what {person:person} did][, of the kind “{word:kind}”][, of {object}][, from {when:from}][, up to {when:to}]", "смотрит журнал изменений других ({word:form})[, что делает {person:person}][, вид: {word:kind}][, объект {object}][, с {when:from}][, до {when:to}]"),
        new("store.fact_skipped", "subscription", "had “{subscription}” pass over fact {position}", "заставляет «{subscription}» пропустить факт {position}") { Title = "subscription" },
    ];
}
