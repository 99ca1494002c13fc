using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.Distributions;

namespace Parley.Files.Distributions;

/// <summary>Reads observations from a column of a table.</summary>
internal static class EmpiricalReader
{
    /// <summary>The most observations read.</summary>
    public const int MaximumRows = 1_000_000;

    /// <summary>The distribution of <c>{ file: x.csv, column: c, smooth: true }</c>.</summary>
    /// <exception cref="ProblemFileException">The table is missing or malformed, or holds too few observations.</exception>
    public static Distribution Read(DocumentNode node)
    {
        MapNode map = DistributionReader.Parameters(node, "{ file: observations.csv, column: value }", "file", "column", "smooth");
        bool isSmooth = map.Optional("smooth")?.AsBoolean() ?? false;
        DocumentNode file = map.Required("file");
        double[] observations = [.. ColumnReader.Read(file, map.Required("column"), MaximumRows, "Keep a sample of the observations")];
        if (observations.Length == 0)
        {
            throw file.Error($"{Shown.Quoted(file.AsName())} has a header, but no observation", "Add a row for each observation");
        }

        return isSmooth && observations.All(value => value == observations[0])
            ? throw file.Error(
                $"smoothing needs at least two different observations, and {(observations.Length == 1 ? "there is one" : $"all {observations.Length} are {observations[0]}")}",
                "Remove smooth: true, or add observations")
            : DistributionReader.Build(file.Error, () => isSmooth ? EmpiricalDistribution.Smoothed(observations) : EmpiricalDistribution.Atoms(observations));
    }
}
