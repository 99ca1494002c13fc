using System.Runtime.InteropServices;

namespace Parley.Cli;

/// <summary>
/// The two reasons to stop early: the time limit, and Ctrl-C (or a polite kill). A second Ctrl-C ends the process at
/// once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens until disposed.</summary>
    /// <param name="limit">The time limit; none where null.</param>
    public Interruption(TimeSpan? limit)
    {
        _stop = limit is { } span ? new CancellationTokenSource(span) : new CancellationTokenSource();
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Interrupt))];
    }

    /// <summary>Cancelled at the time limit or by the user.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>True where the user interrupted.</summary>
    public bool IsByUser { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = !IsByUser;
        IsByUser = true;
        _stop.Cancel();
    }
}
