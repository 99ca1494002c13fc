using Parley.Certificates.RiskPools.Contracts;

namespace Parley.Tests.RiskPools.Contracts;

/// <summary>Limits on payments against bisection, and against the optimum that they stand for.</summary>
public sealed class PaymentCapsOracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_missing_money_is_borne_in_proportion_to_weights(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(1, 12);
        double[] parts = [.. Enumerable.Range(0, count).Select(_ => (10 * random.NextDouble()) - 7)];
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => 0.1 + random.NextDouble())];
        double[] floors = [.. parts.Select(part => random.Next(4) == 0 ? double.NegativeInfinity : part + (3 * random.NextDouble()) - 2)];
        double total = parts.Sum();
        if (floors.Sum() > total)
        {
            floors[0] = double.NegativeInfinity;
        }

        double[] expected = Bisected(parts, floors, weights);
        double[] limited = [.. parts];
        bool isChanged = PaymentCaps.Apply(limited, floors, weights);

        Assert.Equal(parts.Zip(floors).Any(pair => pair.First < pair.Second), isChanged);
        Assert.Equal(total, limited.Sum(), 1e-12);
        Assert.All(limited.Zip(floors), pair => Assert.True(pair.First >= pair.Second - 1e-12));
        Assert.All(limited.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void Limits_of_zero_leave_everybody_with_what_it_brought()
    {
        double[] parts = [-5, -5, -5];
        double[] positions = [-15, 0, 0];
        Assert.True(PaymentCaps.Apply(parts, positions, [1, 2, 3]));
        Assert.Equal(positions, parts);
    }

    private static double[] Bisected(double[] parts, double[] floors, double[] weights)
    {
        double[] At(double distance) => [.. parts.Select((part, i) => Math.Max(floors[i], part - (weights[i] * distance)))];
        (double low, double high) = (0, 1e6);
        for (int k = 0; k < 200; k++)
        {
            double middle = (low + high) / 2;
            (low, high) = At(middle).Sum() > parts.Sum() ? (middle, high) : (low, middle);
        }

        return At(low);
    }
}
