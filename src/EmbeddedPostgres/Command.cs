using System.ComponentModel;
using System.Diagnostics;

namespace VideoConf.EmbeddedPostgres;

/// <summary>A program that ran to its end: the exit code and what it wrote to either stream.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    /// <summary>Runs a program to its end; on cancellation it is killed with everything it started.</summary>
    public static async Task<Command> Run(ProcessStartInfo start, string input, CancellationToken cancel)
    {
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await Write(process, input);
            await process.WaitForExitAsync(cancel);
            return new Command(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new EmbeddedPostgresException($"The program {start.FileName} could not be started: {missing.Message}", missing);
        }
    }

    private static async Task Write(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why
        }
    }
}
