using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>What the general search returns proves itself, for any mix of utilities, beliefs, signs and units.</summary>
public sealed class SaddlePointSearchCertificateTests
{
    /// <summary>What rounding makes of a welfare of 0, in money.</summary>
    private const double Nothing = 1e-16;

    public static TheoryData<string> Menus => SaddlePointSearchOracleTests.Menus;

    [Theory]
    [MemberData(nameof(Menus))]
    public void The_gap_of_random_pools_is_at_most_a_billionth(string menu)
    {
        for (int seed = 0; seed < 120; seed++)
        {
            RiskPool pool = RandomPools.Small(seed, SaddlePointSearchOracleTests.MenuOf(menu));
            PoolEvidence? evidence = SaddlePointSearch.Solve(pool, null, default);
            if (evidence is UnboundedBets bets)
            {
                Assert.Equal("unrestricted", menu);
                PoolChecks.RequireBet(pool, bets);
                continue;
            }

            (double lower, double upper) = PoolChecks.Bounds(pool, evidence as WrittenDown ?? throw new InvalidOperationException($"seed {seed}: no answer"));
            double scale = PoolChecks.Scale(pool, lower);
            // Bets can be larger than what they are worth; sums round relative to them.
            double largest = Enumerable.Range(0, pool.Members.Count).Max(i => ((WrittenDown)evidence!).Allocation[i].ToArray().Max(Math.Abs));
            double rounding = (1e-12 * scale) + (1e-15 * largest * pool.Members.Count);
            Assert.True(upper - lower <= 1e-9 * scale && upper - lower >= -rounding, $"seed {seed}: between {lower} and {upper}, parts up to {largest}");
        }
    }

    /// <summary>Challengers are mixtures of the allocation with others of the menu: near ones would show a slope.</summary>
    [Theory]
    [MemberData(nameof(Menus))]
    public void No_other_allocation_is_better(string menu)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            RiskPool pool = RandomPools.Small(seed, SaddlePointSearchOracleTests.MenuOf(menu));
            if (SaddlePointSearch.Solve(pool, null, default) is not WrittenDown evidence)
            {
                continue;
            }

            double best = Welfare(pool, evidence.Allocation);
            double scale = PoolChecks.Scale(pool, best);
            var random = new Random(seed);
            foreach (double weight in (double[])[1, 0.3, 0.01, 1e-4])
            {
                double challenger = Welfare(pool, Challenger(random, pool, evidence.Allocation, weight));
                Assert.True(challenger <= best + (1e-9 * scale), $"seed {seed}: {challenger} is more than {best}");
            }
        }
    }

    /// <summary>Shares that are the same in all scenarios are in every menu.</summary>
    private static Allocation Challenger(Random random, RiskPool pool, Allocation allocation, double weight)
    {
        double[] shares = RandomPools.Prior(random, pool.Members.Count, impossible: true);
        var challenger = new Allocation(pool.Members.Count, pool.Scenarios);
        for (int i = 0; i < shares.Length; i++)
        {
            for (int s = 0; s < pool.Scenarios; s++)
            {
                challenger[i][s] = ((1 - weight) * allocation[i][s]) + (weight * shares[i] * pool.Total[s]);
            }
        }

        return challenger;
    }

    private static double Welfare(RiskPool pool, Allocation allocation)
    {
        double sum = 0;
        for (int i = 0; i < pool.Members.Count; i++)
        {
            Member member = pool.Members[i];
            sum += member.Utility.Value(allocation[i], member.Beliefs, PoolChecks.Centre(pool, i), new double[pool.Scenarios], new double[pool.Scenarios]);
        }

        return sum;
    }

    /// <summary>Whoever holds a loss impossible bears it; a certain pool and a pool of one have nothing to choose.</summary>
    [Fact]
    public void A_loss_goes_to_whoever_holds_it_impossible()
    {
        double never = double.NegativeInfinity;
        var centres = new ListedCentres([Math.Log(0.5), 0, Math.Log(0.5), never], 2);
        Member[] members = [new Member("fears", new Entropic(1), new SinglePrior(), 0), new Member("denies", new Entropic(1), new SinglePrior(), 0)];
        var pool = new RiskPool("", [0.5, 0.5], [0, -7], members, centres, new SignPreservingMenu());

        var evidence = Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(pool, null, default));

        Assert.Equal(-7, evidence.Allocation[1][1]);
        PoolChecks.RequireAnswer(pool, evidence, 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Menus))]
    public void Nothing_to_split_and_one_member_alone(string menu)
    {
        Member[] two = [new Member("a", new Entropic(2), new Contamination(0.1), 0), new Member("b", new Expected(), new Contamination(0.1), 0)];
        var nothing = new RiskPool("", [0.5, 0.5], [0, 0], two, new CommonCentre([0.5, 0.5], 2), SaddlePointSearchOracleTests.MenuOf(menu));
        (double lower, double upper) = PoolChecks.Bounds(nothing, Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(nothing, null, default)));
        Assert.InRange(lower, -Nothing, Nothing);
        Assert.InRange(upper, -Nothing, Nothing);

        var alone = new RiskPool("", [0.5, 0.5], [4, -2], two[1..], new CommonCentre([0.5, 0.5], 1), SaddlePointSearchOracleTests.MenuOf(menu));
        PoolChecks.RequireAnswer(alone, SaddlePointSearch.Solve(alone, null, default), (0.45 * 4) - (0.55 * 2), 1e-9);
    }

    [Fact]
    public void Cancelled_it_returns_what_it_has()
    {
        RiskPool pool = RandomPools.Small(3, new SignPreservingMenu());
        using var cancellation = new CancellationTokenSource();
        var first = new Stopper(cancellation);

        var evidence = Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(pool, first, cancellation.Token));

        (double lower, double upper) = PoolChecks.Bounds(pool, evidence);
        Assert.True(lower < upper);
        Assert.Equal((upper - lower) / Math.Max(Math.Abs(lower), PoolChecks.MeanAbsolute(pool)), first.Heard, 1e-9);
    }

    [Theory]
    [InlineData("sign-preserving")]
    [InlineData("comonotone")]
    public void Pools_of_medium_size_with_distortions_and_with_mixed_utilities_are_certified(string menu)
    {
        var random = new Random(5);
        RiskPool pool = RandomPools.Pool(
            random, 5, 40, SaddlePointSearchOracleTests.MenuOf(menu), 1, _ => RandomPools.Utility(random, 0.5), centre => RandomPools.Beliefs(random, random.Next(2) == 0 ? 4 : 2, centre));

        var evidence = Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(pool, null, default));

        (double lower, double upper) = PoolChecks.Bounds(pool, evidence);
        Assert.InRange(upper - lower, -1e-12, 1e-9 * PoolChecks.Scale(pool, lower));
    }

    [Theory]
    [InlineData("sign-preserving")]
    [InlineData("comonotone")]
    public void Cancelled_before_it_began_it_returns_the_best_fixed_shares_with_a_bound(string menu)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RiskPool pool = RandomPools.Small(seed, SaddlePointSearchOracleTests.MenuOf(menu));

            var evidence = Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(pool, null, new CancellationToken(canceled: true)));

            (double lower, double upper) = PoolChecks.Bounds(pool, evidence);
            double scale = PoolChecks.Scale(pool, lower);
            Assert.True(double.IsFinite(upper) && upper >= lower - (1e-12 * scale));
            for (int i = 0; i < pool.Members.Count; i++)
            {
                var all = new Allocation(pool.Members.Count, pool.Scenarios);
                pool.Total.CopyTo(all[i]);
                Assert.True(lower >= Welfare(pool, all) - (1e-12 * scale), $"seed {seed}: all for {i} is better");
            }
        }
    }

    [Fact]
    public void Without_restrictions_everybody_gains_the_same_over_staying_alone()
    {
        Member[] members = [new Member("a", new Entropic(0.3), new Contamination(0.1), -3), new Member("b", new Entropic(0.4), new Contamination(0.2), -0.5)];
        var pool = new RiskPool("", [0.4, 0.6], [-4, 1], members, new CommonCentre([0.4, 0.6], 2), new UnrestrictedMenu());

        var evidence = Assert.IsType<WrittenDown>(SaddlePointSearch.Solve(pool, null, default));

        double[] gains = [.. members.Select((member, i) => member.Utility.Value(
            evidence.Allocation[i], member.Beliefs, [0.4, 0.6], new double[2], new double[2]) - member.StandAlone)];
        Assert.Equal(gains[0], gains[1], 1e-10);
    }

    private sealed class Stopper(CancellationTokenSource cancellation) : IProgress<double>
    {
        public double Heard { get; private set; } = double.NaN;

        public void Report(double value)
        {
            Heard = value;
            cancellation.Cancel();
        }
    }
}
