using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Checks that a bet pleases its parties at any stake.</summary>
internal static class BetsWithoutLimit
{
    /// <summary>A sum of worst cases must exceed rounding by this much, relative to the bet's size.</summary>
    private const double Clear = 1e-9;

    /// <summary>
    /// True where the parts sum to 0 in every scenario and the sum over the members of what a large stake is worth per unit,
    /// <c>lim U_i(t bet_i)/t</c>, is positive: for expected value and shortfall the utility itself, for entropic members the worst outcome that
    /// they hold possible.
    /// </summary>
    public static bool Hold(RiskPool pool, Allocation bet)
    {
        (double[] centre, double[] prior, double[] tilt) = (new double[pool.Scenarios], new double[pool.Scenarios], new double[pool.Scenarios]);
        double size = 0;
        double worth = 0;
        for (int i = 0; i < bet.Members; i++)
        {
            pool.Centres.Prior(i, centre);
            Member member = pool.Members[i];
            worth += member.Utility is Entropic ? Worst(member, centre, bet[i]) : member.Utility.Value(bet[i], member.Beliefs, centre, prior, tilt);
            foreach (double part in bet[i])
            {
                size = Math.Max(size, Math.Abs(part));
            }
        }

        for (int s = 0; s < bet.Scenarios; s++)
        {
            double sum = 0;
            for (int i = 0; i < bet.Members; i++)
            {
                sum += bet[i][s];
            }

            if (Math.Abs(sum) > 1e-14 * size * bet.Members)
            {
                return false;
            }
        }

        return worth > Clear * size;
    }

    private static double Worst(Member member, double[] centre, ReadOnlySpan<double> bet)
    {
        double[] indicator = new double[bet.Length];
        double[] scratch = new double[bet.Length];
        double worst = double.PositiveInfinity;
        for (int s = 0; s < bet.Length; s++)
        {
            if (bet[s] < worst)
            {
                indicator[s] = 1;
                worst = member.Beliefs.GreatestExpectation(centre, indicator, scratch) > 0 ? bet[s] : worst;
                indicator[s] = 0;
            }
        }

        return worst;
    }
}
