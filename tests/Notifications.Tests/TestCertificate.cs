using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoConf.Notifications.Tests;

/// <summary>A certificate that nobody trusts unless told to, with its PEM files.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("videoconf-certificate-");

    public TestCertificate(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build(), new X509BasicConstraintsExtension(true, false, 0, true) } };
        Public = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(CertificateFile, Public.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Public { get; }

    public string CertificateFile => Path.Combine(folder.FullName, "cert.pem");

    public string KeyFile => Path.Combine(folder.FullName, "key.pem");

    public void Dispose()
    {
        Public.Dispose();
        folder.Delete(recursive: true);
    }
}
