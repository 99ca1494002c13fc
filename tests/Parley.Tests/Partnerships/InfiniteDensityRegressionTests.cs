using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>
/// Densities that are infinite at an end, where doubles do not tell apart who is there: values were integrated over what rounding
/// made of the density, and objectives and bounds differed by up to 0.01.
/// </summary>
public sealed class InfiniteDensityRegressionTests
{
    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(0.05, 0.05)]
    [InlineData(0.01, 1)]
    [InlineData(1, 0.01)]
    [InlineData(0.5, 0.25)]
    public void Bounds_meet(double first, double second)
    {
        foreach (var (share, weight) in new[] { (0.9, 1.0), (0.5, 0.6), (1, 0.5) })
        {
            AssertAnswered(Partnerships.Of([share, 1 - share], [1, weight], Beta(first), Beta(second)), 5e-10);
        }
    }

    /// <summary>Three at one end, and ends at different places, some with a pool of sellers just beyond.</summary>
    [Fact]
    public void Many_ends_with_infinite_densities()
    {
        AssertAnswered(Partnerships.Of([0.5, 0.3, 0.2], [1, 1, 1], Beta(0.1), Beta(0.1), Beta(0.1)), 1e-10);
        AssertAnswered(Partnerships.Of(
            [1, 0, 0], [1, 0.027, 0.84],
            new BetaDistribution(0.1, 0.08, 0.6, 0.9), new TruncatedNormalDistribution(0.7345, 0.0454, 0, 1), new BetaDistribution(0.08, 1.016, 0, 1)), 1e-9);
        AssertAnswered(Partnerships.Of(
            [0.4, 0.15, 0.3, 0.15], [0.75, 1, 0.42, 0.42],
            new TruncatedNormalDistribution(0.836, 0.0755, 0, 1), new BetaDistribution(2.62, 0.596, 0.12, 1.09),
            new PowerDistribution(3.54, 0.15, 1.12), new BetaDistribution(0.8, 0.153, 0, 1)), 1e-9);
    }

    /// <summary>A price that hurries from its lowest to its highest between two nodes went unseen: alpha near 1, a density that vanishes like a root.</summary>
    [Fact]
    public void Hurrying_prices_are_seen() => AssertAnswered(Partnerships.Of(
        [0.25, 0.25, 0.25, 0.25], [1, 1, 0.75, 1],
        new BetaDistribution(0.534165235399587, 0.9740587381919922, 0.4032125865124225, 0.9231456678934142),
        new BetaDistribution(1.1329161120149875, 1.128717055148319, 0.13301882405440266, 0.8456312649164495),
        new BetaDistribution(0.608986787066367, 2.422184372566448, 0.6721375849899545, 1.1177577924531688),
        new TruncatedNormalDistribution(1.1229401426103722, 0.0675858708232784, 0.19709837692654616, 1.3928566218320544)), 1e-10);

    /// <summary>E max of two alike is twice the integral of p Q(p), Q being the quantile function, which is smooth where the density is infinite.</summary>
    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(0.06, 0.3)]
    [InlineData(2, 0.08)]
    public void The_first_best_of_two_alike_is_known(double a, double b)
    {
        var type = new BetaDistribution(a, b, 0, 1);
        const int Steps = 20_000;
        double sum = 0;
        for (int k = 0; k < Steps; k++)
        {
            double middle = (k + 0.5) / Steps;
            sum += middle * type.Quantile(middle);
        }

        PartnershipFindings findings = PartnershipFindings.Of(IncompleteInformationBargaining.Solve(Partnerships.Of([0.9, 0.1], [1, 1], type, type)));
        Assert.Equal(2 * sum / Steps, findings.FirstBest, 1e-7);
    }

    /// <summary>Random partnerships with parameters from 0.05 to 3, on common and on other supports.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_partnerships_are_answered(int seed)
    {
        var random = new Random(seed);
        for (int number = 0; number < 20; number++)
        {
            double[] shares = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.NextDouble() * random.Next(1, 3))];
            double[] weights = [.. shares.Select(_ => random.Next(3) == 0 ? 1 : random.NextDouble())];
            AssertAnswered(Partnerships.Of([.. shares.Select(share => share / shares.Sum())], weights, [.. shares.Select(_ => Draw(random))]), 1e-8);
        }
    }

    /// <summary>Near an end the virtual types that count as one hold few enough types, or are near enough, that nobody loses.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void What_counts_as_one_loses_nothing(double power)
    {
        IReadOnlyList<Pole> poles = Pole.Of(new BetaDistribution(power, power, 1, 3));
        Assert.Equal([1.0, 3.0], poles.Select(pole => pole.End));
        Assert.All(poles, pole => Assert.InRange(pole.Width * Math.Pow(pole.Width / 2, 2 * power) * power, 0, 2e-11 * 2));
        Assert.Empty(Pole.Of(new BetaDistribution(1 + power, 1, 1, 3)));
    }

    private static BetaDistribution Beta(double parameter) => new BetaDistribution(parameter, parameter, 0, 1);

    private static Distribution Draw(Random random)
    {
        (double low, double high) = random.Next(2) == 0 ? (0, 1) : (random.NextDouble() * 0.7, 0.8 + (random.NextDouble() * 0.7));
        double Parameter() => 0.05 * Math.Pow(60, random.NextDouble());
        return random.Next(4) switch
        {
            0 => new UniformDistribution(low, high),
            1 => new TruncatedNormalDistribution(low + (random.NextDouble() * (high - low)), 0.05, low, high),
            _ => new BetaDistribution(Parameter(), Parameter(), low, high),
        };
    }

    private static void AssertAnswered(Partnership partnership, double relativeGap)
    {
        PartnershipFindings findings = PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));
        string who = string.Join("; ", partnership.Agents.Select(agent => $"{agent.Share}/{agent.Weight}/{agent.Type}"));
        Assert.True(findings.IsAnswered, $"{who}: {findings.Objective} to {findings.UpperBound}, budget {findings.Budget}");
        Assert.True(Math.Abs(findings.Gap) <= (relativeGap * findings.Objective) + 1e-11, $"{who}: gap {findings.Gap}");
        Assert.True(findings.Tolerance < 3e-9, $"{who}: tolerance {findings.Tolerance}");
        Assert.DoesNotContain(PartnershipAudit.Run(findings), promise => promise.IsBroken);
    }
}
