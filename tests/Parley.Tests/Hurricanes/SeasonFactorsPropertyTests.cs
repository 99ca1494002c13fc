using Parley.Engines.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Factors of seasons, and the priors made of them.</summary>
public sealed class SeasonFactorsPropertyTests
{
    private static readonly SeasonTraits[] s_traits = Seasons.Traits(new SyntheticCoast(1, 2), 0, 1000);

    [Fact]
    public void Factors_have_mean_0_and_deviation_1()
    {
        SeasonFactors factors = SeasonFactors.Of(s_traits);
        for (int k = 0; k < SeasonFactors.Count; k++)
        {
            double[] row = factors[k].ToArray();
            Assert.Equal(0, row.Average(), 1e-12);
            Assert.Equal(1, row.Average(x => x * x), 1e-12);
        }
    }

    [Fact]
    public void Factors_rise_with_what_they_stand_for()
    {
        SeasonFactors factors = SeasonFactors.Of(
            [default, new SeasonTraits(1, 30, 26), new SeasonTraits(3, 60, 32)]);

        Assert.True(factors[0][0] < factors[0][1] && factors[0][1] < factors[0][2]);
        Assert.True(factors[1][0] < factors[1][1] && factors[1][1] < factors[1][2]);
        Assert.Equal(0, factors[2][0], 1e-12);
        Assert.True(factors[2][1] < 0 && factors[2][2] > 0);
    }

    [Fact]
    public void A_factor_that_does_not_vary_is_0()
    {
        SeasonFactors factors = SeasonFactors.Of([new SeasonTraits(1, 30, 26.1), new SeasonTraits(1, 40, 26.1), new SeasonTraits(1, 50, 26.1)]);

        Assert.Equal([0.0, 0, 0], factors[0].ToArray());
        Assert.Equal([0.0, 0, 0], factors[2].ToArray());
    }

    [Fact]
    public void Priors_are_the_tilted_reference()
    {
        SeasonFactors factors = SeasonFactors.Of(s_traits);
        double[] loadings = [0.4, -1.2, 0.7];
        double[] prior = new double[s_traits.Length];
        factors.Prior(loadings, prior);
        double[] tilts = [.. Enumerable.Range(0, prior.Length).Select(s => Math.Exp(Enumerable.Range(0, 3).Sum(k => loadings[k] * factors[k][s])))];

        Assert.Equal(1, prior.Sum(), 1e-12);
        Assert.All(Enumerable.Range(0, prior.Length), s => Assert.Equal(tilts[s] / tilts.Sum(), prior[s], 1e-15));
    }

    [Fact]
    public void Priors_survive_loadings_that_would_overflow()
    {
        double[] prior = new double[s_traits.Length];
        SeasonFactors.Of(s_traits).Prior([500, 0, 0], prior);

        Assert.Equal(1, prior.Sum(), 1e-12);
    }
}
