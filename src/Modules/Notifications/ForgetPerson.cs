using Npgsql;
using VideoConf.Notifications.Mail;
using VideoConf.Notifications.Reactions;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>Somebody is erased: what waits for him is not sent, what others still get names him no more, and mails that were kept here go, his and those that name him.</summary>
internal sealed class ForgetPerson(EventLog log, EventStore.Projections.Views views, SettingsOfRecipients settings, Inbox inbox, NotificationsOptions options) : IForgetsPeople
{
    public Task<ErasedPerson> FindAsync(ErasedPerson person, CancellationToken cancellationToken) => Task.FromResult(person);

    public async Task ForgetAsync(ErasedPerson person, EventMetadata by, CancellationToken cancellationToken)
    {
        foreach (var (id, wishes) in (await views.QueryAsync(settings, "where id = any($1)", [person.Ids.Select(RecipientSettings.StreamOf).ToArray()], cancellationToken)).Select(s => (s.Id, s.Data)))
        {
            await log.ExecuteAsync(by, async session =>
            {
                var stream = await session.FetchForWritingAsync<RecipientSettings>(id, cancellationToken: cancellationToken);
                stream.Append((stream.State?.Devices ?? []).Select(device => new PushUnsubscribed(device.Id, IsGone: false)));
                if (wishes.PersonId is { } account) SendDigest.Set(session, account, null, "", default);
                return Decision.Accept();
            }, cancellationToken);
        }
        await using var unit = log.OpenSession(by);
        unit.Enlist(new NpgsqlBatchCommand(
            $"""
             delete from notifications.deliveries
             where party_id = any($1) or lower(address) = any($2) or notification_id in (select id from {inbox.Table.Name} where recipient_id = any($1))
             """)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. person.Ids] }, new NpgsqlParameter<string[]> { TypedValue = [.. person.Emails] } },
        });
        // Lines of a calendar file are folded (RFC 5545 section 3.1). The mail goes without it, and in words that are looked up when it goes
        unit.Enlist(new NpgsqlBatchCommand(
            """
            update notifications.deliveries set calendar = null, calendar_method = null
            where calendar is not null and exists (
                select 1 from unnest($1::text[]) as w where position(lower(w) in lower(replace(convert_from(calendar, 'UTF8'), E'\r\n ', ''))) > 0)
            """)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. person.Words] } },
        });
        await unit.SaveChangesAsync(cancellationToken);
        await new MailFolder(options.MailFolder, options.Smtp.Sender).ForgetAsync(person.Words, cancellationToken);
    }
}
