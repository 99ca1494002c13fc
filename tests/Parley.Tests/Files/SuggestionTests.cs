using Parley.Files;

namespace Parley.Tests.Files;

public sealed class SuggestionTests
{
    private static readonly string[] s_keys = ["types", "value", "coalition", "payoffs", "for", "probability", "a"];

    [Theory]
    [InlineData("type", "types")]
    [InlineData("Types", "types")]
    [InlineData("VALUE", "value")]
    [InlineData("vaule", "value")]
    [InlineData("coaltion", "coalition")]
    [InlineData("probabilty", "probability")]
    [InlineData("payofs", "payoffs")]
    [InlineData("fro", "for")]
    [InlineData("weights", null)]
    [InlineData("b", null)]
    [InlineData("", null)]
    [InlineData("fox trot", null)]
    public void The_nearest_word_is_found_or_none(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.Nearest(word, s_keys));

    [Fact]
    public void The_first_of_equals_wins() => Assert.Equal("cat", Suggestion.Nearest("bat", ["cat", "rat"]));

    [Fact]
    public void A_word_of_a_million_letters_is_near_nothing() =>
        Assert.Null(Suggestion.Nearest(new string('x', 1_000_000), s_keys));
}
