using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Rooms.Reactions;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Rooms and the sessions that people hold in them.</summary>
public static class RoomsModule
{
    private const string JoinLimit = "rooms.join";

    public static EventRegistry AddRoomFacts(this EventRegistry registry) => registry
        .AddStream<Room>("room")
        .Add<RoomOpened>("rooms.room_opened")
        .Add<RoomDetailsChanged>("rooms.room_details_changed")
        .Add<RoomSettingsChanged>("rooms.room_settings_changed")
        .Add<RoomClosed>("rooms.room_closed")
        .Add<RoomReopened>("rooms.room_reopened")
        .Add<HostHandedOver>("rooms.host_handed_over")
        .Add<CoHostAppointed>("rooms.co_host_appointed")
        .Add<CoHostDismissed>("rooms.co_host_dismissed")
        .Add<RoomPeopleSet>("rooms.room_people_set")
        .Add<RoomMoved>("rooms.room_moved")
        .Add<RoomMovedBack>("rooms.room_moved_back")
        .AddStream<Session>("session")
        .Add<SessionStarted>("rooms.session_started")
        .Add<ParticipantJoined>("rooms.participant_joined")
        .Add<ParticipantLeft>("rooms.participant_left")
        .Add<ParticipantRemoved>("rooms.participant_removed")
        .Add<ParticipantMuted>("rooms.participant_muted")
        .Add<ParticipantRoleChanged>("rooms.participant_role_changed")
        .Add<SessionHostChanged>("rooms.session_host_changed")
        .Add<SessionEnded>("rooms.session_ended")
        .AddStream<StayConnection>("connection")
        .Add<ConnectionMeasured>("rooms.connection_measured");

    public static IServiceCollection AddRooms(this IServiceCollection services, RoomsOptions options)
    {
        services.AddSingleton(options.Validated());
        services.AddInlineView<RoomDirectory>();
        services.AddInlineView<SessionHistory>();
        services.AddSingleton<RoomFinder>();
        services.AddSingleton<SessionFinder>();
        services.AddSingleton<RoomPasses>();
        services.AddSingleton<RoomResources>();
        services.AddSingleton<InSession>();
        services.AddSingleton<ILiveSessions, LiveSessions>();
        services.AddSingleton<IHeldSessions, HeldSessions>();
        services.AddSingleton<IBookableRooms, BookableRooms>();
        services.AddSingleton<IForgetsPeople, ForgetPerson>();
        services.AddSubscription<EndSessionWhenLeftEmpty.WaitForReturn>();
        services.AddTimerHandler<EndSessionWhenLeftEmpty>();
        services.AddRateLimiter(limiter => limiter.AddPolicy(JoinLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.User.Caller()?.PersonId.ToString() ?? http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.JoinsPerMinute, Window = TimeSpan.FromMinutes(1) })));
        return services;
    }

    /// <summary>Maps the verbs below the prefix that the host chose.</summary>
    public static void MapRooms(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/rooms").WithTags("Rooms");
        rooms.MapGet("/", ShowRooms.List).WithName("listRooms").Produces<Page<RoomResource>>().Refuses(400, 401);
        rooms.MapPost("/", OpenRoom.Endpoint).WithName("openRoom").Produces<RoomResource>(201).Refuses(400, 401);
        rooms.MapGet("/{idOrCode}", ShowRooms.One).WithName("getRoom").Produces<RoomResource>().Refuses(401, 404);
        rooms.MapPatch("/{idOrCode}", ChangeRoom.Endpoint).WithName("changeRoom").Produces<RoomResource>().Refuses(400, 401, 403, 404, 412);
        rooms.MapDelete("/{idOrCode}", CloseRoom.Endpoint).WithName("closeRoom").Produces(204).Refuses(401, 403, 404, 409, 412);
        rooms.MapPost("/{idOrCode}/reopen", ReopenRoom.Endpoint).WithName("reopenRoom").Produces<RoomResource>().Refuses(401, 403, 404, 409, 412);
        rooms.MapGet("/{code}/sessions", ShowSessions.Endpoint).WithName("listSessions").Produces<Page<ShowSessions.SessionResource>>().Refuses(400, 401, 403, 404);

        var live = rooms.MapGroup("/{code}");
        live.MapPost("/join", JoinRoom.Endpoint).WithName("joinRoom").Produces<JoinRoom.Answer>().RequireRateLimiting(JoinLimit).Refuses(400, 401, 403, 404, 409, 429);
        live.MapPost("/leave", LeaveRoom.Endpoint).WithName("leaveRoom").Produces(204).Refuses(400, 401, 403, 404, 409);
        live.MapPost("/end", EndSession.Endpoint).WithName("endSession").Produces(204).Refuses(401, 403, 404, 409);
        live.MapPost("/host", HandOverHost.Endpoint).WithName("handOverHost").Produces(204).Refuses(400, 401, 403, 404, 409);
        live.MapPost("/participants/{participantId:guid}/remove", RemoveParticipant.Endpoint).WithName("removeParticipant").Produces(204).Refuses(401, 403, 404, 409);
        live.MapPost("/participants/{participantId:guid}/mute", MuteParticipant.Endpoint).WithName("muteParticipant").Produces(204).Refuses(401, 403, 404, 409);
        live.MapPost("/participants/{participantId:guid}/role", ChangeRole.Endpoint).WithName("changeRole").Produces(204).Refuses(400, 401, 403, 404, 409);
    }
}
