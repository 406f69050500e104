using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VideoConf.Notifications.Mail;

/// <summary>What a server answered.</summary>
/// <param name="Text">Its lines, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Text)
{
    public bool IsPositive => Code is >= 200 and < 400;
    public bool IsPermanent => Code is >= 500;

    /// <summary>Fit to be shown: one line of at most 200 characters.</summary>
    public string Reason => MimeText.OneLine($"{Code} {string.Join(' ', Text)}", 199);
}

/// <summary>Bytes to and from a mail server (RFC 5321): commands, replies, TLS. Each step ends in time or with an <see cref="SmtpFailedException"/>.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;

    private readonly TcpClient client;
    private readonly TimeSpan timeout;
    private readonly byte[] buffer = new byte[LongestLine];
    private Stream stream;
    private int start, end;

    private SmtpConnection(TcpClient client, TimeSpan timeout)
    {
        (this.client, this.timeout) = (client, timeout);
        stream = Stream.Null;
    }

    /// <summary>This end, as an address literal: a machine behind an address translation has no better name (RFC 5321 section 4.1.4).</summary>
    public string OwnName => client.Client.LocalEndPoint is IPEndPoint { Address: var own } && (own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own) is { } address
        ? address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]"
        : "[127.0.0.1]";

    public static async Task<SmtpConnection> OpenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(new TcpClient { NoDelay = true }, timeout);
        try
        {
            await connection.StepAsync(async time =>
            {
                await connection.client.ConnectAsync(host, port, time);
                return true;
            }, cancellationToken);
            connection.stream = connection.client.GetStream();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="host">Must stand in the server's certificate.</param>
    /// <param name="trusted">Trusted in place of the machine's authorities.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task StartTlsAsync(string host, X509Certificate2? trusted, CancellationToken cancellationToken)
    {
        // What came in the clear behind the answer to STARTTLS would be taken for an answer under TLS: it may be anybody's
        if (start != end) throw new SmtpFailedException("tls_failed", "The mail server sent more than its answer before TLS began.");
        return StepAsync(async time =>
        {
            var tls = new SslStream(stream);
            stream = tls;
            try
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trusted is null ? null : Trust(trusted) }, time);
            }
            catch (AuthenticationException)
            {
                throw new SmtpFailedException("tls_failed", $"The certificate of {host} is not one that can be trusted for this name, or TLS cannot be agreed on.");
            }
            return true;
        }, cancellationToken);
    }

    private static X509ChainPolicy Trust(X509Certificate2 trusted) =>
        new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted }, RevocationMode = X509RevocationMode.NoCheck };

    public Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken) => StepAsync(ReadReplyStepAsync, cancellationToken);

    /// <param name="line">Without its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SmtpReply> CommandAsync(string line, CancellationToken cancellationToken) => WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);

    /// <summary>The content after DATA: a dot that begins a line is doubled, a dot alone ends it (RFC 5321 section 4.5.2).</summary>
    public Task<SmtpReply> ContentAsync(ReadOnlySpan<byte> content, CancellationToken cancellationToken)
    {
        var stuffed = new MemoryStream(content.Length + 1024);
        var beginsLine = true;
        foreach (var letter in content)
        {
            if (beginsLine && letter == '.') stuffed.WriteByte(letter);
            stuffed.WriteByte(letter);
            beginsLine = letter == '\n';
        }
        if (!beginsLine) stuffed.Write("\r\n"u8);
        stuffed.Write(".\r\n"u8);
        return WriteAsync(stuffed.ToArray(), cancellationToken);
    }

    private Task<SmtpReply> WriteAsync(byte[] bytes, CancellationToken cancellationToken) => StepAsync(async time =>
    {
        await stream.WriteAsync(bytes, time);
        await stream.FlushAsync(time);
        return await ReadReplyStepAsync(time);
    }, cancellationToken);

    private async Task<SmtpReply> ReadReplyStepAsync(CancellationToken cancellationToken)
    {
        var text = new List<string>();
        while (text.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || line.Length > 3 && line[3] is not (' ' or '-')) break;
            text.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new SmtpReply(code, text);
        }
        throw new SmtpFailedException("unreachable", "What answers is no mail server.");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }
            if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length) throw new SmtpFailedException("unreachable", "What answers is no mail server.");
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0) throw new SmtpFailedException("unreachable", "The mail server closed the connection.");
            end += read;
        }
    }

    private async Task<T> StepAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(timeout);
        try
        {
            return await step(time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailedException("timed_out", $"The mail server did not answer within {timeout.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is SocketException or IOException and not SmtpFailedException)
        {
            var error = (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode.ToString() ?? "connection lost";
            throw new SmtpFailedException("unreachable", $"The mail server cannot be reached ({error}).");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }
}
