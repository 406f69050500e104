namespace VideoConf.Interviews;

/// <summary>Holds the interview in a room of ours, in Google Meet or elsewhere, at any time before its end.</summary>
internal sealed record ChooseService(Asker Asker, Service Service, Instant Now)
{
    public static Decision Decide(ChooseService c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (state.Service is not { } today || state.IsOver) return Refusal.WrongState;
        // One to be made is wanted, and it has one
        if (c.Service is { Type: ServiceType.GoogleMeet, Link: null } && today.Type == ServiceType.GoogleMeet) return Decision.Nothing;
        // Its own room waits for it to come back
        var chosen = c.Service with { RoomId = today.RoomId, RoomCode = today.RoomCode };
        return chosen == today ? Decision.Nothing : Decision.Accept(new ServiceChosen(chosen, c.Asker.By, c.Now));
    }

    internal sealed record Request(string? ServiceType, string? Link);

    public static readonly Verb Verb = Verb.Of<Request>("choose_service", (request, asking, check) =>
    {
        if (request.ServiceType is null) check.Add("serviceType", "required", "serviceType is missing.");
        var (service, refused) = ServiceRequest.Read(check, request.ServiceType, request.Link);
        return state => refused ?? Decide(new ChooseService(asking.Asker, service!, asking.Now), state);
    });
}
