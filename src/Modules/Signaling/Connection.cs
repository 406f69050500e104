using Microsoft.AspNetCore.SignalR;

namespace VideoConf.Signaling;

/// <summary>A browser's connection to the hub, and what may go over it.</summary>
internal sealed class Connection(Ticket ticket, Conference conference, HubCallerContext context, IClientProxy client)
{
    // A connection that takes nothing in costs no more than this, and never keeps those waiting who send to it.
    private const int MostWaiting = 4 << 20;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private long waiting;
    private long heardAt = Environment.TickCount64;

    public Ticket Ticket { get; } = ticket;
    public Conference Conference { get; } = conference;

    public Allowance Signals = new(perSecond: 200, burst: 400);
    public Allowance Ephemera = new(perSecond: 10, burst: 10);
    public Allowance MediaStates = new(perSecond: 10, burst: 10);
    public Allowance Pads = new(perSecond: 30, burst: 100);
    public Allowance Summaries = new(perSecond: 1 / 20.0, burst: 3);
    public Allowance Questions = new(perSecond: 5, burst: 10);
    public Allowance Refusals = new(perSecond: 5, burst: 10);

    /// <summary>Calls refused so far.</summary>
    public int Refused;

    /// <summary>The browser has called or pinged.</summary>
    public void Heard() => Volatile.Write(ref heardAt, Environment.TickCount64);

    /// <summary>Gives the browser up when it has not been heard of for so long.</summary>
    public void DropAfter(TimeSpan silence)
    {
        if (Environment.TickCount64 - Volatile.Read(ref heardAt) >= silence.TotalMilliseconds) context.Abort();
    }

    /// <summary>Hands a message over in order, without waiting for the browser to take it.</summary>
    /// <param name="method">The message's name.</param>
    /// <param name="message">Its only argument.</param>
    /// <param name="size">About how many bytes it is.</param>
    public void Send(string method, object message, int size = 256)
    {
        if (Interlocked.Add(ref waiting, size) > MostWaiting)
        {
            context.Abort();
            return;
        }
        var sending = client.SendCoreAsync(method, [message]);
        if (sending.IsCompleted) Interlocked.Add(ref waiting, -size);
        else _ = SentAsync(sending, size);
    }

    private async Task SentAsync(Task sending, int size)
    {
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Add(ref waiting, -size);
    }

    /// <summary>Ends the connection; with a goodbye for good, without it the browser may come again.</summary>
    public void Close(GoodbyeMessage? goodbye) => _ = CloseAsync(goodbye);

    private async Task CloseAsync(GoodbyeMessage? goodbye)
    {
        if (goodbye is not null) await Task.WhenAny(client.SendCoreAsync("Goodbye", [goodbye]), Task.Delay(Farewell));
        context.Abort();
    }
}
