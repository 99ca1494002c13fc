using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>The best fixed shares against golden sections over the simplex, and against their own certificate.</summary>
public sealed class ProportionalSearchOracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Golden_sections_find_no_better_shares_for_mixed_members(int seed) => Compare(MenuPools.Random(seed, new ProportionalMenu(), 3, isSmooth: false));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Golden_sections_find_no_better_shares_for_single_priors(int seed) => Compare(MenuPools.Random(seed, new ProportionalMenu(), 3, isSmooth: true));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pools_of_many_are_certified(int seed)
    {
        RiskPool mixed = MenuPools.Random(1000 + seed, new ProportionalMenu(), 30, isSmooth: false);
        RiskPool smooth = MenuPools.Random(2000 + seed, new ProportionalMenu(), 30, isSmooth: true);

        Assert.InRange(MenuBounds.Of(mixed, ProportionalSearch.Solve(mixed)!).RelativeGap, -1e-12, 1e-9);
        Assert.InRange(MenuBounds.Of(smooth, ProportionalSearch.Solve(smooth)!).RelativeGap, -1e-12, 1e-12);
    }

    [Fact]
    public void Single_priors_are_proved_by_shares_and_kinks_by_mixtures()
    {
        double[] prior = [0.5, 0.25, 0.25];
        double[] total = [0, -10, -20];
        var menu = new ProportionalMenu();

        Assert.IsType<Shares>(ProportionalSearch.Solve(MenuPools.Of(menu, total, prior, (new Entropic(0.1), new SinglePrior()), (new Expected(), new SinglePrior()))));
        Assert.IsType<WrittenDown>(ProportionalSearch.Solve(MenuPools.Of(menu, total, prior, (new Entropic(0.1), new Contamination(0.1)), (new Entropic(0.2), new SinglePrior()))));
    }

    /// <summary>The optimum lies where one member's worst prior jumps: the priors to either side alone leave a gap of money.</summary>
    [Fact]
    public void At_a_kink_only_the_mixture_proves_the_optimum()
    {
        // Small shares fear the likely small loss; large shares the unlikely great one.
        var hull = new PriorHull([[0.1, 0.9, 0], [0.91, 0, 0.09]]);
        RiskPool pool = MenuPools.Of(new ProportionalMenu(), [0, -1, -4], [0.7, 0.25, 0.05], (new Entropic(1), hull), (new Entropic(1.2), new SinglePrior()));

        var written = (WrittenDown)ProportionalSearch.Solve(pool)!;

        double share = written.Allocation[0][2] / -4;
        Assert.InRange(written.Priors[0][1], 0.01, 0.89);
        Assert.InRange(MenuBounds.Of(pool, written).RelativeGap, -1e-13, 1e-12);
        (double before, double after) = (SlopeAt(pool, share - 1e-6), SlopeAt(pool, share + 1e-6));
        Assert.True(before > after + 0.1, $"slopes {before} and {after}");
    }

    [Fact]
    public void Large_pools_with_kinks_are_proved_by_two_shares_for_each_member()
    {
        RiskPool pool = Many(60, 2000, new Contamination(0.1));

        var shares = Assert.IsType<MixedShares>(ProportionalSearch.Solve(pool));

        Assert.InRange(MenuBounds.Of(pool, shares).RelativeGap, -1e-13, 1e-9);
        Assert.InRange(MenuBounds.Of(pool, ShareProof.Written(pool, shares)).RelativeGap, -1e-13, 1e-9);
    }

    /// <summary>Aversion times money from 1e-9 to 1e9: from nearly risk-neutral members to those who see the worst scenario only.</summary>
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(30)]
    [InlineData(1e3)]
    [InlineData(1e9)]
    public void Badly_scaled_pools_are_certified(double factor)
    {
        RiskPool pool = Many(8, 50, new SinglePrior(), factor);

        Assert.InRange(MenuBounds.Of(pool, ProportionalSearch.Solve(pool)!).RelativeGap, -1e-12, 1e-11);
    }

    [Fact]
    public void A_total_of_zero_and_a_single_member_are_no_trouble()
    {
        RiskPool zero = MenuPools.Of(new ProportionalMenu(), [0, 0], [0.5, 0.5], (new Entropic(1), new SinglePrior()), (new Expected(), new Contamination(0.5)));
        RiskPool alone = MenuPools.Of(new ProportionalMenu(), [3, -2], [0.5, 0.5], (new Entropic(1), new TotalVariationBall(0.1)));

        Assert.Equal(0, MenuBounds.Of(zero, ProportionalSearch.Solve(zero)!).Welfare, 1e-15);
        Assert.InRange(MenuBounds.Of(alone, ProportionalSearch.Solve(alone)!).RelativeGap, -1e-13, 1e-12);
    }

    [Fact]
    public void Scenarios_that_somebody_rules_out_are_no_trouble()
    {
        RiskPool pool = MenuPools.Of(
            new ProportionalMenu(), [-5, -20, 4, 0], [0.25, 0.25, 0.25, 0.25], MenuPools.Listed([0.5, 0, 0.2, 0.3], [0, 0.1, 0.9, 0]),
            (new Entropic(0.2), new SinglePrior()), (new Entropic(0.3), new SinglePrior()));

        Assert.InRange(MenuBounds.Of(pool, ProportionalSearch.Solve(pool)!).RelativeGap, -1e-13, 1e-12);
    }

    /// <summary>A pool of n farms whose centres differ.</summary>
    private static RiskPool Many(int members, int scenarios, CredalSet beliefs, double factor = 1)
    {
        var random = new Random(7);
        double[] total = [.. Enumerable.Range(0, scenarios).Select(_ => random.Next(3) == 0 ? 0 : -members * Math.Exp(2 * random.NextDouble()))];
        double[] reference = [.. total.Select(_ => 1.0 / scenarios)];
        double[] loadings = [.. Enumerable.Range(0, 2 * members).Select(_ => 0.4 * (random.NextDouble() - 0.5))];
        double[] factors = [.. Enumerable.Range(0, 2 * scenarios).Select(_ => random.NextDouble() - 0.5)];
        (MonetaryUtility, CredalSet)[] parties =
            [.. Enumerable.Range(0, members).Select(_ => ((MonetaryUtility)new Entropic(factor * Math.Exp(random.NextDouble())), beliefs))];
        return MenuPools.Of(new ProportionalMenu(), total, reference, new TiltedCentres(reference, loadings, factors, members), parties);
    }

    private static double SlopeAt(RiskPool pool, double share)
    {
        const double Step = 1e-8;
        return (MenuBounds.Value(pool, 0, Scaled(pool, share + Step)) - MenuBounds.Value(pool, 0, Scaled(pool, share - Step))) / (2 * Step);
    }

    private static double[] Scaled(RiskPool pool, double share) => [.. pool.Total.ToArray().Select(money => share * money)];

    private static void Compare(RiskPool pool)
    {
        MenuBounds bounds = MenuBounds.Of(pool, ProportionalSearch.Solve(pool)!);

        Assert.InRange(bounds.RelativeGap, -1e-12, 1e-10);
        double found = Best(pool, 0, 1);
        Assert.InRange(found, double.NegativeInfinity, bounds.Bound + (1e-10 * Math.Abs(bounds.Bound)) + 1e-12);
        Assert.Equal(bounds.Welfare, found, (1e-4 * Math.Abs(bounds.Welfare)) + 1e-9);
    }

    /// <summary>The greatest welfare of this member and those after it from a part of the total, by golden sections inside golden sections.</summary>
    private static double Best(RiskPool pool, int member, double left)
    {
        if (member == pool.Members.Count - 1)
        {
            return MenuBounds.Value(pool, member, Scaled(pool, left));
        }

        double At(double share) => MenuBounds.Value(pool, member, Scaled(pool, share)) + Best(pool, member + 1, Math.Max(0, left - share));
        double ratio = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (0, left);
        (double a, double b) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        (double atA, double atB) = (At(a), At(b));
        double best = Math.Max(Math.Max(At(0), At(left)), Math.Max(atA, atB));
        for (int step = 0; step < 22; step++)
        {
            if (atA > atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (ratio * (high - low));
                atA = At(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (ratio * (high - low));
                atB = At(b);
            }

            best = Math.Max(best, Math.Max(atA, atB));
        }

        return best;
    }
}
