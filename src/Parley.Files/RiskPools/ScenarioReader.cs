using Parley.Files.Data;
using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>Reads which scenarios there are: the reference probability of each.</summary>
internal static class ScenarioReader
{
    /// <summary>The most scenarios of a pool.</summary>
    public const int MaximumScenarios = 10_000_000;

    /// <summary>The reference probabilities by scenario: positive, with the sum 1.</summary>
    /// <exception cref="ProblemFileException">They are not well described.</exception>
    public static double[] Read(DocumentNode node)
    {
        (MapNode map, MapEntry form) = node.AsForm(
            "a list of scenarios", "{ probabilities: [1/2, 1/2] }, { count: 2 } or { file: scenarios.csv, column: probability }", ["probabilities", "count", "file"], "column");
        if (form.Key != "file" && map.TryGet("column", out _))
        {
            throw map.Entries.First(entry => entry.Key == "column").KeyError("a column belongs to a file", "Write { file: scenarios.csv, column: probability }");
        }

        return form.Key switch
        {
            "probabilities" => ProbabilityReader.Reference(form.Value),
            "count" => Equal(form.Value.AsInteger(1, MaximumScenarios)),
            _ => FromColumn(form.Value, map.Required("column")),
        };
    }

    private static double[] Equal(int count)
    {
        double[] probabilities = new double[count];
        Array.Fill(probabilities, 1.0 / count);
        return probabilities;
    }

    private static double[] FromColumn(DocumentNode file, DocumentNode column) => throw file.Error($"not yet {column}");
}
