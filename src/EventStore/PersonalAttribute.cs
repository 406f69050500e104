namespace VideoConf.EventStore;

/// <summary>
/// This text is somebody's own: in the log it stands encrypted with his key, and when that is destroyed it reads as
/// <see cref="Erased"/>. On a <see cref="string"/> of a fact, or of a record in one. What is empty stands as it is.
/// </summary>
/// <param name="subject">
/// The property of the same record that says whose, a <see cref="Guid"/>; it need not be written. Empty or null: nobody's. Left
/// out: his whose stream the fact stands in.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute(string? subject = null) : Attribute
{
    public string? Subject { get; } = subject;

    /// <summary>An e-mail address: also when erased it is one, and of two people never the same.</summary>
    public bool IsAddress { get; init; }
}
