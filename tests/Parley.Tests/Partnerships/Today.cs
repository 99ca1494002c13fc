using Parley.Certificates.Partnerships.Today;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Short ways to state partnerships and to ask what people do today.</summary>
internal static class Today
{
    internal static Partnership Two(double share, Distribution first, Distribution second, double? buyOut = null) =>
        new("", [new Agent("first", share, 1, first, 1, buyOut), new Agent("second", 1 - share, 1, second, 0, buyOut)]);

    internal static Partnership Equal(int count, Distribution type) =>
        new("", Enumerable.Range(0, count).Select(agent => new Agent($"{agent}", 1.0 / count, 1, type, 1.0 / count)));

    internal static TodayOutcome Shotgun(Partnership partnership, int proposer) =>
        Assert.IsType<TodayAnswer.Computed>(ShotgunClause.Evaluate(partnership, proposer)).Outcome;

    internal static Func<double, double> Prices(Partnership partnership, int proposer) =>
        Assert.IsType<TodayAnswer.Computed>(ShotgunClause.Evaluate(partnership, proposer)).Actions[proposer];

    internal static TodayOutcome Auction(Partnership partnership) =>
        Assert.IsType<TodayAnswer.Computed>(WinnersBidAuction.Evaluate(partnership)).Outcome;

    /// <summary>Pairs of distributions: smooth and rough, disjoint, with humps, with infinite or vanishing densities, with atoms.</summary>
    internal static readonly Distribution[] Types =
    [
        new UniformDistribution(0, 1),
        new UniformDistribution(0.5, 2),
        new UniformDistribution(2, 3),
        new TestDistributions.Power(0, 1, 2),
        new TestDistributions.Power(0, 1, 0.5),
        new TestDistributions.Power(0, 1, 0.7),
        new TestDistributions.Polygon([0, 0.5, 1], [0, 2, 0]),
        new TestDistributions.Polygon([0, 0.1, 0.2, 0.5, 0.6, 0.7, 0.9, 1, 1.2], [0.1, 5, 0.1, 0.1, 8, 0.2, 0.1, 4, 0]),
        new TestDistributions.Polygon([0, 0.3, 0.300001, 0.7, 0.700001, 1], [1, 1, 0, 0, 1, 1]),
        new TestDistributions.Finite(new Atom(0, 0.2), new Atom(0.4, 0.3), new Atom(0.7, 0.25), new Atom(1, 0.25)),
        new TestDistributions.Finite(new Atom(0.5, 1)),
    ];

    internal static TheoryData<int, int, double> Pairs()
    {
        var data = new TheoryData<int, int, double>();
        for (int first = 0; first < Types.Length; first++)
        {
            for (int second = 0; second < Types.Length; second++)
            {
                data.Add(first, second, new[] { 0.5, 0.3, 0, 1 }[(first + second) % 4]);
            }
        }

        return data;
    }
}
