using Parley.Certificates.Programs;
using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>The general search against exact linear programs and closed forms.</summary>
public sealed class SaddlePointSearchOracleTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Menus => ["sign-preserving", "comonotone", "unrestricted"];

    internal static Menu MenuOf(string name) => name switch
    {
        "sign-preserving" => new SignPreservingMenu(),
        "comonotone" => new ComonotoneMenu(),
        _ => new UnrestrictedMenu(),
    };

    /// <summary>Every utility and set that is polyhedral, with the extreme priors listed for the program.</summary>
    [Theory]
    [MemberData(nameof(Menus))]
    public void Polyhedral_pools_are_those_of_a_linear_program_over_parts(string menu)
    {
        int unbounded = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            RiskPool pool = RandomPools.Pool(random, random.Next(2, 4), random.Next(2, 5), MenuOf(menu), 1, _ => Linear(random), centre => RandomPools.Beliefs(random, random.Next(6), centre));

            LinearProgramAnswer answer = VertexPoolProgram.Solve(pool);
            PoolEvidence? evidence = SaddlePointSearch.Solve(pool, null, default);

            if (answer is LinearProgramAnswer.Optimal optimal)
            {
                double welfare = optimal.Value.ToDouble();
                double scale = Math.Max(Math.Abs(welfare), PoolChecks.MeanAbsolute(pool));
                (double lower, double upper) = PoolChecks.Bounds(pool, Assert.IsType<WrittenDown>(evidence));
                Assert.InRange(lower, welfare - (Tolerance * scale), welfare + (1e-12 * scale));
                Assert.InRange(upper, welfare - (1e-12 * scale), welfare + (Tolerance * scale));
            }
            else
            {
                Assert.IsType<LinearProgramAnswer.Unbounded>(answer);
                PoolChecks.RequireBet(pool, Assert.IsType<UnboundedBets>(evidence));
                unbounded++;
            }
        }

        Assert.Equal(menu == "unrestricted", unbounded > 0);
    }

    [Theory]
    [InlineData("sign-preserving")]
    [InlineData("comonotone")]
    [InlineData("unrestricted")]
    public void A_common_credal_set_gives_the_shares_of_risk_tolerance(string menu)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            int scenarios = random.Next(2, 8);
            double[] centre = RandomPools.Prior(random, scenarios, impossible: false);
            CredalSet beliefs = RandomPools.Beliefs(random, random.Next(RandomPools.Kinds), centre);
            double[] total = [.. Enumerable.Range(0, scenarios).Select(_ => (double)random.Next(-3, 4))];
            double[] aversions = [.. Enumerable.Range(0, 3).Select(_ => 0.1 + random.NextDouble())];
            var pool = new RiskPool("", centre, total, aversions.Select(g => new Member("", new Entropic(g), beliefs, 0)), new CommonCentre(centre, 3), MenuOf(menu));

            double pooled = 1 / aversions.Sum(g => 1 / g);
            double[] losses = [.. total.Select(amount => Math.Exp(-pooled * amount))];
            double welfare = -Math.Log(beliefs.GreatestExpectation(centre, losses, new double[scenarios])) / pooled;
            PoolChecks.RequireAnswer(pool, SaddlePointSearch.Solve(pool, null, default), welfare, Tolerance);
        }
    }

    [Fact]
    public void Without_restrictions_single_priors_have_a_closed_form()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            RiskPool pool = RandomPools.Pool(random, 3, random.Next(2, 8), new UnrestrictedMenu(), 1, _ => new Entropic(0.2 + random.NextDouble()), _ => new SinglePrior());
            double pooled = 1 / pool.Members.Sum(member => 1 / ((Entropic)member.Utility).RiskAversion);
            double sum = 0;
            for (int s = 0; s < pool.Scenarios; s++)
            {
                double logarithm = -pooled * pool.Total[s];
                for (int i = 0; i < pool.Members.Count; i++)
                {
                    logarithm += pooled / ((Entropic)pool.Members[i].Utility).RiskAversion * pool.Centres.LogRows(s, 1, new double[pool.Members.Count])[i];
                }

                sum += Math.Exp(logarithm);
            }

            if (sum > 0)
            {
                PoolChecks.RequireAnswer(pool, SaddlePointSearch.Solve(pool, null, default), -Math.Log(sum) / pooled, Tolerance);
            }
        }
    }

    private static MonetaryUtility Linear(Random random) => random.Next(2) == 0 ? new Expected() : new ExpectedShortfall(random.Next(1, 8) / 8.0);
}
