using Parley.Certificates.RiskPools.Averages;
using Parley.Engines.RiskPools.Averages;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools.Averages;

/// <summary>Members' averages over the menu against Monte Carlo and definitions, and the checker against forged ones.</summary>
public sealed class MenuAveragesOracleTests
{
    private static readonly double[] s_reference = [0.3, 0.25, 0.25, 0.2];
    private static readonly double[] s_total = [0, -8, 5, -20];

    /// <summary>Every kind of utility and beliefs, both measures: the solver's mean, plain Monte Carlo, and the checker.</summary>
    [Theory]
    [InlineData(MenuMeasure.SignPreserving)]
    [InlineData(MenuMeasure.Proportional)]
    public void Averages_agree_with_plain_draws_and_forged_ones_are_refused(MenuMeasure measure)
    {
        RiskPool pool = Mixed();
        AverageUtility[] averages = MenuAverages.Of(pool, new MenuAverage(measure, 8192, 3));
        IReadOnlyList<AverageCheck.Finding> findings = AverageCheck.Of(pool, measure, averages);
        for (int i = 0; i < averages.Length; i++)
        {
            (double mean, double error) = Drawn(pool, i, measure, 40_000);
            double allowed = (5 * error) + (averages[i].Guarantee == AverageGuarantee.Sampled ? 5 * averages[i].Error : averages[i].Error);
            Assert.InRange(Math.Abs(averages[i].Value - mean), 0, allowed);
            Assert.InRange(findings[i].Difference, 0, findings[i].Allowed);
            AverageUtility[] forged = [.. averages];
            forged[i] = averages[i] with { Value = averages[i].Value + (2 * findings[i].Allowed) + findings[i].Difference + 1e-9 };
            Assert.True(AverageCheck.Of(pool, measure, forged)[i] is var finding && finding.Difference > finding.Allowed);
            forged[i] = averages[i] with { Value = double.NaN };
            Assert.False(AverageCheck.Of(pool, measure, forged)[i] is var none && none.Difference <= none.Allowed);
        }

        AverageGuarantee[] expected = measure == MenuMeasure.SignPreserving
            ? [AverageGuarantee.Enclosed, AverageGuarantee.Sampled, AverageGuarantee.Exact, AverageGuarantee.Sampled, AverageGuarantee.Sampled]
            : [AverageGuarantee.Within, AverageGuarantee.Within, AverageGuarantee.Exact, AverageGuarantee.Exact, AverageGuarantee.Exact];
        Assert.Equal(expected, averages.Select(average => average.Guarantee));
    }

    [Fact]
    public void Averages_over_a_list_are_the_weighted_sums()
    {
        double[][][] list = [[[-2, -4], [-8, 4]], [[-5, 0], [-5, 0]], [[-10, 3], [0, -3]]];
        RiskPool pool = MenuPools.Of(new ListedMenu(list, [0.5, 0.25, 0.25]), [-10, 0], [0.5, 0.5], (new Entropic(0.2), new SinglePrior()), (new Expected(), new SinglePrior()));
        AverageUtility[] averages = MenuAverages.Of(pool, new MenuAverage(MenuMeasure.Listed, 1, 1));
        double[] entropic = [.. list.Select(allocation => -5 * Math.Log((Math.Exp(-0.2 * allocation[0][0]) + Math.Exp(-0.2 * allocation[0][1])) / 2))];
        Assert.Equal((0.5 * entropic[0]) + (0.25 * entropic[1]) + (0.25 * entropic[2]), averages[0].Value, 1e-12);
        Assert.Equal(-2.0, averages[1].Value, 1e-12); // -2/2 + -2.5/4 + -1.5/4, exactly
        Assert.All(averages, average => Assert.Equal(AverageGuarantee.Exact, average.Guarantee));
    }

    /// <summary>Many small scenarios, tilts and steep losses: the enclosure of the large pools against the checker's table, and both against draws.</summary>
    [Theory]
    [InlineData(1, 40, 3000)]
    [InlineData(2, 300, 2500)]
    public void Large_pools_agree_with_interpolation_and_draws(int seed, int members, int scenarios)
    {
        RiskPool pool = EntropicPools.Tilted(seed, members, scenarios, 0.3, () => new SinglePrior());
        AverageUtility[] averages = MenuAverages.Of(pool, new MenuAverage(MenuMeasure.SignPreserving, 1, 1));
        IReadOnlyList<AverageCheck.Finding> findings = AverageCheck.Of(pool, MenuMeasure.SignPreserving, averages);
        Assert.All(findings, finding => Assert.Equal("interpolated quadrature", finding.Method));
        Assert.All(findings, finding => Assert.InRange(finding.Difference, 0, finding.Allowed));
        Assert.All(averages, average => Assert.InRange(average.Error, 0, 1e-8));
        for (int i = 0; i < 3; i++)
        {
            (double mean, double error) = Drawn(pool, i, MenuMeasure.SignPreserving, 400);
            Assert.InRange(Math.Abs(averages[i].Value - mean), 0, 5 * error);
        }
    }

    /// <summary>Concavity: an average lies between the utility of the mean allocation and the mean of the linear bound.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(25)]
    [InlineData(500)]
    public void Averages_obey_Jensen(int members)
    {
        double[] reference = [0.5, 0.3, 0.2];
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), [-30, 10, -400], reference, [.. Enumerable.Range(1, members).Select(i => ((MonetaryUtility)new Entropic(2.0 * i / members), (CredalSet)new SinglePrior()))]);
        foreach (MenuMeasure measure in new[] { MenuMeasure.SignPreserving, MenuMeasure.Proportional })
        {
            AverageUtility[] averages = MenuAverages.Of(pool, new MenuAverage(measure, 1, 1));
            double expected = reference.Zip(pool.Total.ToArray(), (probability, total) => probability * total).Sum() / members;
            for (int i = 0; i < members; i++)
            {
                Assert.True(averages[i].Value <= expected + averages[i].Error);
                double mean = MenuBounds.Value(pool, i, [.. pool.Total.ToArray().Select(total => total / members)]);
                Assert.True(averages[i].Value <= mean + averages[i].Error);
            }
        }
    }

    /// <summary>Standard errors are honest: over many seeds, about two thirds of means lie within one of a precise mean.</summary>
    [Fact]
    public void Standard_errors_cover()
    {
        RiskPool pool = Mixed();
        double precise = MenuAverages.Of(pool, new MenuAverage(MenuMeasure.SignPreserving, 400_000, 999))[3].Value;
        int covered = Enumerable.Range(0, 60).Count(seed => MenuAverages.Of(pool, new MenuAverage(MenuMeasure.SignPreserving, 800, seed))[3] is var average && Math.Abs(average.Value - precise) <= 2 * average.Error);
        Assert.InRange(covered, 50, 60);
    }

    [Fact]
    public void A_member_alone_has_its_utility()
    {
        RiskPool pool = MenuPools.Of(new SignPreservingMenu(), s_total, s_reference, (new Entropic(0.3), new Contamination(0.1)));
        AverageUtility average = MenuAverages.Of(pool, new MenuAverage(MenuMeasure.SignPreserving, 100, 1))[0];
        Assert.Equal(MenuBounds.Value(pool, 0, s_total), average.Value, 1e-12);
    }

    private static RiskPool Mixed() => MenuPools.Of(new SignPreservingMenu(), s_total, s_reference,
        (new Entropic(0.3), new SinglePrior()), (new Entropic(0.1), new Contamination(0.2)), (new Expected(), new SinglePrior()),
        (new ExpectedShortfall(0.7), new SinglePrior()), (new Expected(), new TotalVariationBall(0.15)));

    private static (double Mean, double Error) Drawn(RiskPool pool, int member, MenuMeasure measure, int draws)
    {
        var random = new Random(17 * (member + 1));
        int members = pool.Members.Count;
        double Share() => 1 - Math.Pow(1 - random.NextDouble(), 1.0 / (members - 1));
        double[] position = new double[pool.Scenarios];
        double[] values = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            double common = Share();
            for (int s = 0; s < position.Length; s++)
            {
                position[s] = pool.Total[s] * (measure == MenuMeasure.Proportional ? common : Share());
            }

            values[draw] = MenuBounds.Value(pool, member, position);
        }

        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (draws - 1) / draws));
    }
}
