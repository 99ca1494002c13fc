using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Small pools by a seed: members of every kind, totals of every sign.</summary>
internal static class MenuPools
{
    /// <summary>A pool of members without names from their utilities and beliefs.</summary>
    public static RiskPool Of(Menu menu, double[] total, double[] reference, Centres centres, params (MonetaryUtility Utility, CredalSet Beliefs)[] members) =>
        new("", reference, total, members.Select((member, i) => new Member($"m{i + 1}", member.Utility, member.Beliefs, 0)), centres, menu);

    /// <summary>A pool with a common centre, the reference.</summary>
    public static RiskPool Of(Menu menu, double[] total, double[] reference, params (MonetaryUtility Utility, CredalSet Beliefs)[] members) =>
        Of(menu, total, reference, new CommonCentre(reference, members.Length), members);

    /// <summary>Members' own priors as centres.</summary>
    public static ListedCentres Listed(params double[][] priors)
    {
        var rows = new double[priors.Length * priors[0].Length];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = Math.Log(priors[k % priors.Length][k / priors.Length]);
        }

        return new ListedCentres(rows, priors.Length);
    }

    /// <summary>A random pool of two to <paramref name="most"/> members and two to eight scenarios.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="menu">The menu.</param>
    /// <param name="most">The most members.</param>
    /// <param name="isSmooth">True for entropic members with single priors only.</param>
    public static RiskPool Random(int seed, Menu menu, int most, bool isSmooth)
    {
        var random = new Random(seed);
        int members = random.Next(2, most + 1);
        int scenarios = random.Next(2, 9);
        double scale = Math.Pow(10, random.Next(-2, 4));
        double[] total = [.. Enumerable.Range(0, scenarios).Select(_ => random.Next(5) == 0 ? 0 : scale * Math.Round((20 * random.NextDouble()) - 13))];
        (MonetaryUtility, CredalSet)[] parties = [.. Enumerable.Range(0, members).Select(_ => isSmooth
            ? (new Entropic(Aversion(random, scale)), new SinglePrior())
            : (Utility(random, scale), Beliefs(random, scenarios)))];
        double[][] centres = [.. parties.Select(_ => Prior(random, scenarios, zeros: false))];
        return Of(menu, total, Prior(random, scenarios, zeros: false), Listed(centres), parties);
    }

    /// <summary>A random prior.</summary>
    public static double[] Prior(Random random, int scenarios, bool zeros)
    {
        double[] weights = [.. Enumerable.Range(0, scenarios).Select(_ => zeros && random.Next(4) == 0 ? 0 : 0.05 + random.NextDouble())];
        weights[random.Next(scenarios)] += 0.1;
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static double Aversion(Random random, double scale) => Math.Pow(10, (3 * random.NextDouble()) - 2) / scale;

    private static MonetaryUtility Utility(Random random, double scale) => random.Next(5) switch
    {
        0 => new Expected(),
        1 => new ExpectedShortfall(0.1 + (0.8 * random.NextDouble())),
        _ => new Entropic(Aversion(random, scale)),
    };

    private static CredalSet Beliefs(Random random, int scenarios) => random.Next(8) switch
    {
        0 => new SinglePrior(),
        1 => new Contamination(random.NextDouble()),
        2 => new EntropyBall(0.2 * random.NextDouble()),
        3 => new TotalVariationBall(0.4 * random.NextDouble()),
        4 => new DistortedCapacity(1 + (2 * random.NextDouble())),
        5 => new PriorHull([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Prior(random, scenarios, zeros: false))]),
        6 => Intervals(random, scenarios),
        _ => Events(random, scenarios),
    };

    private static ProbabilityIntervals Intervals(Random random, int scenarios)
    {
        double[] prior = Prior(random, scenarios, zeros: false);
        return new ProbabilityIntervals([.. prior.Select(p => p * random.NextDouble())], [.. prior.Select(p => p + ((1 - p) * random.NextDouble()))]);
    }

    private static EventBounds Events(Random random, int scenarios)
    {
        double[] prior = Prior(random, scenarios, zeros: false);
        int cut = random.Next(1, scenarios);
        int[] first = [.. Enumerable.Range(0, cut)];
        int[] even = [.. Enumerable.Range(0, scenarios).Where(s => s % 2 == 0)];
        return new EventBounds([.. new[] { first, even }.Select(states =>
        {
            double mass = states.Sum(s => prior[s]);
            return new EventBound(states, mass * random.NextDouble(), mass + ((1 - mass) * random.NextDouble()));
        })]);
    }
}
