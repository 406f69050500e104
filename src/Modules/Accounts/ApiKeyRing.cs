namespace VideoConf.Accounts;

/// <summary>All keys of the API; the verbs and the operator's commands go through it.</summary>
internal sealed class ApiKeyRing(EventLog log, EventStore.Projections.Views views, ApiKeys keys, IPeople people, IClock clock) : IApiKeys
{
    /// <summary>Null when <paramref name="check"/> has complaints.</summary>
    public async Task<CreateApiKey.Answer?> CreateAsync(CreateApiKey.Request request, Validation check, EventMetadata by, CancellationToken cancellationToken)
    {
        var (id, key) = (Guid.CreateVersion7(), ApiKeySecret.New());
        var command = request.Read(check, key, clock.GetCurrentInstant());
        if (check.Problem is not null)
            return null;
        await log.ExecuteAsync(by, session =>
        {
            var decision = CreateApiKey.Decide(command);
            if (decision is Decision.Accepted { Facts: var facts })
                session.StartStream<ApiKey>(id, facts);
            return Task.FromResult(decision);
        }, cancellationToken);
        return new(key, await InfoAsync(id, cancellationToken));
    }

    public async Task<ApiKeyAttempt> CreateAsync(
        string? name, IReadOnlyList<string?>? scopes, int? requestsPerMinute, EventMetadata by, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var made = await CreateAsync(new CreateApiKey.Request(name, scopes, requestsPerMinute), check, by, cancellationToken);
        return new(made?.Info, made?.Key, [.. check.Problem?.Problem.Errors?.Select(error => error.Message) ?? []]);
    }

    public async Task<Decision> RevokeAsync(Guid id, EventMetadata by, CancellationToken cancellationToken)
    {
        var command = new RevokeApiKey(clock.GetCurrentInstant());
        return (await log.DecideAsync<ApiKey>(id, by, state => RevokeApiKey.Decide(command, state), cancellationToken: cancellationToken)).Decision;
    }

    async Task<bool> IApiKeys.RevokeAsync(Guid id, EventMetadata by, CancellationToken cancellationToken) =>
        await RevokeAsync(id, by, cancellationToken) is not Decision.Refused;

    public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken) =>
        QueryAsync("order by created_at desc, id desc", [], cancellationToken);

    public IReadOnlyCollection<Type> Revocations { get; } = [typeof(ApiKeyRevoked)];

    private async Task<ApiKeyInfo> InfoAsync(Guid id, CancellationToken cancellationToken) => (await QueryAsync("where id = $1", [id], cancellationToken)).Single();

    private async Task<IReadOnlyList<ApiKeyInfo>> QueryAsync(string condition, object[] parameters, CancellationToken cancellationToken)
    {
        var rows = await views.QueryAsync(keys, condition, parameters, cancellationToken);
        Guid[] makers = [.. rows.Select(row => Guid.TryParse(row.Data.CreatedBy, out var person) ? person : Guid.Empty).Distinct()];
        var names = (await people.FindAsync(makers, cancellationToken)).ToDictionary(person => person.PersonId.ToString(), person => person.DisplayName);
        return [.. rows.Select(row => row.Data.InfoOf(row.Id, names))];
    }
}
