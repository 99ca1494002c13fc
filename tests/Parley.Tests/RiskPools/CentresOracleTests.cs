using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>The quick ways to evaluate large pools against the definitions.</summary>
public sealed class CentresOracleTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(17, 2051, 3)]
    [InlineData(40, 1024, 1)]
    [InlineData(8, 1025, 0)]
    public void Tilts_are_what_their_formula_says(int members, int scenarios, int factors)
    {
        var random = new Random(members);
        double[] reference = Weights(random, scenarios);
        double[] loadings = Draw(random, factors * members, 3);
        double[] tilts = Draw(random, factors * scenarios, 3);
        var centres = new TiltedCentres(reference, loadings, tilts, members);
        double[] rows = new double[members * scenarios];
        int half = scenarios / 2;
        centres.LogRows(0, half, rows).CopyTo(rows);
        double[] rest = centres.LogRows(half, scenarios - half, new double[members * (scenarios - half)]).ToArray();
        rest.CopyTo(rows, half * members);

        for (int i = 0; i < members; i++)
        {
            double[] weights = [.. Enumerable.Range(0, scenarios).Select(s =>
                reference[s] * Math.Exp(Enumerable.Range(0, factors).Sum(k => loadings[(k * members) + i] * tilts[(s * factors) + k])))];
            double[] prior = new double[scenarios];
            centres.Prior(i, prior);
            for (int s = 0; s < scenarios; s++)
            {
                double expected = weights[s] / weights.Sum();
                Assert.Equal(expected, prior[s], 1e-12 * expected);
                Assert.Equal(Math.Log(expected), rows[(s * members) + i], 1e-12 * (1 + Math.Abs(Math.Log(expected))));
            }
        }
    }

    [Fact]
    public void Tilts_beyond_what_exponentials_hold_still_sum_to_one()
    {
        double[] prior = new double[3];
        var centres = new TiltedCentres([0.5, 0.25, 0.25], [1000, -1000], [-1, 0, 1], 2);

        centres.Prior(0, prior);
        Assert.Equal([0, 0, 1], prior);
        centres.Prior(1, prior);
        Assert.Equal([1, 0, 0], prior);
        Assert.Equal(-2000 + Math.Log(2), centres.LogRows(0, 1, new double[2])[0], 1e-9);
    }

    [Fact]
    public void Tilts_that_cannot_be_added_up_are_refused() =>
        Assert.Contains("the tilts of member 2 are too large to be added up; choose smaller loadings or factors", Assert.Throws<ArgumentException>(
            () => new TiltedCentres([0.5, 0.5], [0, 1e200], [1e200, -1e200], 2)).Message);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 0.001)]
    [InlineData(1023, 0.2)]
    [InlineData(4101, 3)]
    [InlineData(4101, 500)]
    public void Quick_certainty_equivalents_agree_with_the_definition(int scenarios, double riskAversion)
    {
        var random = new Random(scenarios);
        for (int trial = 0; trial < 10; trial++)
        {
            double[] position = Draw(random, scenarios, 10);
            double[] prior = Weights(random, scenarios);
            double definition = new Entropic(riskAversion).Value(position, new SinglePrior(), prior, new double[scenarios], new double[scenarios]);

            Assert.Equal(definition, CertaintyEquivalent.Of(riskAversion, position, prior), 1e-13 * (10 + (1 / riskAversion)));
        }
    }

    /// <summary>Losses of probability 0, however large, do not count; nor do they overflow.</summary>
    [Fact]
    public void What_cannot_happen_does_not_matter()
    {
        double[] position = [-1e300, 3, 3, 3, 3, -1e308, 3, -5e7];
        double[] prior = [0, 0.25, 0.25, 0.125, 0.125, 0, 0.25, 0];

        Assert.Equal(3, CertaintyEquivalent.Of(100, position, prior), 1e-14);
        Assert.Equal(3, CertaintyEquivalent.Of(1e-6, position, prior), 1e-9);
    }

    private static double[] Draw(Random random, int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * ((2 * random.NextDouble()) - 1))];

    private static double[] Weights(Random random, int count)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + 1e-3)];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
