using Parley.Files.Results;
using Parley.Problems.Numbers;

namespace Parley.Tests.Files;

public sealed class ResultComparisonTests
{
    [Fact]
    public void Differences_are_told_in_words()
    {
        var recorded = new ResultMap
        {
            ["value"] = new ResultMap { ["buyer"] = Rational.Parse("10/3"), ["odd"] = true },
            ["list"] = new ResultList { "a", "b", "c" },
            ["mean"] = 0.1,
        };
        var recomputed = new ResultMap
        {
            ["mean"] = 0.2,
            ["value"] = new ResultMap { ["buyer"] = Rational.Parse("11/3"), ["seller"] = "x" },
            ["list"] = new ResultList { "b", "a" },
        };
        Assert.Equal(
            [
                "value.buyer: recorded 10/3 exactly, recomputed 11/3 exactly",
                "value.odd: recorded true, recomputed nothing",
                "value.seller: recorded nothing, recomputed 'x'",
                "list[0]: recorded 'a', recomputed 'b'",
                "list[1]: recorded 'b', recomputed 'a'",
                "list[2]: recorded 'c', recomputed nothing",
                "mean: recorded about 0.1, recomputed about 0.2",
            ],
            ResultComparison.Differences(recorded, recomputed).Select(difference => difference.ToString()));
    }

    [Fact]
    public void The_order_of_keys_does_not_matter() => Assert.Empty(ResultComparison.Differences(
        new ResultMap { ["a"] = 1, ["b"] = 2 }, new ResultMap { ["b"] = 2, ["a"] = 1 }));

    [Fact]
    public void An_exact_number_is_not_the_approximate_one_that_looks_like_it() => Assert.Single(ResultComparison.Differences(
        new ExactNumber(Rational.One), new Approximate(1)));

    [Fact]
    public void A_number_as_text_is_a_number_only_in_the_certificate()
    {
        var text = new ResultMap { ["certificate"] = "10/3" };
        var number = new ResultMap { ["certificate"] = Rational.Parse("10/3") };
        Assert.Empty(ResultComparison.Differences(text, number));
        Assert.Empty(ResultComparison.Differences(number, text));
        Assert.Single(ResultComparison.Differences(new ResultMap { ["a"] = text }, new ResultMap { ["a"] = number }));
    }

    [Theory]
    [InlineData(1.0, 1.0, 0, true)]
    [InlineData(1.0, 1.0000000000000002, 0, false)]
    [InlineData(0.0, -0.0, 0, false)]
    [InlineData(1.0, 1.25, 0.25, true)]
    [InlineData(1.0, 1.25, 0.2, false)]
    public void Approximate_numbers_agree_in_their_bits_or_within_the_recomputed_tolerance(
        double recorded, double recomputed, double tolerance, bool agree)
    {
        Assert.Equal(agree, ResultComparison.Differences(new Approximate(recorded), new Approximate(recomputed, tolerance)).Count == 0);
        Assert.Equal(
            recorded.Equals(recomputed) && double.IsNegative(recorded) == double.IsNegative(recomputed),
            ResultComparison.Differences(new Approximate(recorded, 1000), new Approximate(recomputed)).Count == 0);
    }

    [Fact]
    public void The_list_of_differences_is_limited() => Assert.Equal(3, ResultComparison.Differences(
        new ResultList(Enumerable.Repeat((ResultNode)1, 1000)), new ResultList(), limit: 3).Count);
}
