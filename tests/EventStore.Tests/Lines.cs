using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VideoConf.EventStore.Tests;

/// <summary>What was logged.</summary>
internal sealed class Lines<T> : ConcurrentQueue<string>, ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Enqueue($"{logLevel}: {formatter(state, exception)}");
}
