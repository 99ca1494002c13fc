using Parley.Certificates.RiskPools.Contracts;

namespace Parley.Tests.RiskPools.Contracts;

/// <summary>Payments in whole units: they sum to 0, and none is a unit away from what is due.</summary>
public sealed class RoundedPaymentsPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void They_sum_to_zero_and_each_lies_within_a_unit(int seed)
    {
        var random = new Random(seed);
        double money = Math.Pow(10, random.Next(-3, 8));
        double unit = random.Next(2) == 0 ? 0.01 : money * Math.Pow(10, -random.Next(1, 6));
        double[] amounts = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(5) == 0 ? 0 : money * ((2 * random.NextDouble()) - 1))];
        amounts[^1] -= amounts.Sum();

        long[] units = RoundedPayments.Of(amounts, unit);

        Assert.Equal(0, units.Sum());
        Assert.All(units.Zip(amounts), pair => Assert.InRange(Math.Abs((pair.First * unit) - pair.Second), 0, unit * (1 + 1e-6)));
        // Nobody with a smaller remainder was rounded up while one with a larger remainder was rounded down.
        double[] remainders = [.. amounts.Select(amount => (amount / unit) - Math.Floor(amount / unit))];
        double[] up = [.. remainders.Where((remainder, i) => remainder is > 1e-6 and < 1 - 1e-6 && units[i] > Math.Floor(amounts[i] / unit))];
        double[] down = [.. remainders.Where((remainder, i) => remainder is > 1e-6 and < 1 - 1e-6 && units[i] == Math.Floor(amounts[i] / unit))];
        Assert.True(up.Length == 0 || down.Length == 0 || up.Min() >= down.Max() - 1e-6);
    }

    [Fact]
    public void Of_equal_remainders_the_first_gets_the_unit() =>
        Assert.Equal([1, 0, -1], RoundedPayments.Of([0.5, 0.5, -1], 1));

    [Fact]
    public void Whole_amounts_stay_as_they_are_although_they_are_no_doubles() =>
        Assert.Equal([30, -10, -20], RoundedPayments.Of([0.1 + 0.2, -0.1, -0.2], 0.01));

    [Fact]
    public void Amounts_without_a_digit_for_the_unit_are_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => RoundedPayments.Of([1e15, -1e15], 0.01));
        Assert.Contains("choose a larger unit", refusal.Message);
        Assert.Throws<ArgumentException>(() => RoundedPayments.Of([double.NaN, 0], 0.01));
        Assert.Throws<ArgumentException>(() => RoundedPayments.Of([10, -5], 0.01));
    }
}
