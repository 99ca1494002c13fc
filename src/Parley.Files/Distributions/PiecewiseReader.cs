using Parley.Files.Documents;
using Parley.Problems.Distributions;

namespace Parley.Files.Distributions;

/// <summary>Reads a density that is linear between points.</summary>
internal static class PiecewiseReader
{
    /// <summary>The distribution of <c>{ points: [..], density: [..] }</c>.</summary>
    /// <exception cref="ProblemFileException">Points do not increase, lengths differ, or the density is negative or zero everywhere.</exception>
    public static Distribution Read(DocumentNode node)
    {
        MapNode map = DistributionReader.Parameters(node, "{ points: [0, 1, 2], density: [1, 2, 1] }", "points", "density");
        double[] points = Points(map.Required("points").AsList());
        ListNode densities = map.Required("density").AsList();
        if (densities.Count != points.Length)
        {
            throw densities.Error($"there are {points.Length} points, but {densities.Count} densities", "Give one density for each point");
        }

        double[] density = [.. densities.Select(Density)];
        return density.Any(value => value > 0)
            ? DistributionReader.Build(map.Error, () => new PiecewiseDistribution(points, density))
            : throw densities.Error("the density is 0 everywhere", "Give a positive number for one point at least");
    }

    private static double[] Points(ListNode list)
    {
        if (list.Count < 2)
        {
            throw list.Error($"a density needs at least two points, not {list.Count}", "Start with the lower end of the support and stop at the upper");
        }

        double[] points = [.. list.Select(DistributionReader.Number)];
        for (int index = 1; index < points.Length; index++)
        {
            if (points[index] <= points[index - 1])
            {
                throw list[index].Error($"the points do not increase: {points[index]} follows {points[index - 1]}", "Order them, each once");
            }
        }

        return points;
    }

    private static double Density(DocumentNode node) => DistributionReader.Number(node) is var density && density >= 0
        ? density
        : throw node.Error($"the density {density} is negative", "Give a number of at least 0; it need not be normalised");
}
