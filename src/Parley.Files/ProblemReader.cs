using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Partnerships;

namespace Parley.Files;

/// <summary>Reads a problem file: the keys that every kind shares, then the kind's own.</summary>
public static class ProblemReader
{
    /// <summary>The version of the problem format.</summary>
    public const int FormatVersion = 1;

    /// <summary>Every kind that can be read: to add one, add its line.</summary>
    private static readonly Dictionary<string, Func<MapNode, Problem>> s_kinds = new()
    {
        [CoalitionReader.Kind] = CoalitionReader.Read,
        [PartnershipReader.Kind] = PartnershipReader.Read,
    };

    /// <summary>The names of the kinds that can be read.</summary>
    public static IReadOnlyCollection<string> Kinds => s_kinds.Keys;

    /// <summary>The problem that a file states.</summary>
    /// <exception cref="ProblemFileException">The file states none: what is wrong, where, and how to mend it.</exception>
    public static Problem Read(ProblemSource source)
    {
        MapNode root = source.Read().AsMap();
        DocumentNode version = root.Required("parley");
        if (version.AsRational() != FormatVersion)
        {
            throw version.Expected($"the format version {FormatVersion}", $"Write parley: {FormatVersion}");
        }

        DocumentNode kind = root.Required("kind");
        return s_kinds.TryGetValue(kind.AsText(), out Func<MapNode, Problem>? read)
            ? read(root)
            : throw kind.Error(
                $"unknown kind '{kind.AsText()}'", Suggestion.For(kind.AsText(), s_kinds.Keys, "The kinds are"));
    }

    /// <summary>The title, or an empty text.</summary>
    internal static string Title(MapNode root) => root.Optional("title")?.AsText() ?? "";
}
