using System.Diagnostics;
using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;

namespace Parley.Cli;

/// <summary>Tells a person on standard error how many coalitions are answered, once the work takes long enough to wonder.</summary>
internal sealed class CoalitionProgress(CoalitionGame game) : IProgress<Threat>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.5);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _answered;
    private bool _shown;

    /// <inheritdoc/>
    public void Report(Threat value)
    {
        _answered++;
        if (_watch.Elapsed > s_patience && !Console.IsErrorRedirected)
        {
            _shown = true;
            Console.Error.Write($"\r{_answered} of {(1L << game.Players.Count) - 1} coalitions answered");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown)
        {
            Console.Error.WriteLine();
        }
    }
}
