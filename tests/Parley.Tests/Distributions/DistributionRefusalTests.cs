using Parley.Problems.Distributions;

namespace Parley.Tests.Distributions;

/// <summary>Every constructor says what is wrong, what is allowed and how to mend it.</summary>
public sealed class DistributionRefusalTests
{
    private static readonly Dictionary<string, Func<Distribution>> s_mistakes = new()
    {
        ["the support [1, 0] is reversed or not finite"] = () => new UniformDistribution(1, 0),
        ["the support [1, 1] is empty"] = () => new BetaDistribution(1, 1, 1, 1),
        ["the support [0, NaN] is reversed or not finite"] = () => new PowerDistribution(1, 0, double.NaN),
        ["the support [0, Infinity] is reversed or not finite"] = () => new TruncatedNormalDistribution(0, 1, 0, double.PositiveInfinity),
        ["has the length 1E+200"] = () => new UniformDistribution(0, 1e200),
        ["has the length Infinity"] = () => new UniformDistribution(-1e308, 1e308),
        ["has the length 1E-200"] = () => new UniformDistribution(0, 1e-200),
        ["a is 0.001; give a number from 0.01 to 10000"] = () => new BetaDistribution(0.001, 1, 0, 1),
        ["b is NaN; give a number from 0.01 to 10000"] = () => new BetaDistribution(1, double.NaN, 0, 1),
        ["exponent is -1; give a number from 0.01 to 10000"] = () => new PowerDistribution(-1, 0, 1),
        ["sd is 0; give a number from 1E-150"] = () => new TruncatedNormalDistribution(0, 0, 0, 1),
        ["mean is NaN"] = () => new TruncatedNormalDistribution(double.NaN, 1, 0, 1),
        ["lies 40 standard deviations from the mean 0"] = () => new TruncatedNormalDistribution(0, 1, 40, 41),
        ["there are 1 points and 1 densities"] = () => new PiecewiseDistribution([1], [1]),
        ["there are 2 points and 3 densities"] = () => new PiecewiseDistribution([1, 2], [1, 2, 3]),
        ["the support [2, 2] is empty"] = () => new PiecewiseDistribution([1, 2, 2, 3], [1, 1, 1, 1]),
        ["the density at 2 is -1; give a number of at least 0"] = () => new PiecewiseDistribution([1, 2], [1, -1]),
        ["the density at 2 is NaN"] = () => new PiecewiseDistribution([1, 2], [1, double.NaN]),
        ["the density is 0 everywhere"] = () => new PiecewiseDistribution([1, 2], [0, 0]),
        ["there is no atom"] = () => new DiscreteDistribution([]),
        ["the probability of 1 is 0"] = () => new DiscreteDistribution([new Atom(1, 0), new Atom(2, 1)]),
        ["the value 1 stands twice"] = () => new DiscreteDistribution([new Atom(1, 0.5), new Atom(1, 0.5)]),
        ["the value NaN is not finite"] = () => new DiscreteDistribution([new Atom(double.NaN, 1)]),
        ["the probabilities sum to 0.999; make them sum to 1"] = () => new DiscreteDistribution([new Atom(1, 0.5), new Atom(2, 0.499)]),
        ["there is no observation"] = () => EmpiricalDistribution.Atoms([]),
        ["the observation NaN is not finite"] = () => EmpiricalDistribution.Atoms([1, double.NaN]),
        ["all observations are 7; smoothing needs at least two different ones"] = () => EmpiricalDistribution.Smoothed([7, 7]),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named(string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => s_mistakes[message]()).Message);
}
