using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>
/// Statements of Ogaku's Risk Sharing Among Many that fail, each with an instance: the numbers of docs/theory/risk-pool.md, recomputed from the
/// utilities' definitions by brute force.
/// </summary>
public sealed class RiskPoolErrataTests
{
    private static readonly SinglePrior s_single = new();

    /// <summary>
    /// Section 3.1: "Theorem 1 holds even if we replace A(X) by K". On the menu nobody can pay for a better split: who bears no loss at all cannot be made
    /// better off, so that giving ana the whole loss is Pareto optimal in K.
    /// </summary>
    [Fact]
    public void An_allocation_that_is_Pareto_optimal_in_the_menu_can_waste_welfare()
    {
        double Ana(double share) => Value(new Entropic(0.2), s_single, [0.75, 0.25], [0, -20 * share]);
        double Ben(double share) => Value(new Entropic(0.1), s_single, [0.75, 0.25], [0, -20 * (1 - share)]);

        // With one scenario in which there is a loss, the menu is ana's share of it.
        double[] shares = [.. Enumerable.Range(0, 10_001).Select(k => k / 10_000.0)];
        Assert.DoesNotContain(shares, share => Ana(share) > Ana(1) && Ben(share) >= Ben(1));
        Assert.DoesNotContain(shares, share => Ana(share) >= Ana(1) && Ben(share) > Ben(1));
        Assert.Equal(-13.336, Ana(1) + Ben(1), 5e-4);
        Assert.Equal(-7.945, shares.Max(share => Ana(share) + Ben(share)), 5e-4);
    }

    /// <summary>Section 3.1 again, with different beliefs: side bets are worth something although there is nothing to share.</summary>
    [Fact]
    public void Side_bets_outside_the_menu_are_worth_money_where_the_total_is_zero()
    {
        double Welfare(double first, double second) =>
            Value(new Entropic(1), s_single, [0.8, 0.2], [first, second]) + Value(new Entropic(1), s_single, [0.2, 0.8], [-first, -second]);

        double best = double.NegativeInfinity;
        for (int k = -300; k <= 300; k++)
        {
            for (int l = -300; l <= 300; l++)
            {
                best = Math.Max(best, Welfare(k / 100.0, l / 100.0));
            }
        }

        Assert.Equal(0, Welfare(0, 0), 1e-15);
        Assert.Equal(0.446, best, 5e-4);
        Assert.InRange(best, 0.446, -2 * Math.Log(0.8));
    }

    /// <summary>
    /// The assumption of Lipschitz continuity in a metric of the weak* topology. A loss of 0 or 1 by the n-th binary digit of a uniform draw tends weakly* to
    /// the sure loss 1/2, but stays worth less by the same amount.
    /// </summary>
    [Fact]
    public void Strictly_concave_utilities_are_not_continuous_on_atomless_spaces()
    {
        const int Levels = 10;
        const int Scenarios = 1 << Levels;
        double[] prior = [.. Enumerable.Repeat(1.0 / Scenarios, Scenarios)];
        double sure = Value(new Entropic(1), s_single, prior, [.. Enumerable.Repeat(-0.5, Scenarios)]);
        double[] ratios = new double[5];
        for (int n = 1; n <= ratios.Length; n++)
        {
            double[] digit = [.. Enumerable.Range(0, Scenarios).Select(s => -(double)((s >> (Levels - n)) & 1))];
            double difference = sure - Value(new Entropic(1), s_single, prior, digit);
            Assert.Equal(Math.Log((1 + Math.E) / 2) - 0.5, difference, 1e-12);
            ratios[n - 1] = difference / Distance([.. digit.Select(money => money + 0.5)]);
        }

        Assert.Equal(0.120, sure - Value(new Entropic(1), s_single, [0.5, 0.5], [0, -1]), 5e-4);
        Assert.All(Enumerable.Range(1, 4), n => Assert.InRange(ratios[n] / ratios[n - 1], 4, double.PositiveInfinity));
        Assert.InRange(ratios[4], 1e9, double.PositiveInfinity);
    }

    /// <summary>
    /// Section 4: "each player behaves as if p-bar is the hurricane probability". Of two farmers one is hit; ana holds 10 to 50 % possible for herself, ben
    /// is sure of 30 %. The prior at the saddle is 30 %, inside; with 50 % they would bet, and ana would regret it.
    /// </summary>
    [Fact]
    public void The_saddle_prior_can_lie_inside_the_interval()
    {
        var utility = new Entropic(0.1);
        var doubt = new ProbabilityIntervals([0.1, 0.5], [0.5, 0.9]);
        double Ben(double first, double second) => Value(utility, s_single, [0.3, 0.7], [-10 - first, -10 - second]);
        double Doubting(double first, double second) => Value(utility, doubt, [0.5, 0.5], [first, second]) + Ben(first, second);
        double AsIf(double chance, double first, double second) => Value(utility, s_single, [chance, 1 - chance], [first, second]) + Ben(first, second);

        Assert.Equal(-10, Best(Doubting).Welfare, 1e-9);
        Assert.Equal(-10, Best((first, second) => AsIf(0.3, first, second)).Welfare, 1e-9);
        (double welfare, double first, double second) = Best((first, second) => AsIf(0.5, first, second));
        Assert.Equal(-9.574, welfare, 5e-4);
        Assert.Equal(-11.118, Doubting(first, second), 5e-4);
        Assert.Equal(-9.3274, Best((first, second) => AsIf(0.1, first, second)).Welfare, 5e-4);
    }

    /// <summary>
    /// Lemma 6 calls <c>eta - b = b/(n-1)</c> a best response. It says that winning and losing are worth the same. Against lower bids there is no best
    /// response; against b* every bid up to b* is one, so that two bids of b* are enough.
    /// </summary>
    [Fact]
    public void The_equilibrium_bid_is_one_at_which_winning_and_losing_are_worth_the_same()
    {
        const double Surplus = 1.0037529;
        const double Bid = 2.0 / 3 * Surplus;

        Assert.True(IsEquilibrium([Bid, Bid, Bid], Surplus));
        Assert.True(IsEquilibrium([Bid, Bid, 0], Surplus));
        Assert.False(IsEquilibrium([Bid, 0, 0], Surplus));
        Assert.All(new[] { 0.5, 0.9, 0.99, 1.01, 1.1 }, factor => Assert.False(IsEquilibrium([factor * Bid, factor * Bid, factor * Bid], Surplus)));
        double[] deviations = [.. Enumerable.Range(0, 100).Select(k => Payoff(0, [Bid * k / 100, Bid, Bid], Surplus))];
        Assert.All(deviations, payoff => Assert.Equal(Surplus / 3, payoff, 1e-12));
    }

    /// <summary>
    /// Remark 2 bounds an expectation by the weight of its functional in the metric times the distance; it is bounded by the distance over the weight.
    /// </summary>
    [Fact]
    public void The_constant_of_the_second_remark_is_the_inverse_of_the_weight()
    {
        // Two equally likely scenarios with a loss of 1, borne by ana or by ben; ana's expectation has the weight 1/4.
        double[] weights = [1.0 / 4, 1.0 / 2, 1.0 / 8, 1.0 / 16];
        double[] differences = [-1, 1, -0.5, -0.5];
        double distance = weights.Zip(differences, (weight, difference) => weight * Math.Abs(difference)).Sum();

        Assert.Equal(0.84375, distance, 1e-15);
        Assert.True(Math.Abs(differences[0]) > distance * weights[0]);
        Assert.True(Math.Abs(differences[0]) <= distance / weights[0]);
    }

    /// <summary>Section 5: with ambiguity "the gap can be larger" because averages fall. Welfare falls too: the gap can shrink, in the end to nothing, as it can grow.</summary>
    [Fact]
    public void Ambiguity_can_shrink_the_first_movers_advantage()
    {
        // Two alike share 20, lost with this chance; the first mover has more than the second by the surplus.
        double Half(double chance, double doubt) => Value(new Entropic(0.1), new Contamination(doubt), [1 - chance, chance], [0, -10]);
        double Surplus(double chance, double doubt) => (2 * Half(chance, doubt))
            - (2 * Simpson(share => Value(new Entropic(0.1), new Contamination(doubt), [1 - chance, chance], [0, -20 * share])));

        Assert.Equal(0.649, Surplus(0.5, 0), 5e-4);
        Assert.Equal(0.331, Surplus(0.5, 0.5), 5e-4);
        Assert.Equal(0, Surplus(0.5, 1), 1e-9);
        Assert.Equal(-12.402, 2 * Half(0.5, 0), 5e-4);
        Assert.Equal(-16.560, 2 * Half(0.5, 0.5), 5e-4);
        Assert.Equal(0.591, Surplus(0.1, 0), 5e-4);
        Assert.Equal(0.776, Surplus(0.1, 0.1), 5e-4);
    }

    /// <summary>
    /// Who does not move first is paid the average over the menu, whatever the position brought. Three farmers, a loss of 10 each: followers stay out if
    /// strikes are nearly the same event, and who is hardly ever hit stays out in any case, also after the auction.
    /// </summary>
    [Fact]
    public void Farmers_can_be_better_off_alone()
    {
        (double alone, double average, double fair) = Farmer([0.25, 0.25, 0.25], 0.9, [0.02, 0.02, 0.02]);
        Assert.Equal(-2.694, alone, 5e-4);
        Assert.Equal(-2.777, average, 5e-4);
        Assert.Equal(-2.681, fair, 5e-4);

        (alone, average, fair) = Farmer([0.3, 0.3, 0.02], 0, [0.2, 0.1, 0.05]);
        Assert.Equal(-0.258, alone, 5e-4);
        Assert.Equal(-2.257, average, 5e-4);
        Assert.Equal(-2.005, fair, 5e-4);

        foreach (double[] aversions in new double[][] { [0.2, 0.1, 0.05], [0.1, 0.05, 0.2], [0.05, 0.2, 0.1] })
        {
            (alone, average, _) = Farmer([0.25, 0.25, 0.25], 0, aversions);
            Assert.True(average > alone);
        }
    }

    private static double Value(MonetaryUtility utility, CredalSet beliefs, double[] centre, double[] position) =>
        utility.Value(position, beliefs, centre, new double[centre.Length], new double[centre.Length]);

    /// <summary>The last farmer's utility alone, average over shares of the proportional menu, and payoff after the auction.</summary>
    private static (double Alone, double Average, double Fair) Farmer(double[] chances, double sameEvent, double[] aversions)
    {
        double[] prior = new double[8];
        double[] total = new double[8];
        for (int s = 0; s < 8; s++)
        {
            double independent = 1;
            for (int i = 0; i < 3; i++)
            {
                bool isHit = ((s >> i) & 1) == 1;
                independent *= isHit ? chances[i] : 1 - chances[i];
                total[s] -= isHit ? 10 : 0;
            }

            double same = s == 0 ? 1 - chances[0] : s == 7 ? chances[0] : 0;
            prior[s] = (sameEvent * same) + ((1 - sameEvent) * independent);
        }

        double Share(double aversion, double share) => Value(new Entropic(aversion), s_single, prior, [.. total.Select(money => share * money)]);
        double tolerance = aversions.Sum(aversion => 1 / aversion);
        double welfare = aversions.Sum(aversion => Share(aversion, 1 / aversion / tolerance));

        // One of three flat shares has the density 2 (1 - w).
        double[] averages = [.. aversions.Select(aversion => Simpson(share => 2 * (1 - share) * Share(aversion, share)))];
        double[] third = [.. Enumerable.Range(0, 8).Select(s => s >= 4 ? -10.0 : 0)];
        return (Value(new Entropic(aversions[2]), s_single, prior, third), averages[2], averages[2] + ((welfare - averages.Sum()) / 3));
    }

    private static double Simpson(Func<double, double> function)
    {
        const int Steps = 400;
        return Enumerable.Range(0, Steps + 1).Sum(k => (k is 0 or Steps ? 1 : k % 2 == 1 ? 4 : 2) * function((double)k / Steps)) / (3 * Steps);
    }

    /// <summary>The best of ana's two parts between -10 and 0, by a grid that is refined around its best point.</summary>
    private static (double Welfare, double First, double Second) Best(Func<double, double, double> welfare)
    {
        (double Welfare, double First, double Second) best = (double.NegativeInfinity, -5, -5);
        for (double step = 1; step > 1e-8; step /= 2)
        {
            (double first, double second) = (best.First, best.Second);
            for (int k = -5; k <= 5; k++)
            {
                for (int l = -5; l <= 5; l++)
                {
                    (double a, double b) = (Math.Clamp(first + (k * step), -10, 0), Math.Clamp(second + (l * step), -10, 0));
                    double here = welfare(a, b);
                    best = here > best.Welfare ? (here, a, b) : best;
                }
            }
        }

        return best;
    }

    /// <summary>The metric of the indicators of binary intervals, in order of length, with the weights 1/2, 1/4, ...: both members' parts differ by as much.</summary>
    private static double Distance(double[] difference)
    {
        double distance = 0;
        int m = 1;
        for (int count = 1; count <= 32; count *= 2)
        {
            int length = difference.Length / count;
            for (int k = 0; k < count; k++, m++)
            {
                distance += Math.Pow(2, -m) * Math.Abs(difference.Skip(k * length).Take(length).Sum()) / difference.Length;
            }
        }

        return distance;
    }

    /// <summary>What a bidder expects beyond its average: the surplus less the bid if it wins, by lot among the highest, otherwise half the winning bid.</summary>
    private static double Payoff(int bidder, double[] bids, double surplus)
    {
        double highest = bids.Max();
        int winners = bids.Count(bid => bid == highest);
        double chance = bids[bidder] == highest ? 1.0 / winners : 0;
        return (chance * (surplus - highest)) + ((1 - chance) * highest / (bids.Length - 1));
    }

    private static bool IsEquilibrium(double[] bids, double surplus)
    {
        for (int bidder = 0; bidder < bids.Length; bidder++)
        {
            double kept = Payoff(bidder, bids, surplus);
            for (int k = 0; k <= 2000; k++)
            {
                double[] deviation = [.. bids];
                deviation[bidder] = surplus * k / 1000;
                if (Payoff(bidder, deviation, surplus) > kept + 1e-9)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
