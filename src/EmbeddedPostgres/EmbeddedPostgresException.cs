namespace VideoConf.EmbeddedPostgres;

/// <summary>The private PostgreSQL cannot serve; the message is a sentence for the person who started the host.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() { }

    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException) { }
}
