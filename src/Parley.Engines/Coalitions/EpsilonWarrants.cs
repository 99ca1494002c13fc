using Parley.Certificates.Coalitions;
using Parley.Engines.Numerics;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>Turns the scales along a path into Definition 4's evidence, one entry for each epsilon.</summary>
internal sealed class EpsilonWarrants(CoalitionOutcome smaller, Threat threat, WarrantSystem system)
{
    /// <summary>One entry for each epsilon that some passed scales reach; empty unless enough are reached.</summary>
    public IEnumerable<EpsilonWarrant> From(PathEnd end, CancellationToken cancellation)
    {
        List<(Rational Shortfall, TypeVector Weights, Multipliers Multipliers)> tried = [];
        List<EpsilonWarrant> found = [];
        using IEnumerator<double[]> passed = end.Passed.GetEnumerator();
        foreach (Rational epsilon in EpsilonWarrant.Ladder.Reverse())
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

    /// <summary>By how much the warranted claims exceed what the threat gives, at most, in units of the payoffs' ranges, divided by the number of members.</summary>
    private (Rational, TypeVector, Multipliers)? Shortfall(double[] scales)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        double[] converted = system.InProblemUnits(scales);
        double sum = converted.Take(system.Types.Count).Sum();
        Rational[] rounded = [.. converted.Select(scale => BinaryRounding.Round(scale / sum))];
        int heaviest = Enumerable.Range(0, system.Types.Count).MaxBy(type => converted[type]);
        rounded[heaviest] += Rational.One - rounded.Take(system.Types.Count).Aggregate(Rational.Zero, (total, weight) => total + weight);
        TypeVector weights = TypeVector.Of(subgame.States, (member, type) => rounded[system.TypeIndex(member, type)]);
        var multipliers = new Multipliers(system.Pairs.Select((pair, k) => (pair.Member, pair.True, pair.Reported, rounded[system.Types.Count + k])));
        if (new WarrantEquations(subgame, smaller.Outside(subgame), weights, multipliers).Claims() is not { } claims)
        {
            return null;
        }

        TypeVector owed = smaller.Claims(subgame, threat.Value);
        Rational shortfall = system.Types.Max(entry =>
            (claims[entry.Member, entry.Type] - owed[entry.Member, entry.Type]) / subgame.PayoffRange(entry.Member));
        return (shortfall / subgame.MemberCount, weights, multipliers);
    }
}
