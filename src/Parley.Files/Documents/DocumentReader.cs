namespace Parley.Files.Documents;

/// <summary>Reads a source as a tree of nodes: JSON where it is JSON, otherwise YAML.</summary>
internal static class DocumentReader
{
    /// <summary>The root of the document.</summary>
    /// <exception cref="ProblemFileException">The text is neither, or uses what problem files do without.</exception>
    public static DocumentNode Read(ProblemSource source)
    {
        if (source.IsNamedJson || JsonFrontEnd.IsJson(source))
        {
            return JsonFrontEnd.Read(source, NodeBuilder.MaximumNodes);
        }

        return YamlFrontEnd.Read(source, NodeBuilder.MaximumNodes);
    }
}
