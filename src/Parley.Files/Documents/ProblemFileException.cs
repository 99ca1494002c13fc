namespace Parley.Files.Documents;

/// <summary>
/// A file that cannot be understood: the user's mistake, to be shown as it stands and never with a stack trace.
/// </summary>
public sealed class ProblemFileException : Exception
{
    /// <summary>One thing is wrong.</summary>
    public ProblemFileException(Diagnostic diagnostic)
        : this([diagnostic])
    {
    }

    /// <summary>Several things are wrong, in the order of the file.</summary>
    /// <exception cref="ArgumentException">There is no diagnostic.</exception>
    public ProblemFileException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics))
    {
        if (diagnostics.Count == 0)
        {
            throw new ArgumentException("a refusal needs at least one diagnostic", nameof(diagnostics));
        }

        Diagnostics = [.. diagnostics];
    }

    /// <summary>What is wrong: one diagnostic or more.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
