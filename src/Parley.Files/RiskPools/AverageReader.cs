using Parley.Files.Documents;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Reads how members average their utilities over the menu.</summary>
internal static class AverageReader
{
    private const int DefaultSamples = 20_000;
    private const int MaximumSamples = 100_000_000;
    private const int DefaultSeed = 1;

    private static readonly Dictionary<string, MenuMeasure> s_measures = new()
    {
        ["sign-preserving"] = MenuMeasure.SignPreserving,
        ["proportional"] = MenuMeasure.Proportional,
    };

    /// <summary>The average that is asked for; null where it is skipped.</summary>
    /// <param name="node">The value of <c>average</c>, if there is one.</param>
    /// <param name="menu">The menu, whose own measure is meant where none is named.</param>
    /// <exception cref="ProblemFileException">No average stands here.</exception>
    public static MenuAverage? Read(DocumentNode? node, Menu menu)
    {
        MenuMeasure own = menu switch
        {
            ListedMenu => MenuMeasure.Listed,
            ProportionalMenu => MenuMeasure.Proportional,
            _ => MenuMeasure.SignPreserving,
        };
        if (node is null)
        {
            return new MenuAverage(own, DefaultSamples, DefaultSeed);
        }

        if (node is ScalarNode { Text: "none" })
        {
            return null;
        }

        MapNode map = node as MapNode ?? throw node.Expected("none, or how to average over the menu", "Write { over: sign-preserving, samples: 20000, seed: 1 } or none");
        map.RejectUnknown("over", "samples", "seed");
        return new MenuAverage(
            map.Optional("over") is { } over ? Measure(over, own) : own,
            map.Optional("samples")?.AsInteger(1, MaximumSamples) ?? DefaultSamples,
            map.Optional("seed")?.AsInteger(0) ?? DefaultSeed);
    }

    private static MenuMeasure Measure(DocumentNode node, MenuMeasure own)
    {
        string name = node.AsText();
        return own == MenuMeasure.Listed ? throw node.Error("the weights of a listed menu say how to average over it", "Remove over:")
            : s_measures.TryGetValue(name, out MenuMeasure measure) ? measure
            : throw node.Error($"unknown measure {Shown.Quoted(name)}", Suggestion.For(name, s_measures.Keys, "The measures are"));
    }
}
