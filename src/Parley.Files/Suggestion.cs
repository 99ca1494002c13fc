using Parley.Problems.Expressions;

namespace Parley.Files;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Suggestion
{
    /// <summary>The candidate nearest to a word: <see cref="Spelling.Nearest"/>.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) => Spelling.Nearest(word, candidates);

    /// <summary>A mend: <c>Did you mean 'types'?</c>, or all candidates where none is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    /// <param name="introduction">What precedes the list: <c>The keys allowed here are</c>.</param>
    public static string For(string word, IReadOnlyCollection<string> candidates, string introduction) =>
        Nearest(word, candidates) is { } near ? $"Did you mean '{near}'?"
        : candidates.Count == 0 ? "Remove it"
        : candidates.Count == 1 ? $"The only one is '{candidates.First()}'"
        : $"{introduction} {string.Join(", ", candidates.Select(candidate => candidate.Contains(',', StringComparison.Ordinal) ? $"'{candidate}'" : candidate))}";
}
