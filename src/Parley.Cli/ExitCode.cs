namespace Parley.Cli;

/// <summary>What the command line says to scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Solved, but a promise that the mechanism claims fails; or <c>verify</c> found a false finding.</summary>
    public const int Broken = 1;

    /// <summary>The input cannot be understood.</summary>
    public const int BadInput = 2;

    /// <summary>No certified answer: none exists, none was found, or the time ran out.</summary>
    public const int NoAnswer = 3;

    /// <summary>A mistake in Parley itself.</summary>
    public const int OurMistake = 70;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;
}

/// <summary>An argument of the command line that does not fit the problem.</summary>
internal sealed class BadArgumentException(string message) : Exception(message);
