using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Interviews;

/// <summary>What must be known of a pad to take an edit; its text is the browsers' to read.</summary>
/// <param name="Size">What its edits count, up to <see cref="Largest"/>.</param>
/// <param name="Recent">Fingerprints of the last edits: a request that is sent again because its answer was lost adds nothing.</param>
internal sealed record CodePad(string Language, int Size, ImmutableList<string> Recent) : IEvolve<CodePad>
{
    public const int Largest = 10 << 20;
    public const int Remembered = 64;

    // Its base64, and so much for its envelope: a million tiny edits are not small
    private const int Envelope = 100;

    public static readonly IReadOnlyList<string> Languages = ["plain", "javascript", "typescript", "python", "java", "csharp", "cpp", "go", "rust", "php", "kotlin", "sql"];

    public static readonly CodePad Empty = new("plain", 0, []);

    public static Guid StreamOf(Guid interviewId) => NamedIds.Of(interviewId, "code_pad");

    public static int SizeOf(string update) => update.Length + Envelope;

    public bool Has(string update) => Recent.Contains(FingerprintOf(update));

    public static CodePad Evolve(CodePad? state, object fact) => fact switch
    {
        CodePadEdited e => (state ?? Empty).With(e.Update),
        CodePadLanguageChosen e => (state ?? Empty) with { Language = e.Language },
        _ => state ?? Empty,
    };

    private CodePad With(string update)
    {
        var recent = Recent.Add(FingerprintOf(update));
        return this with { Size = Size + SizeOf(update), Recent = recent.Count > Remembered ? recent.RemoveAt(0) : recent };
    }

    private static string FingerprintOf(string update) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(update)).AsSpan(0, 8));
}

/// <summary>Who may do what with the pad of an interview.</summary>
internal static class PadAccess
{
    /// <summary>The side that edits, or why nobody does.</summary>
    public static Member? Editor(Interview? interview, Asker asker, out Decision? refused)
    {
        refused = interview is null || !interview.IsVisibleTo(asker) ? Refusal.InterviewNotFound
            : !asker.IsPlatform && interview.MemberOf(asker.Id) is { Part: Part.Interviewer or Part.Candidate } ? interview.State == InterviewState.Cancelled ? Refusal.WrongState : null
            : Refusal.NotMember;
        return refused is null ? interview!.MemberOf(asker.Id) : null;
    }
}
