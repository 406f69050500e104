using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.Calendar.Views;
using VideoConf.EventStore.Timers;
using VideoConf.ICalendar.Events;

namespace VideoConf.Calendar.Reactions;

/// <summary>Every hour an outside calendar is read anew; one that fails is asked less and less often, down to once a day.</summary>
internal sealed class RefreshOutside(Channel<RefreshOutside.Due> due, IClock clock) : TimerHandler(Timer)
{
    private const string Timer = "calendar.refresh_outside";
    private static readonly Duration Interval = Duration.FromHours(1);
    private static readonly Duration WhenBusy = Duration.FromMinutes(1);

    internal sealed record Due(Guid PersonId, Guid SubscriptionId);

    public static void SetTimer(EventSession unit, Due due, Instant at) => unit.SetTimer(Timer, due.SubscriptionId.ToString(), at, due);

    public static void CancelTimer(EventSession unit, Guid subscriptionId) => unit.CancelTimer(Timer, subscriptionId.ToString());

    // Nothing outside of the database happens here: whoever fetches sets the timer anew. Should this host stop before, the hour stands.
    public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var wanted = timer.Read<Due>();
        SetTimer(session, wanted, clock.GetCurrentInstant() + (due.Writer.TryWrite(wanted) ? Interval : WhenBusy));
        return Task.CompletedTask;
    }

    /// <summary>Fetches what is due, a few at a time, outside of every transaction.</summary>
    internal sealed class Worker(
        Channel<Due> due, EventLog log, OwnerFinder owners, OutsideCalendars calendars, OutsideAddresses addresses, OutsideFetch fetch, Bookings bookings, IClock clock, ILogger<RefreshOutside> logger) : BackgroundService
    {
        private const int AtOnce = 8;
        private static readonly Duration Past = Duration.FromDays(366);
        private static readonly Duration HorizonSlack = Duration.FromDays(7);
        private static readonly TimeSpan LongestWriting = TimeSpan.FromSeconds(20);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Parallel.ForEachAsync(due.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (one, stopping) =>
            {
                try
                {
                    await RefreshAsync(one, stopping);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    // Without its message, which may name the address. The hour that was set stands.
                    logger.LogWarning("The outside calendar {Subscription} could not be refreshed: {Exception}", one.SubscriptionId, e.GetType().Name);
                }
            });

        private async Task RefreshAsync(Due one, CancellationToken cancellationToken)
        {
            var before = (await calendars.StatesAsync(one.PersonId, cancellationToken)).GetValueOrDefault(one.SubscriptionId, OutsideState.None);
            var answer = (await owners.FindAsync(one.PersonId, cancellationToken))?.Data.Outside.Find(o => o.Id == one.SubscriptionId) is { } calendar
                ? await AskAsync(calendar, before, cancellationToken)
                : default;
            while (!await TryWriteAsync(one, answer.After, answer.Copy, cancellationToken))
            {
                // The person decided something about his calendar meanwhile: perhaps to be rid of this one.
            }
        }

        private async Task<bool> TryWriteAsync(Due one, OutsideState? after, IReadOnlyList<OutsideOccurrence>? copy, CancellationToken cancellationToken)
        {
            var owner = await owners.FindAsync(one.PersonId, cancellationToken);
            await using var unit = log.OpenSession(EventMetadata.System);
            if (after is not null && owner?.Data.Outside.Find(o => o.Id == one.SubscriptionId) is { } calendar)
            {
                unit.Require(owner.Id, owner.Version);
                OutsideCalendars.Add(unit, one.PersonId, calendar);
                OutsideCalendars.Write(unit, one.SubscriptionId, after, copy);
                SetTimer(unit, one, clock.GetCurrentInstant() + Interval * Math.Min(24, 1 << Math.Clamp(after.Failures - 1, 0, 5)));
            }
            else CancelTimer(unit, one.SubscriptionId);
            try
            {
                await unit.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (ConcurrencyException)
            {
                return false;
            }
        }

        private async Task<(OutsideState After, IReadOnlyList<OutsideOccurrence>? Copy)> AskAsync(OutsideCalendar calendar, OutsideState before, CancellationToken cancellationToken)
        {
            if (addresses.Open(calendar.SealedUrl) is not { } address) return Failed("address_lost");
            var now = clock.GetCurrentInstant();
            var horizon = bookings.HorizonAt(now);
            // What has not changed is still to be written out further as time goes on
            var isFar = before.WrittenUntil > horizon - HorizonSlack;
            var answer = await fetch.GetAsync(address, isFar ? before.ETag : null, isFar ? before.LastModified : null, cancellationToken);
            if (answer.Error is { } error) return Failed(error);
            var fine = before with { RefreshedAt = now, Failures = 0, Error = null };
            if (answer.Content is not { } content) return (fine, null);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            fine = fine with { ETag = answer.ETag, LastModified = answer.LastModified, ContentHash = hash };
            if (isFar && hash == before.ContentHash) return (fine, null);
            if (!CalendarObject.TryRead(content, out var read, out _)) return Failed("not_a_calendar");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LongestWriting);
            try
            {
                return OutsideCopy.Of(read, calendar.Id, now - Past, horizon, patience.Token) is { } copy
                    ? (fine with { WrittenUntil = horizon, EventCount = copy.Select(o => o.EventId).Distinct().Count() }, copy)
                    : Failed("too_many_events");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return Failed("too_many_events");
            }

            (OutsideState, IReadOnlyList<OutsideOccurrence>?) Failed(string code) => (before with { Failures = before.Failures + 1, Error = code }, null);
        }
    }
}
