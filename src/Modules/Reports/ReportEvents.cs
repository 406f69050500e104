namespace VideoConf.Reports;

// A look at the audit trail that was not the looker's own. Who looked stands in the metadata.
/// <param name="Form">page, object, as_of (the instant is in To), csv or jsonl.</param>
internal sealed record AuditViewed(string Form, string? Person, string? Kind, Guid? Object, string? Words, Instant? From, Instant? To);
