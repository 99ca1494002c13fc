using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>
/// Multipliers that exceed 1 by rounding: whether budgets balance is decided by types that next to nobody has. Rules were answered
/// that had a deficit of up to 0.03.
/// </summary>
public sealed class SmallMultiplierRegressionTests
{
    [Fact]
    public void Three_narrow_normals_and_a_uniform_have_no_deficit() => AssertAnswered(Partnerships.Of(
        [0.4, 0.3, 0.2, 0.1], [1, 1, 1, 1], Normal(0.4, 0.001), Normal(0.5, 0.002), Normal(0.6, 0.001), Partnerships.Unit));

    [Fact]
    public void Three_narrow_normals_have_no_deficit() => AssertAnswered(Partnerships.Of(
        [0.4, 0.3, 0.3], [1, 1, 1], Normal(0.4, 0.001), Normal(0.5, 0.001), Normal(0.6, 0.001)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Random_narrow_normals_have_no_deficit(int seed)
    {
        var random = new Random(seed);
        for (int number = 0; number < 15; number++)
        {
            double[] shares = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => (double)random.Next(1, 5))];
            AssertAnswered(Partnerships.Of(
                [.. shares.Select(share => share / shares.Sum())], [.. shares.Select(_ => 1.0)],
                [.. shares.Select(_ => random.Next(4) == 0 ? Partnerships.Unit : Normal(random.NextDouble(), 0.0003 * Math.Pow(300, random.NextDouble())))]));
        }
    }

    /// <summary>The levels of partners between whose prices there is next to nobody are where their chance of the asset is their share.</summary>
    [Theory]
    [InlineData(1e-13)]
    [InlineData(1e-11)]
    [InlineData(1e-9)]
    public void Levels_that_concern_nobody_are_found(double above)
    {
        Partnership partnership = Partnerships.Of([0.4, 0.3, 0.3], [1, 1, 1], Normal(0.4, 0.001), Normal(0.5, 0.001), Normal(0.6, 0.001));
        SaddlePoint point = SaddlePoint.At(partnership, SolverGrids.Of(partnership), 1 + above, CancellationToken.None);
        Assert.Equal(0.4, partnership.Agents[2].Type.Cdf(point.Ironing[0]), 1e-8);
        Assert.Equal(0.3, partnership.Agents[2].Type.Cdf(point.Ironing[1]), 1e-8);
    }

    /// <summary>The first best is not attainable at these shares: the rule at multiplier 1 reaches the bound there, at a deficit.</summary>
    [Fact]
    public void A_rule_with_a_deficit_is_no_answer()
    {
        Partnership partnership = Partnerships.Of([0.9, 0.1], [1, 1], Partnerships.Unit, Partnerships.Unit);
        SaddlePoint point = SaddlePoint.At(partnership, SolverGrids.Of(partnership), 1, CancellationToken.None);
        PartnershipFindings findings = PartnershipFindings.Of(new PartnershipOutcome(
            partnership, new DualPoint(1, point.Ironing), [new AllocationRule(1, 1, point.Ironing, point.Ties)], null));
        Assert.InRange(findings.Gap, -1e-12, 1e-12);
        Assert.Equal(-0.0766666667, findings.Budget, 1e-9);
        Assert.False(findings.IsAnswered);
        Assert.Equal(0, findings.LowerBound);
    }

    private static TruncatedNormalDistribution Normal(double mean, double deviation) => new TruncatedNormalDistribution(mean, deviation, 0, 1);

    private static void AssertAnswered(Partnership partnership)
    {
        PartnershipFindings findings = PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));
        Assert.True(findings.IsAnswered, $"{findings.Objective} to {findings.UpperBound}, budget {findings.Budget}");
        Assert.InRange(Math.Abs(findings.Gap), 0, (1e-11 * findings.Objective) + 1e-12);
        Assert.DoesNotContain(PartnershipAudit.Run(findings), promise => promise.IsBroken);
    }
}
