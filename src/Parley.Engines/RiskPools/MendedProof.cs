using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>Turns numbers that are nearly priors and tilts into ones that are.</summary>
internal static class MendedProof
{
    /// <summary>The largest violation of a credal set that is left: what adding up its probabilities costs.</summary>
    private const double Rounding = 2e-15;

    private const double LeastPull = 1e-15;

    private const double MostPull = 1e-3;

    /// <summary>A prior in the set near one that is nearly in it, pulled as little as needed towards one well inside.</summary>
    /// <param name="beliefs">The set.</param>
    /// <param name="centre">Its centre.</param>
    /// <param name="core">What was stated of a distortion's core; null for other sets.</param>
    /// <param name="found">Numbers that are nearly a prior.</param>
    /// <param name="inside">A prior well inside.</param>
    public static double[] Prior(CredalSet beliefs, double[] centre, DistortedCore? core, double[] found, double[] inside)
    {
        double[] prior = Normalised(found);
        prior = core is null ? prior : Normalised(core.Inside(prior));
        if (beliefs is PriorHull)
        {
            return prior;
        }

        double[] pulled = prior;
        for (double pull = LeastPull; pull < MostPull && beliefs.Excess(centre, pulled) > Rounding; pull *= 4)
        {
            pulled = Normalised([.. prior.Select((probability, s) => ((1 - pull) * probability) + (pull * inside[s]))]);
        }

        return pulled;
    }

    /// <summary>A tilt that the utility allows with this prior.</summary>
    public static double[] Tilt(MonetaryUtility utility, double[] prior, double[] found) => utility switch
    {
        Expected => prior,
        ExpectedShortfall shortfall => Capped(found, [.. prior.Select(probability => probability / (1 - shortfall.Level))]),
        _ => Normalised([.. found.Select((probability, s) => prior[s] > 0 ? probability : 0)]),
    };

    /// <summary>Cuts numbers to their caps and fills up the room below these until they sum to 1.</summary>
    private static double[] Capped(double[] found, double[] caps)
    {
        double[] tilt = [.. found.Select((probability, s) => Math.Clamp(probability, 0, caps[s]))];
        for (int round = 0; round < 3; round++)
        {
            double missing = 1 - Sum(tilt);
            double room = missing > 0 ? Sum(caps) - Sum(tilt) : Sum(tilt);
            for (int s = 0; s < tilt.Length && room > 0; s++)
            {
                tilt[s] = Math.Clamp(tilt[s] + (missing / room * (missing > 0 ? caps[s] - tilt[s] : tilt[s])), 0, caps[s]);
            }
        }

        return tilt;
    }

    /// <summary>Numbers cut at 0 and divided by their sum.</summary>
    public static double[] Normalised(double[] found)
    {
        double[] positive = [.. found.Select(probability => Math.Max(probability, 0))];
        double sum = Sum(positive);
        return [.. positive.Select(probability => probability / sum)];
    }

    private static double Sum(double[] numbers)
    {
        double sum = 0;
        double lost = 0;
        foreach (double number in numbers)
        {
            double next = sum + number;
            lost += Math.Abs(sum) >= Math.Abs(number) ? sum - next + number : number - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
