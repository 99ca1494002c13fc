using Parley.Certificates.Coalitions;
using Parley.Engines.Numerics;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>Turns the scales along a path into Definition 4's evidence, one entry for each epsilon.</summary>
internal sealed class EpsilonWarrants(CoalitionOutcome smaller, Threat threat, WarrantSystem system)
{
    /// <summary>How finely scales are rounded, relative to their size; what is lost is checked exactly.</summary>
    private const double Rounding = 1e-12;

    /// <summary>One entry for each epsilon that some passed scales reach; empty unless enough are reached.</summary>
    public IEnumerable<EpsilonWarrant> From(PathEnd end, CancellationToken cancellation)
    {
        List<(Rational Shortfall, TypeVector Weights, Multipliers Multipliers)> tried = [];
        List<EpsilonWarrant> found = [];
        using IEnumerator<double[]> passed = end.Passed.GetEnumerator();
        foreach (Rational epsilon in EpsilonWarrant.Ladder(threat.Mechanism.Subgame).Reverse())
        {
            while (!tried.Exists(entry => entry.Shortfall <= epsilon) && passed.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                if (Shortfall(passed.Current) is { } entry)
                {
                    tried.Add(entry);
                }
            }

            // The last in the list is the farthest from the limit, and so the one with the tamest numbers.
            if (tried.FindLast(entry => entry.Shortfall <= epsilon) is { Weights: not null } enough)
            {
                found.Insert(0, new EpsilonWarrant(epsilon, enough.Weights, enough.Multipliers));
            }
        }

        return found.Count >= EpsilonWarrant.FewestSteps ? found : [];
    }

    /// <summary>By how much the warranted claims exceed what the threat gives, at most, divided by the number of members.</summary>
    private (Rational, TypeVector, Multipliers)? Shortfall(double[] scales)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        Rational[] rounded = [.. scales.Select(scale => SimplestRational.Near(scale, scale * Rounding))];
        Rational sum = rounded.Take(system.Types.Count).Aggregate(Rational.Zero, (total, weight) => total + weight);
        TypeVector weights = TypeVector.Of(subgame.States, (member, type) => rounded[system.TypeIndex(member, type)] / sum);
        var multipliers = new Multipliers(system.Pairs.Select((pair, k) => (pair.Member, pair.True, pair.Reported, rounded[system.Types.Count + k] / sum)));
        if (new WarrantEquations(subgame, smaller.Outside(subgame), weights, multipliers).Claims() is not { } claims)
        {
            return null;
        }

        TypeVector owed = smaller.Claims(subgame, threat.Value);
        Rational shortfall = system.Types.Max(entry => claims[entry.Member, entry.Type] - owed[entry.Member, entry.Type]);
        return (shortfall / subgame.MemberCount, weights, multipliers);
    }
}
