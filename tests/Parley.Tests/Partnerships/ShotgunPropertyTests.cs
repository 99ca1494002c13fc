using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;

namespace Parley.Tests.Partnerships;

/// <summary>Laws of the shotgun clause.</summary>
public class ShotgunPropertyTests
{
    public static TheoryData<int, int, double> Pairs => Today.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Payoffs_sum_to_the_gain(int first, int second, double share)
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(share, Today.Types[first], Today.Types[second]), 0);
        Assert.Equal(outcome.WelfareGain, outcome.Partners.Sum(partner => partner.Payoff), 1e-9);
        Assert.InRange(outcome.Error, 0, 1e-9);
        Assert.InRange(outcome.EfficientProbability, 0, 1);
    }

    [Theory]
    [InlineData(1e6, 0)]
    [InlineData(1e-6, 0)]
    [InlineData(1, 100)]
    [InlineData(1000, -500)]
    public void The_unit_and_the_origin_of_money_do_not_matter(double unit, double origin)
    {
        double[] knots = [0, 0.4, 1], heights = [1, 3, 0.5];
        double[] moved = [.. knots.Select(knot => origin + (unit * knot))];
        TodayOutcome plain = Today.Shotgun(Today.Two(0.3, new UniformDistribution(0, 1), new TestDistributions.Polygon(knots, heights)), 0);
        TodayOutcome other = Today.Shotgun(Today.Two(0.3, new UniformDistribution(origin, origin + unit), new TestDistributions.Polygon(moved, heights)), 0);
        double tolerance = 1e-12 * (unit + Math.Abs(origin));
        Assert.Equal(unit * plain.WelfareGain, other.WelfareGain, tolerance);
        Assert.Equal(unit * plain.Partners[0].Payoff, other.Partners[0].Payoff, tolerance);
        Assert.Equal(unit * plain.Partners[1].Payoff, other.Partners[1].Payoff, tolerance);
        Assert.Equal(plain.EfficientProbability, other.EfficientProbability, 1e-12 * (1 + (Math.Abs(origin) / unit)));
    }

    /// <summary>A sole owner who proposes makes a take-it-or-leave-it offer: (1 + t) / 2 to a uniform buyer, so 1/12 and 1/24.</summary>
    [Fact]
    public void A_sole_owner_names_a_monopoly_price()
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(1, Today.Types[0], Today.Types[0]), 0);
        Assert.Equal(1.0 / 12, outcome.Partners[0].Payoff, 1e-14);
        Assert.Equal(1.0 / 24, outcome.Partners[1].Payoff, 1e-14);
    }

    /// <summary>A proposer without a share bids t / 2 for the asset of a uniform owner: 1/12 and 1/24.</summary>
    [Fact]
    public void A_proposer_without_a_share_is_a_monopsonist()
    {
        TodayOutcome outcome = Today.Shotgun(Today.Two(0, Today.Types[0], Today.Types[0]), 0);
        Assert.Equal(1.0 / 12, outcome.Partners[0].Payoff, 1e-14);
        Assert.Equal(1.0 / 24, outcome.Partners[1].Payoff, 1e-14);
    }

    /// <summary>Many atoms at the quantiles of a density come close to the density.</summary>
    [Fact]
    public void Atoms_approach_a_density()
    {
        var atoms = new TestDistributions.Finite([.. Enumerable.Range(0, 200).Select(k => new Atom((k + 0.5) / 200, 1.0 / 200))]);
        TodayOutcome plain = Today.Shotgun(Today.Two(0.3, Today.Types[0], Today.Types[0]), 0);
        foreach (TodayOutcome close in new[] { Today.Two(0.3, atoms, Today.Types[0]), Today.Two(0.3, Today.Types[0], atoms), Today.Two(0.3, atoms, atoms) }.Select(p => Today.Shotgun(p, 0)))
        {
            Assert.Equal(plain.Partners[0].Payoff, close.Partners[0].Payoff, 0.002);
            Assert.Equal(plain.Partners[1].Payoff, close.Partners[1].Payoff, 0.005);
            Assert.Equal(plain.EfficientProbability, close.EfficientProbability, 0.01);
        }
    }
}
