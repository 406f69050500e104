namespace VideoConf.Reports.Descriptions;

/// <summary>This module's own facts, and the store's.</summary>
internal static class OfReports
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("reports.audit_viewed", "audit", "looked at the audit trail of others ({form}): person {person:person}, object {kind} {object}, from {from} to {to}", "смотрит журнал аудита других ({form}): человек {person:person}, объект {kind} {object}, с {from} по {to}"),
        new("store.fact_skipped", "subscription", "had “{subscription}” pass over fact {position}", "заставляет «{subscription}» пропустить факт {position}") { Title = "subscription" },
    ];
}
