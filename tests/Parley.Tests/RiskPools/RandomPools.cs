using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Seeded random pools with any mix of utilities and beliefs, gains, losses and zeros, in any unit of money.</summary>
internal static class RandomPools
{
    /// <summary>How many kinds of beliefs <see cref="Beliefs"/> knows; the last needs a linear program.</summary>
    public const int Kinds = 8;

    /// <summary>Two to four members and up to eight scenarios.</summary>
    public static RiskPool Small(int seed, Menu menu)
    {
        var random = new Random(seed);
        double unit = Math.Pow(10, random.Next(-3, 7));
        double aversion = Math.Pow(10, -3 + (4.5 * random.NextDouble())) / unit;
        return Pool(random, random.Next(2, 5), random.Next(2, 9), menu, unit, _ => Utility(random, aversion), centre => Beliefs(random, random.Next(Kinds), centre));
    }

    /// <summary>A pool of the given size and kinds.</summary>
    public static RiskPool Pool(
        Random random, int members, int scenarios, Menu menu, double unit, Func<int, MonetaryUtility> utility, Func<double[], CredalSet> beliefs)
    {
        bool common = random.Next(4) == 0;
        bool impossible = random.Next(4) == 0;
        double[] total = Total(random, scenarios, unit);
        double[] centre = Prior(random, scenarios, impossible);
        double[] rows = new double[members * scenarios];
        var listed = new List<Member>();
        for (int i = 0; i < members; i++)
        {
            centre = common ? centre : Prior(random, scenarios, impossible);
            for (int s = 0; s < scenarios; s++)
            {
                rows[(s * members) + i] = Math.Log(centre[s]);
            }

            listed.Add(new Member($"member {i}", utility(i), beliefs(centre), 0));
        }

        return new RiskPool("", Prior(random, scenarios, false), total, listed, new ListedCentres(rows, members), menu);
    }

    public static MonetaryUtility Utility(Random random, double aversion) => random.Next(3) switch
    {
        0 => new Expected(),
        1 => new ExpectedShortfall(0.1 + (0.8 * random.NextDouble())),
        _ => new Entropic(aversion * Math.Exp((2 * random.NextDouble()) - 1)),
    };

    public static CredalSet Beliefs(Random random, int kind, double[] centre) => kind switch
    {
        0 => new SinglePrior(),
        1 => new Contamination(0.5 * random.NextDouble()),
        2 => new TotalVariationBall(0.4 * random.NextDouble()),
        3 => new ProbabilityIntervals(
            [.. centre.Select(probability => probability * (1 - (0.5 * random.NextDouble())))],
            [.. centre.Select(probability => Math.Min(1, probability * (1 + random.NextDouble())))]),
        4 => new DistortedCapacity(1 + (2 * random.NextDouble())),
        5 => new PriorHull([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Prior(random, centre.Length, false))]),
        6 => new EntropyBall(Math.Pow(10, -3 + (3 * random.NextDouble()))),
        _ => Bounds(random, centre),
    };

    /// <summary>A prior; perhaps with scenarios that are impossible.</summary>
    public static double[] Prior(Random random, int scenarios, bool impossible)
    {
        double[] prior = [.. Enumerable.Range(0, scenarios).Select(_ => impossible && random.Next(5) == 0 ? 0 : 0.001 - Math.Log(1 - random.NextDouble()))];
        prior[random.Next(scenarios)] += 0.01;
        double sum = prior.Sum();
        return [.. prior.Select(probability => probability / sum)];
    }

    private static double[] Total(Random random, int scenarios, double unit)
    {
        int kind = random.Next(3);
        return [.. Enumerable.Range(0, scenarios).Select(_ => unit * kind switch
        {
            0 => random.Next(-3, 4),
            1 => random.Next(4) == 0 ? 0 : -Math.Exp(2 * random.NextDouble()),
            _ => (2 * random.NextDouble()) - 1,
        })];
    }

    private static EventBounds Bounds(Random random, double[] centre)
    {
        var bounds = new List<EventBound>();
        for (int k = 0; k < 3; k++)
        {
            int[] states = [.. Enumerable.Range(0, centre.Length).Where(_ => random.Next(2) == 0)];
            double mass = states.Sum(s => centre[s]);
            if (states.Length > 0 && states.Length < centre.Length)
            {
                bounds.Add(new EventBound(states, mass * (1 - (0.4 * random.NextDouble())), Math.Min(1, mass + (0.3 * random.NextDouble() * (1 - mass)))));
            }
        }

        return new EventBounds(bounds);
    }
}
