namespace VideoConf.EventStore;

public sealed partial class EventSession
{
    /// <summary>How long after <see cref="EraseContentOf"/> was saved a host may still read what it erased; it writes nothing of it from then on.</summary>
    public static Duration ErasureGrace => Duration.FromTimeSpan(PersonalKeys.Grace);

    /// <summary>
    /// Destroys the keys of these subjects: what was theirs in the log reads as <see cref="Erased"/> from then on, and so
    /// does what is written about them later. Views and what else was made of it before must be made again. Commits with the facts.
    /// </summary>
    /// <param name="subjects">As <see cref="PersonalAttribute.Subject"/> gives them.</param>
    public void EraseContentOf(IReadOnlyCollection<Guid> subjects) => Enlist(PersonalKeys.Destroy(subjects));

    /// <summary>Lets new content of an erased subject be kept: of an address, that may come back some day. What was erased stays so.</summary>
    public void AllowContentOf(Guid subject) => Enlist(PersonalKeys.Release(subject));
}
