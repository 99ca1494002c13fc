using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Ironed virtual types against their definition: no posted price on a fine grid serves better than the schedule's own.</summary>
public sealed class PriceScheduleOracleTests
{
    private const int PricesInAPiece = 300;

    /// <summary>As 1 - alpha vanishes, pools become narrower than any grid, and still none may be missed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    public void No_other_price_is_better(double complement)
    {
        var random = new Random(1981);
        for (int number = 0; number < 40; number++)
        {
            Distribution type = Draw(random);
            foreach (Side side in new[] { Side.Seller, Side.Buyer })
            {
                double gain = LargestGain(type, 1 - complement, side);
                Assert.True(gain < 1e-12, $"{number}: {type}, {side}: another price gains {gain}");
            }
        }
    }

    /// <summary>Samples whose mechanisms used to break incentive compatibility, the budget or both, by 1e-6 to 1e-3.</summary>
    [Fact]
    public void Smoothed_samples_keep_all_promises()
    {
        var random = new Random(33);
        for (int number = 0; number < 40; number++)
        {
            int count = random.Next(2, 5);
            Partnership partnership = Partnerships.Of(
                [.. Enumerable.Repeat(1.0 / count, count)], [.. Enumerable.Range(0, count).Select(i => i == 0 ? 1 : 1 - (random.Next(3) * random.NextDouble() / 2))],
                [.. Enumerable.Range(0, count).Select(_ => Sample(random, random.Next(10, 41)))]);
            PartnershipFindings findings = PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));

            Assert.True(findings.IsAnswered, $"{number}: gap {findings.Gap}");
            Assert.DoesNotContain(PartnershipAudit.Run(findings), promise => promise.IsBroken);
        }
    }

    private static Distribution Draw(Random random) => random.Next(3) switch
    {
        0 => Sample(random, random.Next(10, 41)),
        1 => new PiecewiseDistribution([0, 0.25, 0.5, 0.75, 1], [1, .. Enumerable.Range(0, 4).Select(_ => random.Next(4) * random.NextDouble())]),
        _ => new BetaDistribution(0.3 + (0.7 * random.NextDouble()), 0.3 + (0.7 * random.NextDouble()), 0, 1),
    };

    private static SmoothedEmpiricalDistribution Sample(Random random, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => Math.Round((random.NextDouble() + random.NextDouble()) / 2, 3))]);

    private static double LargestGain(Distribution type, double weight, Side side)
    {
        PriceSchedule schedule = PriceSchedule.Of(new TypeGrid(type), weight, side);
        double[] prices = [.. Enumerable.Range(0, type.Knots.Count - 1).SelectMany(piece => Enumerable.Range(0, PricesInAPiece)
            .Select(k => type.Knots[piece] + (k * (type.Knots[piece + 1] - type.Knots[piece]) / PricesInAPiece))), type.High];
        (double Cost, double Below)[] others = [.. prices.Select(price => (Cost(type, weight, side, price, type.Cdf(price)), type.Cdf(price)))];
        double[] ends = [.. schedule.Steps.Select(step => step.To).Where(double.IsFinite)];
        double worst = double.NegativeInfinity;
        foreach (double x in ends.SelectMany(end => new[] { end - 1e-5, end - 1e-9, end + 1e-9, end + 1e-5 }))
        {
            double price = double.NaN;
            schedule.Evaluate(schedule.StepAt(x), x, ref price, out double below, out _);
            worst = Math.Max(worst, Cost(type, weight, side, price, below) - (x * below) - others.Min(other => other.Cost - (x * other.Below)));
        }

        return worst;
    }

    private static double Cost(Distribution type, double weight, Side side, double price, double below) => side == Side.Seller
        ? (weight * type.PartialMean(price)) + ((1 - weight) * price * below)
        : -(weight * (type.Mean - type.PartialMean(price))) - ((1 - weight) * price * (1 - below));
}
