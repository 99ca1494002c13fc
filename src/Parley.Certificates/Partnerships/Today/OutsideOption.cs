using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>What staying out brings, and where a partner is best off staying out.</summary>
internal static class OutsideOption
{
    /// <summary>What staying out brings to a type: share times value, or the fixed buy-out.</summary>
    internal static double Of(Agent agent, double type) => (agent.OutsideSlope * type) + (agent.BuyOut ?? 0);

    /// <summary>What staying out brings in expectation.</summary>
    internal static double Expected(Agent agent) => Of(agent, agent.Type.Mean);

    /// <summary>
    /// The type that gains least over staying out, and its gain, where the gain is a convex function of the value that
    /// is least at a given value if that lies in the support. With a fixed buy-out the lowest type gains least: no
    /// interim payoff falls in the value.
    /// </summary>
    internal static (double Type, double Payoff) Worst(Agent agent, double least, Func<double, double> payoff)
    {
        IEnumerable<double> types = agent.BuyOut is null ? Around(agent.Type, least) : [agent.Type.Low];
        return types.Select(type => (type, payoff(type) - Of(agent, type))).MinBy(pair => pair.Item2);
    }

    /// <summary>The possible types next to a value: itself within a density's support, or the atoms on both sides.</summary>
    private static IEnumerable<double> Around(Distribution distribution, double value)
    {
        double inside = Math.Clamp(value, distribution.Low, distribution.High);
        return distribution.Atoms.Count == 0
            ? [inside]
            : [distribution.Atoms.Last(atom => atom.Value <= inside).Value, distribution.Atoms.First(atom => atom.Value >= inside).Value];
    }
}
