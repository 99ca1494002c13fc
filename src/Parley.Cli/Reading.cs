using Parley.Files;
using Parley.Files.Data;
using Parley.Files.Documents;

namespace Parley.Cli;

/// <summary>Reads a problem and the data that it names, and tells how far the reading has come.</summary>
internal static class Reading
{
    private const double BytesInMegabyte = 1e6;

    /// <summary>The problem.</summary>
    /// <param name="path">The problem file, or - for standard input.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static Problem Read(string path, CancellationToken cancellation)
    {
        using var progress = new ProgressLine<DataProgress>((read, _) => $"reading {read.BytesRead / BytesInMegabyte:F0} of {read.BytesInAll / BytesInMegabyte:F0} MB");
        return ProblemReader.Read(ProblemSource.Open(path), progress, cancellation);
    }
}
