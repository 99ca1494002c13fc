using Parley.Files.Coalitions;
using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Files.RiskPools;

namespace Parley.Files;

/// <summary>Reads a problem file: the keys that every kind shares, then the kind's own.</summary>
public static class ProblemReader
{
    /// <summary>The version of the problem format.</summary>
    public const int FormatVersion = 1;

    /// <summary>Every kind that can be read: to add one, add its line.</summary>
    private static readonly Dictionary<string, Func<MapNode, IProgress<DataProgress>?, CancellationToken, Problem>> s_kinds = new()
    {
        [CoalitionReader.Kind] = (root, _, _) => CoalitionReader.Read(root),
        [PartnershipReader.Kind] = (root, _, _) => PartnershipReader.Read(root),
        [RiskPoolReader.Kind] = RiskPoolReader.Read,
    };

    /// <summary>The names of the kinds that can be read.</summary>
    public static IReadOnlyCollection<string> Kinds => s_kinds.Keys;

    /// <summary>The problem that a file states.</summary>
    /// <param name="source">The file.</param>
    /// <param name="progress">Hears how far the reading of large data files has come; null for nobody.</param>
    /// <param name="cancellation">Ends the reading of large data files.</param>
    /// <exception cref="ProblemFileException">The file states none: what is wrong, where, and how to mend it.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public static Problem Read(ProblemSource source, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        MapNode root = source.Read().AsMap();
        DocumentNode version = root.Required("parley");
        if (version.AsRational() != FormatVersion)
        {
            throw version.Expected($"the format version {FormatVersion}", $"Write parley: {FormatVersion}");
        }

        DocumentNode kind = root.Required("kind");
        return s_kinds.TryGetValue(kind.AsText(), out var read)
            ? read(root, progress, cancellation)
            : throw kind.Error(
                $"unknown kind '{kind.AsText()}'", Suggestion.For(kind.AsText(), s_kinds.Keys, "The kinds are"));
    }

    /// <summary>The title, or an empty text.</summary>
    internal static string Title(MapNode root) => root.Optional("title")?.AsText() ?? "";
}
