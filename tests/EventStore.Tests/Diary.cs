using System.Text.Json.Serialization;
using VideoConf.EventStore.Projections;
using VideoConf.Testing;

namespace VideoConf.EventStore.Tests;

// What is somebody's own: diaries, with the notes of several people in them.
internal sealed record DiaryBegun(
    Guid WriterId, [property: Personal(nameof(DiaryBegun.WriterId))] string Name, [property: Personal(nameof(DiaryBegun.WriterId), IsAddress = true)] string? Email, string Colour);
internal sealed record PagesWritten(IReadOnlyList<Page> Pages);
internal sealed record DiaryClosed;

internal sealed record Page([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? WriterId, [property: Personal(nameof(Page.Subject), IsAddress = true)] string Address, [property: Personal(nameof(Page.Subject))] string Text)
{
    [JsonIgnore]
    public Guid Subject => WriterId ?? Erased.SubjectOf(Address);
}

internal sealed record Diary(string Name, string? Email, IReadOnlyList<Page> Pages) : IEvolve<Diary>
{
    public static Diary? Evolve(Diary? diary, object fact) => fact switch
    {
        DiaryBegun e => new(e.Name, e.Email, []),
        PagesWritten e => diary! with { Pages = [.. diary.Pages, .. e.Pages] },
        _ => diary,
    };
}

internal sealed class Shelf() : StreamView<Diary>("shelf", "diary")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(DiaryBegun), typeof(PagesWritten)];

    public override Diary? Fold(Diary? row, StoredEvent e) => Diary.Evolve(row, e.Data!);
}

internal sealed record Bodies(IReadOnlyList<string> Json);

/// <summary>As the audit's lines are made: of the bodies.</summary>
internal sealed class BodiesOfDiaries() : KeyedView<Guid, Bodies>("bodies")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(DiaryBegun), typeof(DiaryClosed)];

    protected internal override Guid KeyOf(StoredEvent e) => e.StreamId;

    public override Bodies? Fold(Bodies? row, StoredEvent e) => new([.. row?.Json ?? [], e.Json]);
}

internal sealed class ClosedDiaries() : StreamView<DiaryClosed>("closeddiaries", "diary")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(DiaryClosed)];

    public override DiaryClosed? Fold(DiaryClosed? row, StoredEvent e) => new();
}

public class DiaryDatabase : EventStoreDatabase
{
    internal static readonly EventMetadata Anybody = new();
    internal Shelf Shelf { get; } = new();
    internal BodiesOfDiaries Bodies { get; } = new();
    private readonly ClosedDiaries closed = new();

    public override IReadOnlyList<IInlineView> InlineViews => [Shelf, closed];
    public override IReadOnlyList<IView> AsyncViews => [Bodies];

    public override EventRegistry Registry { get; } = new EventRegistry().AddStream<Diary>("diary")
        .Add<DiaryBegun>("diary.begun").Add<PagesWritten>("diary.pages_written").Add<DiaryClosed>("diary.closed");

    internal ViewRebuild Rebuild(EventLog log) => new(log, [.. InlineViews, .. AsyncViews]);

    /// <summary>A diary, and who writes in it.</summary>
    internal async Task<(Guid Id, Guid Writer)> BeginAsync(string name, string? email = null, EventLog? log = null)
    {
        var (id, writer) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var session = (log ?? Log).OpenSession(Anybody);
        session.StartStream<Diary>(id, new DiaryBegun(writer, name, email, "red"));
        await session.SaveChangesAsync();
        return (id, writer);
    }

    internal static async Task WriteAsync(EventLog log, Guid diary, params Page[] pages)
    {
        await using var session = log.OpenSession(Anybody);
        (await session.FetchForWritingAsync<Diary>(diary)).Append(new PagesWritten(pages));
        await session.SaveChangesAsync();
    }

    internal static async Task EraseAsync(EventLog log, params Guid[] subjects)
    {
        await using var session = log.OpenSession(Anybody);
        session.EraseContentOf(subjects);
        await session.SaveChangesAsync();
    }
}
