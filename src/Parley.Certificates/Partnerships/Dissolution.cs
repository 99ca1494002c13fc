using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// The shares that leave the largest expected budget to an efficient mechanism: those under which all worst-off types are
/// equal. They need not be unique.
/// </summary>
/// <param name="Shares">The shares, summing to 1.</param>
/// <param name="WorstOffType">The common worst-off type; partners whose values are all higher own nothing.</param>
/// <remarks>
/// The budget is concave in the shares, and its derivative with respect to one share is minus that partner's worst-off type.
/// Source: Loertscher and Marx, online appendix, Lemmas C.1 to C.3, for any supports; Cramton, Gibbons and Klemperer (1987).
/// </remarks>
public sealed record Dissolution(IReadOnlyList<double> Shares, double WorstOffType)
{
    private const int MostHalvings = 200;

    /// <summary>The best shares for the partners' distributions.</summary>
    /// <remarks>Cost: about sixty evaluations of every cdf.</remarks>
    public static Dissolution Of(Partnership partnership)
    {
        ArgumentNullException.ThrowIfNull(partnership);
        Dissolution about = Of([.. partnership.AboutOrigin().Agents.Select(agent => agent.Type)]);
        return about with { WorstOffType = partnership.Origin + about.WorstOffType };
    }

    private static Dissolution Of(Distribution[] types)
    {
        double low = types.Min(type => type.Low);
        double high = types.Min(type => type.High);
        if (Claims(types, high, UpTo).Sum() < 1)
        {
            return At(types, high, Claims(types, high, UpTo));
        }

        for (int count = 0; count < MostHalvings && low < high; count++)
        {
            double middle = low + ((high - low) / 2);
            if (!(middle > low && middle < high))
            {
                break;
            }

            (low, high) = Claims(types, middle, UpTo).Sum() >= 1 ? (low, middle) : (middle, high);
        }

        double[] below = Claims(types, high, Below);
        double[] upTo = Claims(types, high, UpTo);
        double jump = upTo.Sum() - below.Sum();
        double part = jump > 0 ? Math.Clamp((1 - below.Sum()) / jump, 0, 1) : 1;
        return At(types, high, [.. below.Zip(upTo, (from, to) => from + (part * (to - from)))]);
    }

    /// <summary>What the claims leave over goes to those whose values all lie at or below the common worst-off type.</summary>
    private static Dissolution At(Distribution[] types, double worstOff, double[] claims)
    {
        double rest = 1 - claims.Sum();
        int[] lowest = [.. Enumerable.Range(0, types.Length).Where(i => types[i].High <= worstOff)];
        int[] takers = lowest.Length > 0 ? lowest : [.. Enumerable.Range(0, types.Length)];
        double[] shares = [.. claims];
        foreach (int i in takers)
        {
            shares[i] += rest / takers.Length;
        }

        return new Dissolution(shares, worstOff);
    }

    /// <summary>The efficient interim allocation of every partner with this value; 0 for those whose values are all higher.</summary>
    private static double[] Claims(Distribution[] types, double value, Func<Distribution, double, double> cdf) =>
        [.. types.Select((type, i) => type.Low > value ? 0 : types.Where((_, j) => j != i).Aggregate(1.0, (all, other) => all * cdf(other, value)))];

    private static double UpTo(Distribution type, double value) => type.Cdf(value);

    private static double Below(Distribution type, double value) =>
        type.Cdf(value) - type.Atoms.Where(atom => atom.Value == value).Sum(atom => atom.Probability);
}
