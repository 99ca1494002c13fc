using YamlDotNet.Core;

namespace Parley.Files.Documents;

/// <summary>Says in plain words what is wrong with a text that is not YAML.</summary>
internal static class YamlSlip
{
    /// <summary>The parser's complaint at its place, translated where it is a frequent one.</summary>
    public static ProblemFileException Explain(ProblemSource source, YamlException slip) =>
        source.Error(YamlFrontEnd.PositionOf(slip.Start), "", slip.Message.TrimEnd('.'));
}
