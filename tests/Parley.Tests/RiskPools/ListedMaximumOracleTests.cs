using Parley.Certificates.RiskPools;
using Parley.Engines.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>The best allocation of a list against the expectations that utilities stand for.</summary>
public sealed class ListedMaximumOracleTests
{
    private static readonly double[] s_prior = [0.5, 0.25, 0.25];
    private static readonly double[][] s_even = [[0, -5, -10], [0, -5, -10]];
    private static readonly double[][] s_toAna = [[0, -10, -20], [0, 0, 0]];
    private static readonly double[][] s_toBen = [[0, 0, 0], [0, -10, -20]];

    [Fact]
    public void Welfare_is_the_sum_of_certainty_equivalents()
    {
        double[] welfare = ListedMaximum.Welfare(Pool([s_toAna, s_even, s_toBen], new Entropic(0.2), new Entropic(0.1)));

        static double Equivalent(double aversion, double[] money) => -Math.Log(money.Zip(s_prior, (amount, p) => p * Math.Exp(-aversion * amount)).Sum()) / aversion;
        double[][][] list = [s_toAna, s_even, s_toBen];
        Assert.Equal(list.Select(parts => Equivalent(0.2, parts[0]) + Equivalent(0.1, parts[1])), welfare, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData(0.2, 0.1, 1)]
    [InlineData(5, 0.001, 2)]
    [InlineData(0.001, 5, 0)]
    public void The_best_is_chosen(double ana, double ben, int expected) =>
        Assert.Equal(new Choice(expected), ListedMaximum.Solve(Pool([s_toAna, s_even, s_toBen], new Entropic(ana), new Entropic(ben))));

    [Fact]
    public void Of_equally_good_ones_the_first_is_chosen() =>
        Assert.Equal(new Choice(0), ListedMaximum.Solve(Pool([s_toAna, s_toBen, s_even], new Expected(), new Expected())));

    [Fact]
    public void Another_menu_is_refused() =>
        Assert.Throws<ArgumentException>(() => ListedMaximum.Solve(MenuPools.Of(new ProportionalMenu(), [0, -10, -20], s_prior, (new Expected(), new SinglePrior()))));

    private static RiskPool Pool(double[][][] list, MonetaryUtility ana, MonetaryUtility ben) => MenuPools.Of(
        new ListedMenu(list, [.. list.Select(_ => 1.0 / list.Length)]), [0, -10, -20], s_prior, (ana, new SinglePrior()), (ben, new SinglePrior()));
}
