using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>
/// Densities that are narrow in their support, or that are infinite at its ends: prices were searched for in too few steps
/// along a tail that falls like an exponential, and types without mass had virtual types made of rounding.
/// </summary>
public sealed class NarrowDensityRegressionTests
{
    private static readonly Dictionary<string, Distribution> s_types = new()
    {
        ["uniform"] = Partnerships.Unit,
        ["normal"] = new TruncatedNormalDistribution(0.5, 0.001, 0, 1),
        ["moved normal"] = new TruncatedNormalDistribution(0.501, 0.001, 0, 1),
        ["low normal"] = new TruncatedNormalDistribution(0.3, 0.001, 0, 1),
        ["narrowest normal"] = new TruncatedNormalDistribution(0.5, 0.0001, 0, 1),
        ["normal at an end"] = new TruncatedNormalDistribution(0, 0.001, 0, 1),
        ["beta"] = new BetaDistribution(1000, 1000, 0, 1),
        ["narrowest beta"] = new BetaDistribution(10_000, 10_000, 0, 1),
        ["wide beta"] = new BetaDistribution(2, 2, 0, 1),
        ["power"] = new PowerDistribution(1000, 0, 1),
        ["exploding"] = new BetaDistribution(0.1, 0.1, 0, 1),
    };

    [Theory]
    [InlineData("normal", "normal")]
    [InlineData("normal", "moved normal")]
    [InlineData("low normal", "uniform")]
    [InlineData("uniform", "low normal")]
    [InlineData("normal", "wide beta")]
    [InlineData("narrowest normal", "uniform")]
    [InlineData("normal at an end", "uniform")]
    [InlineData("beta", "uniform")]
    [InlineData("uniform", "beta")]
    [InlineData("beta", "beta")]
    [InlineData("narrowest beta", "uniform")]
    [InlineData("power", "uniform")]
    [InlineData("exploding", "uniform")]
    public void Narrow_densities_are_answered_like_others(string first, string second)
    {
        foreach (var (share, weight) in new[] { (0.9, 1.0), (0.5, 0.6), (1, 0.5) })
        {
            PartnershipFindings findings = Solve(share, [1, weight], s_types[first], s_types[second]);
            Assert.True(findings.IsAnswered, $"{share}: {findings.Objective} to {findings.UpperBound}");
            Assert.InRange(findings.Gap, -1e-12, 1e-12);
            Assert.DoesNotContain(PartnershipAudit.Run(findings), promise => promise.IsBroken);
        }
    }

    /// <summary>A narrow density is an ordinary one in another unit, if the ends of the support are out of sight.</summary>
    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.5, 0.6)]
    [InlineData(1, 0.5)]
    [InlineData(0.7, 0)]
    public void A_narrow_normal_is_a_wide_one_in_another_unit(double share, double weight)
    {
        PartnershipFindings narrow = Solve(share, [1, weight], s_types["normal"], s_types["moved normal"]);
        PartnershipFindings wide = Solve(share, [1, weight], new TruncatedNormalDistribution(0, 1, -12, 12), new TruncatedNormalDistribution(1, 1, -12, 12));
        Assert.True(narrow.IsAnswered && wide.IsAnswered);
        Assert.Equal(wide.Objective, 1000 * narrow.Objective, 1e-8);
        Assert.Equal(wide.Budget, 1000 * narrow.Budget, 1e-8);
        Assert.Equal(wide.Gains, 1000 * narrow.Gains, 1e-7);
        Assert.Equal(wide.EfficientBudget, 1000 * narrow.EfficientBudget, 1e-8);
        Assert.Equal(wide.Outcome.Bound!.Multiplier, narrow.Outcome.Bound!.Multiplier, 1e-7);
    }

    /// <summary>E max of a uniform value and another on [0, 1] is (1 + E X²)/2.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void The_first_best_with_a_uniform_value_is_known(double parameter)
    {
        PartnershipFindings findings = Solve(0.9, [1, 1], new BetaDistribution(parameter, parameter, 0, 1), Partnerships.Unit);
        double square = 0.25 + (0.25 / ((2 * parameter) + 1));
        Assert.Equal((1 + square) / 2, findings.FirstBest, 1e-12);
    }

    /// <summary>A price is where the virtual type is the value.</summary>
    [Theory]
    [InlineData("normal", 0.5)]
    [InlineData("narrowest normal", 0.5)]
    [InlineData("low normal", 0.3)]
    [InlineData("beta", 0.5)]
    [InlineData("narrowest beta", 0.5)]
    public void Prices_invert_virtual_types(string name, double middle)
    {
        Distribution type = s_types[name];
        var grid = new TypeGrid(type);
        foreach (double weight in new[] { 0, 0.5, 0.999 })
        {
            foreach (double away in new[] { 1e-5, 1e-3, 0.01, 0.1, 0.25 })
            {
                double seller = Price(grid, weight, Side.Seller, middle + away);
                double buyer = Price(grid, weight, Side.Buyer, middle - away);
                Assert.Equal(middle + away, seller + ((1 - weight) * type.Cdf(seller) / type.Density(seller, 0)), 1e-9);
                Assert.Equal(middle - away, buyer - ((1 - weight) * type.Survival(buyer) / type.Density(buyer, 0)), 1e-9);
            }
        }
    }

    private static double Price(TypeGrid grid, double weight, Side side, double x)
    {
        PriceSchedule schedule = PriceSchedule.Of(grid, weight, side);
        double price = double.NaN;
        schedule.Evaluate(schedule.StepAt(x), x, ref price, out _, out _);
        return price;
    }

    private static PartnershipFindings Solve(double share, double[] weights, params Distribution[] types) =>
        PartnershipFindings.Of(IncompleteInformationBargaining.Solve(Partnerships.Of([share, 1 - share], weights, types)));
}
