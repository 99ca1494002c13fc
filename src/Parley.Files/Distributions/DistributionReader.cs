using Parley.Files.Documents;
using Parley.Problems.Distributions;

namespace Parley.Files.Distributions;

/// <summary>Reads distributions.</summary>
internal static class DistributionReader
{
    /// <summary>The distribution.</summary>
    public static Distribution Read(DocumentNode node)
    {
        ListNode ends = node.AsMap().Required("uniform").AsList();
        return new UniformDistribution(ends[0].AsNumber().ToDouble(), ends[1].AsNumber().ToDouble());
    }
}
