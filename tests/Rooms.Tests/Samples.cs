namespace VideoConf.Rooms.Tests;

/// <summary>A room of Ada's for three, and people to come to it.</summary>
internal static class Samples
{
    public static readonly Instant Now = ManualClock.Start;
    public static readonly Instant Later = Now + Duration.FromMinutes(5);
    public static readonly Guid RoomId = Guid.Parse("01a203db-0000-7000-8000-000000000001");
    public static readonly Guid Ada = Guid.Parse("01a203db-0000-7000-8000-00000000000a");
    public static readonly Guid Bob = Guid.Parse("01a203db-0000-7000-8000-00000000000b");
    public static readonly Guid Cleo = Guid.Parse("01a203db-0000-7000-8000-00000000000c");
    public static readonly Guid Dan = Guid.Parse("01a203db-0000-7000-8000-00000000000d");
    public static readonly RoomPass Pass = new("ab12", "sealed");

    public static readonly RoomOpened Opened = new(
        RoomId, "abc-defg-hjk", "Standup", "Every day", Ada, null, 3, null, null, RecordingEnabled: false, new RoomSettings(), Now);

    public static readonly SessionStarted Started = new(RoomId, Ada, Now);

    /// <summary>The stay of a person on one of his devices.</summary>
    public static Guid Stay(Guid person, int device = 1) => new(person.ToByteArray(bigEndian: true).Select((b, i) => i == 8 ? (byte)(0x90 + device) : b).ToArray(), bigEndian: true);

    public static ParticipantJoined Joined(Guid person, Role role = Role.Participant, int device = 1, bool isGuest = false) =>
        new(Stay(person, device), person, $"Name of {person.ToString()[^1]}", role, isGuest, Now);

    public static ParticipantLeft Left(Guid person, LeaveReason reason = LeaveReason.Left, int device = 1, Instant? at = null) =>
        new(Stay(person, device), reason, at ?? Later);
}
