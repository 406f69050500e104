namespace VideoConf.Interviews;

/// <summary>Those who are in an interview's room hear that its pad has changed.</summary>
internal sealed class PublishedPadNews : IRoomNews
{
    public IReadOnlyCollection<Type> Facts { get; } = [typeof(CodePadEdited), typeof(CodePadLanguageChosen)];

    public RoomNews? Publish(StoredEvent stored) => stored.Data switch
    {
        CodePadEdited e => Of(e.InterviewId, stored),
        CodePadLanguageChosen e => Of(e.InterviewId, stored),
        _ => null,
    };

    private static RoomNews Of(Guid interviewId, StoredEvent stored) => new(Carrying.RoomIdOf(interviewId), "code_pad", interviewId, stored.Version);
}
