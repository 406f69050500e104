namespace VideoConf.Reports;

/// <summary>The stream of one look.</summary>
internal sealed record AuditLook(AuditViewed Viewed) : IEvolve<AuditLook>
{
    public static AuditLook? Evolve(AuditLook? state, object fact) => fact is AuditViewed viewed ? new AuditLook(viewed) : state;
}
