using Parley.Files.Documents;

namespace Parley.Tests.Files;

public sealed class BinderTests
{
    [Fact]
    public void Values_are_read_as_what_they_are()
    {
        MapNode root = Reading.Map("n: 2/5\ni: 1e3\nb: true\nt: 2024\nname: ana\nlist: [1, 2]\nquoted: 'null'");
        Assert.Equal("2/5", root.Required("n").AsRational().ToString());
        Assert.Equal(1000, root.Required("i").AsInteger(0, 1000));
        Assert.True(root.Required("b").AsBoolean());
        Assert.Equal("2024", root.Required("t").AsText());
        Assert.Equal("ana", root.Required("name").AsName());
        Assert.Equal(["1", "2"], root.Required("list").AsList().Select(item => item.AsText()));
        Assert.Equal("null", root.Required("quoted").AsText());
        Assert.Null(root.Optional("absent"));
        Assert.False(root.TryGet("absent", out _));
    }

    [Theory]
    [InlineData("x", "expected a number, found 'x'. Write a number such as 3, 0.25, 1e-3 or 2/5.")]
    [InlineData("''", "expected a number, found an empty text.")]
    [InlineData("", "expected a number, found nothing.")]
    [InlineData("null", "expected a number, found nothing.")]
    [InlineData("{}", "expected a number, found an empty map.")]
    [InlineData("[1, 2]", "expected a number, found a list of 2.")]
    [InlineData("{a: 1, b: 2}", "expected a number, found a map of a, b.")]
    [InlineData("1/0", "'1/0' divides by zero.")]
    [InlineData("-3 / 000", "'-3 / 000' divides by zero.")]
    [InlineData(".inf", "'.inf' is not a finite number.")]
    [InlineData("-.Inf", "'-.Inf' is not a finite number.")]
    [InlineData(".nan", "'.nan' is not a finite number.")]
    [InlineData("50%", "'50%' is a percentage. Write 1/2 instead.")]
    [InlineData("12.5 %", "'12.5 %' is a percentage. Write 1/8 instead.")]
    [InlineData("1,5", "'1,5' has a decimal comma. Write 1.5 with a point")]
    [InlineData("1_000", "'1_000' has separators between its digits. Write 1000 instead.")]
    [InlineData("1,000,000", "'1,000,000' has separators between its digits. Write 1000000 instead.")]
    [InlineData("10 000", "'10 000' has separators between its digits. Write 10000 instead.")]
    [InlineData("1e999", "'1e999' has an exponent beyond 300.")]
    [InlineData("1e999999999999", "'1e999999999999' has an exponent beyond 300.")]
    [InlineData("2.5/3", "'2.5/3' mixes a fraction and a decimal.")]
    [InlineData("1/2/3", "expected a number, found '1/2/3'.")]
    [InlineData("0x1F", "expected a number, found '0x1F'.")]
    [InlineData("a text that goes on and on, far too long to be repeated here", "expected a number, found 'a text that goes on and on, far too long...'.")]
    public void What_is_not_a_number_is_explained(string written, string expected)
    {
        Diagnostic diagnostic = Reading.RefusalOf(() => Reading.Map($"a: {written}").Required("a").AsRational());
        Assert.Contains("a: " + expected, diagnostic.ToString());
        Assert.NotNull(diagnostic.Mend);
    }

    [Theory]
    [InlineData("1/2", "expected an integer from 0 to 10, found '1/2'.")]
    [InlineData("11", "expected an integer from 0 to 10, found '11'.")]
    [InlineData("-1", "expected an integer from 0 to 10, found '-1'.")]
    [InlineData("1e300", "expected an integer from 0 to 10, found '1e300'.")]
    public void What_is_not_an_integer_within_limits_is_explained(string written, string expected) =>
        Assert.EndsWith(expected, Reading.RefusalOf(() => Reading.Map($"a: {written}").Required("a").AsInteger(0, 10)).ToString());

    [Theory]
    [InlineData("''", "a name is empty")]
    [InlineData("' ana'", "the name ' ana' begins or ends with a space")]
    [InlineData("\"a\\nb\"", "the name 'a\\u000ab' holds a control character")]
    [InlineData("\"a\\u202Eb\"", "the name 'a\\u202eb' holds a control character")]
    [InlineData("\"\\e[2J\"", "the name '\\u001b[2J' holds a control character")]
    [InlineData("[a]", "expected a name, found a list of 1")]
    [InlineData("", "expected a name, found nothing")]
    public void What_is_not_a_name_is_explained(string written, string expected) =>
        Assert.Equal(expected, Reading.RefusalOf(() => Reading.Map($"a: {written}").Required("a").AsName()).Message);

    [Fact]
    public void A_key_that_is_no_name_is_refused_at_the_key()
    {
        MapEntry entry = Reading.Map("a:\n  ' b': 1").Required("a").AsMap().Entries[0];
        Assert.StartsWith("problem.yaml:2:3: a.\" b\": the name ' b' begins", Reading.RefusalOf(() => entry.KeyAsName()).ToString());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("'true'")]
    [InlineData("1")]
    [InlineData("")]
    public void Only_true_and_false_are_flags(string written) =>
        Assert.Contains("expected true or false", Reading.RefusalOf(() => Reading.Map($"a: {written}").Required("a").AsBoolean()).Message);

    [Fact]
    public void A_map_or_a_list_that_is_missing_says_so()
    {
        MapNode root = Reading.Map("a:\nb: 1");
        Assert.Equal("expected a map of keys, found nothing", Reading.RefusalOf(() => root.Required("a").AsMap()).Message);
        Assert.Equal("expected a list, found '1'", Reading.RefusalOf(() => root.Required("b").AsList()).Message);
    }

    [Fact]
    public void An_unknown_key_is_named_at_its_own_place_with_the_nearest_allowed_one()
    {
        MapNode root = Reading.Map("parley: 1\nplayers:\n  buyer: { type: 1 }");
        MapNode buyer = root.Required("players").AsMap().Required("buyer").AsMap();
        Diagnostic diagnostic = Reading.RefusalOf(() => buyer.RejectUnknown("types", "value"));
        Assert.Equal("problem.yaml:3:12: players.buyer.type: unknown key 'type'. Did you mean 'types'?", diagnostic.ToString());
        Diagnostic far = Reading.RefusalOf(() => root.RejectUnknown("parley", "kind"));
        Assert.Equal("problem.yaml:2:1: players: unknown key 'players'. The keys allowed here are parley, kind.", far.ToString());
        buyer.RejectUnknown("types", "type");
    }

    [Fact]
    public void A_missing_key_is_named_and_its_misspelling_pointed_out()
    {
        MapNode root = Reading.Map("parley: 1\nplayer: {}");
        Assert.Equal("problem.yaml:1:1: the key 'kind' is missing. Add kind:.", Reading.RefusalOf(() => root.Required("kind")).ToString());
        Assert.Equal("problem.yaml:2:1: player: the key 'players' is missing. Did you mean 'players' where 'player' stands?", Reading.RefusalOf(() => root.Required("players")).ToString());
    }
}
