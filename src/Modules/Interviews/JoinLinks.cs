using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace VideoConf.Interviews;

/// <summary>Whose link it is, and the how manyth.</summary>
internal readonly record struct JoinLink(Guid InterviewId, Guid MemberId, int Version);

/// <summary>The personal links: sealed, so that no one can make one, and kept nowhere.</summary>
internal sealed class JoinLinks(IDataProtectionProvider dataProtection, InterviewsOptions options)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("interviews.join");

    public string UrlOf(Interview interview, Member member) => options.Origin + PathOf(interview, member);

    public string PathOf(Interview interview, Member member) => $"/join/{TokenOf(new JoinLink(interview.Id, member.Id, member.LinkVersion))}";

    public string TokenOf(JoinLink link)
    {
        var bytes = new byte[36];
        link.InterviewId.TryWriteBytes(bytes);
        link.MemberId.TryWriteBytes(bytes.AsSpan(16));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), link.Version);
        return Base64Url.EncodeToString(protector.Protect(bytes));
    }

    /// <summary>Null for what is no token of this server's: cut off, changed, or sealed with keys that were lost.</summary>
    public JoinLink? Open(string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        try
        {
            var bytes = protector.Unprotect(Base64Url.DecodeFromChars(token)).AsSpan();
            return bytes.Length == 36 ? new JoinLink(new Guid(bytes[..16]), new Guid(bytes[16..32]), BinaryPrimitives.ReadInt32LittleEndian(bytes[32..])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
