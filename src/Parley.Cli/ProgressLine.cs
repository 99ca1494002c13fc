using System.Diagnostics;

namespace Parley.Cli;

/// <summary>Tells a person on standard error how far the work has come, once it takes long enough to wonder.</summary>
/// <param name="show">The line to show for a report, which is the so manieth.</param>
internal sealed class ProgressLine<T>(Func<T, int, string> show) : IProgress<T>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.5);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _reports;
    private bool _shown;

    /// <inheritdoc/>
    public void Report(T value)
    {
        _reports++;
        if (_watch.Elapsed > s_patience && !Console.IsErrorRedirected)
        {
            _shown = true;
            Console.Error.Write($"\r{show(value, _reports)}");
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
