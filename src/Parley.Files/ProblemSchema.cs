namespace Parley.Files;

/// <summary>JSON Schemas (draft 2020-12) of problem files, with which editors complete keys and mark mistakes.</summary>
/// <remarks>
/// A schema says less than the reader: names that must exist, probabilities that must sum to 1 and expressions are
/// beyond it. What it refuses, the reader refuses too.
/// </remarks>
public static class ProblemSchema
{
    /// <summary>The schema of a kind, as JSON.</summary>
    /// <param name="kind">One of <see cref="ProblemReader.Kinds"/>.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static string Of(string kind)
    {
        using Stream resource = typeof(ProblemSchema).Assembly.GetManifestResourceStream($"{kind}.schema.json")
            ?? throw new ArgumentException($"no kind is named '{kind}'", nameof(kind));
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
