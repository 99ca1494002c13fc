using Parley.Engines.RiskPools.Averages;

namespace Parley.Tests.RiskPools.Averages;

/// <summary>Averages over the flat menu against closed forms, nested quadrature, and Monte Carlo.</summary>
public sealed class FlatAverageOracleTests
{
    /// <summary>With one scenario log Z is linear in the share, whose mean is 1/n.</summary>
    [Theory]
    [InlineData(2, 0.3, -4)]
    [InlineData(2, 2, 700)]
    [InlineData(2, 1, -2000)]
    [InlineData(3, 0.01, -3)]
    [InlineData(7, 1, 5000)]
    [InlineData(50, 0.2, -90)]
    [InlineData(500, 0.2, -90000)]
    [InlineData(500, 0.2, 90000)]
    [InlineData(10000, 1, -1)]
    public void One_scenario_has_the_mean_share(int members, double aversion, double total)
    {
        (double value, double error) = Of(members, aversion, [total], [1]);
        Assert.InRange(error * aversion, 0, 1e-9);
        Assert.InRange(Math.Abs(value - (total / members)), 0, error);
    }

    [Theory]
    [InlineData(2, 1, -3, 2, 0.3)]
    [InlineData(2, 1, -40, -50, 0.5)]
    [InlineData(3, 0.5, 8, -9, 0.1)]
    [InlineData(5, 2, 30, 20, 0.7)]
    [InlineData(40, 1, -60, -300, 0.001)]
    [InlineData(500, 1, -900, -2000, 0.6)]
    [InlineData(500, 1, -900, 0, 0.6)]
    public void Two_scenarios_agree_with_nested_quadrature(int members, double aversion, double first, double second, double probability)
    {
        (double value, double error) = Of(members, aversion, [first, second], [probability, 1 - probability]);
        double expected = Nested(members, q => r => Log(-aversion * first * q, probability, -aversion * second * r)) / -aversion;
        Assert.InRange(error * aversion, 0, 1e-9);
        Assert.InRange(Math.Abs(value - expected), 0, error + (1e-10 * Math.Max(1, Math.Abs(expected)) / aversion));
    }

    private static double Log(double x, double probability, double y)
    {
        double top = Math.Max(x, y);
        return top + Math.Log((probability * Math.Exp(x - top)) + ((1 - probability) * Math.Exp(y - top)));
    }

    /// <summary>The double mean over two independent shares, in the variable t with 1 - q = (1 - t)^(1/(n-1)), uniform, by tanh-sinh rules.</summary>
    private static double Nested(int members, Func<double, Func<double, double>> function)
    {
        List<(double Share, double Weight)> nodes = [];
        for (double x = -3.4; x <= 3.4 + 1e-12; x += 0.0125)
        {
            double s = Math.PI / 2 * Math.Sinh(x);
            double left = 1 / (1 + Math.Exp(2 * s)); // 1 - t
            double weight = 0.0125 * Math.PI / 2 * Math.Cosh(x) * 2 * left * (1 - left);
            nodes.Add((1 - Math.Pow(left, 1.0 / (members - 1)), weight));
        }

        return nodes.Sum(outer => function(outer.Share) is var inner ? outer.Weight * nodes.Sum(node => node.Weight * inner(node.Share)) : 0);
    }

    private static (double Value, double Error) Of(int members, double aversion, double[] total, double[] prior) =>
        new FlatAverage(members, total.Length, new LightSeries(members)).Value(aversion, total, prior, default);
}
