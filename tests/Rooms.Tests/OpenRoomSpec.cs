using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class OpenRoomSpec
{
    private static readonly OpenRoom Command = new(
        RoomId, "abc-defg-hjk", "Standup", "Every day", Ada, null, 3, null, null, RecordingEnabled: false, new RoomSettings(), Now);

    [Fact]
    public void A_schedule_that_ends_before_it_starts_is_refused() => Spec.Given()
        .When(() => OpenRoom.Decide(Command with { ScheduledStart = Later, ScheduledEnd = Now })).ThenRefused("ends_before_start");

    [Fact]
    public void A_schedule_that_ends_as_it_starts_is_refused() => Spec.Given()
        .When(() => OpenRoom.Decide(Command with { ScheduledStart = Now, ScheduledEnd = Now })).ThenRefused("ends_before_start");

    [Fact]
    public void A_room_is_opened_with_all_that_was_said() => Spec.Given()
        .When(() => OpenRoom.Decide(Command with { Pass = Pass, ScheduledStart = Now, ScheduledEnd = Later, RecordingEnabled = true, Settings = new RoomSettings(true, false, false) }))
        .Then(Opened with { Pass = Pass, ScheduledStart = Now, ScheduledEnd = Later, RecordingEnabled = true, Settings = new RoomSettings(true, false, false) });

    [Fact]
    public void A_room_may_have_a_start_and_no_end() => Spec.Given()
        .When(() => OpenRoom.Decide(Command with { ScheduledStart = Later })).Then(Opened with { ScheduledStart = Later });
}
