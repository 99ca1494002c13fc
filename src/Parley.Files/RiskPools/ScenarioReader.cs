using Parley.Files.Data;
using Parley.Files.Documents;

namespace Parley.Files.RiskPools;

/// <summary>Reads which scenarios there are: the reference probability of each.</summary>
internal static class ScenarioReader
{
    /// <summary>The most scenarios of a pool.</summary>
    public const int MaximumScenarios = 10_000_000;

    /// <summary>The number that people count the first scenario with, such as the year of a season; 1 where nothing is said.</summary>
    /// <exception cref="ProblemFileException">No whole number stands there.</exception>
    public static int First(DocumentNode node) => (node as MapNode)?.Optional("from")?.AsInteger(0, 1_000_000_000) ?? 1;

    /// <summary>The reference probabilities by scenario: positive, with the sum 1.</summary>
    /// <exception cref="ProblemFileException">They are not well described.</exception>
    public static double[] Read(DocumentNode node)
    {
        (MapNode map, MapEntry form) = node.AsForm(
            "a list of scenarios", "{ probabilities: [1/2, 1/2] }, { count: 2 } or { file: scenarios.csv, column: probability }", ["probabilities", "count", "file"], "column", "from");
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

    private static double[] FromColumn(DocumentNode file, DocumentNode column)
    {
        double[] probabilities = [.. ColumnReader.Read(
            file, column, MaximumScenarios, "Describe fewer scenarios", probability => probability is > 0 and <= 1
                ? null
                : ($"the probability {probability} is not allowed", probability == 0 ? "Remove a scenario that cannot occur" : "Give a number above 0 and at most 1"))];
        double sum = Priors.Normalise(probabilities);
        return probabilities.Length == 0 ? throw file.Error($"{Shown.Quoted(file.AsName())} has a header, but no scenario", "Add a row for each scenario")
            : Math.Abs(sum - 1) <= Priors.Rounding ? probabilities
            : throw file.Error($"the probabilities in {Shown.Quoted(file.AsName())} sum to {sum}, not 1", $"Make them sum to 1 within {Priors.Rounding}");
    }
}
