using System.Text;
using Parley.Files.Documents;

namespace Parley.Tests.Files;

/// <summary>Hostile and broken inputs: each is refused with its place and a mend, and none is slow.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("a: &x 1\nb: *x", "1:4: a: &x is an anchor")]
    [InlineData("a: *x", "1:4: a: *x refers to an anchor")]
    [InlineData("a: !!python/object:os.system [ls]", "1:4: a: !!python/object:os.system is a tag")]
    [InlineData("!!map\na: 1", "1:1: !!map is a tag")]
    [InlineData("a: ! 1", "1:4: a: ! is a tag")]
    [InlineData("a: 1\n---\nb: 2", "2:1: a second document begins here")]
    [InlineData("a: 1\n...\nb: 2", "3:1: a second document begins here")]
    [InlineData("x:\n  <<: { a: 1 }", "2:3: x: << merges another map")]
    [InlineData("a: 1\nb: 2\na: 3", "3:1: a: the key 'a' stands twice, first on line 1 and again on line 3")]
    [InlineData("{\"a\": 1,\n\"\\u0061\": 2}", "2:1: a: the key 'a' stands twice, first on line 1 and again on line 2")]
    [InlineData("[1, 2]: 3", "1:1: a list or a map stands where a key belongs")]
    [InlineData("? { a: 1 }\n: 3", "1:3: a list or a map stands where a key belongs")]
    [InlineData(": 3", "1:1: a key is missing before the colon")]
    [InlineData("", "this file is empty")]
    [InlineData("# nothing\n", "this file holds nothing but comments")]
    [InlineData("a: \0", "1:4: a NUL character")]
    [InlineData("a: 1\nbé: \u001b[2J", "2:5: the control character U+001B")]
    [InlineData("a: \u0085", "1:4: the control character U+0085")]
    [InlineData("a: \u2028", "1:4: the control character U+2028")]
    [InlineData("a: 1\rb: 2", "1:5: a carriage return stands here without a line feed")]
    [InlineData("{\"a\": \"\\ud800\"}", "1:7: a: an escape in this text is half of a surrogate pair")]
    public void What_problem_files_do_without_is_refused(string text, string expected)
    {
        Diagnostic diagnostic = Reading.RefusalOf(text);
        Assert.StartsWith("problem.yaml:" + (char.IsDigit(expected[0]) ? "" : " ") + expected, diagnostic.ToString());
        Assert.NotNull(diagnostic.Mend);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0 }, "bytes: this file is in UTF-16")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 0x61 }, "bytes: this file is in UTF-16")]
    [InlineData(new byte[] { 0x61, 0, 0x3A, 0 }, "bytes:1:2: a NUL character")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x0A, 0xC3, 0xA9, 0xE9, 0x0A }, "bytes:2:2: the byte E9 is not UTF-8 text")]
    [InlineData(new byte[] { 0xC0, 0x80 }, "bytes:1:1: the byte C0 is not UTF-8 text")]
    [InlineData(new byte[] { 0x61, 0xF0, 0x9F }, "bytes:1:2: the byte F0 is not UTF-8 text")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "bytes: this file is empty")]
    public void Bytes_that_are_not_text_are_refused(byte[] bytes, string expected) =>
        Assert.StartsWith(expected, Reading.RefusalOf(() => ProblemSource.FromBytes(bytes, "bytes").Read()).ToString());

    [Fact]
    public void A_billion_laughs_end_at_the_first_anchor()
    {
        var bomb = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (int level = 1; level < 40; level++)
        {
            bomb.Append($"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n");
        }

        Assert.StartsWith("problem.yaml:1:5: a0: &a0 is an anchor", Reading.RefusalOf(bomb.ToString()).ToString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[{a: ")]
    public void Ten_thousand_levels_are_refused(string level)
    {
        string text = string.Concat(Enumerable.Repeat(level, 10_000));
        Assert.Contains("nested more than 64 deep", Reading.RefusalOf(text).Message);
    }

    [Fact]
    public void Closed_json_of_ten_thousand_levels_is_refused() =>
        Assert.Contains("nested more than 64 deep", Reading.RefusalOf(new string('[', 10_000) + new string(']', 10_000)).Message);

    [Fact]
    public void Sixty_four_levels_are_read()
    {
        DocumentNode node = Reading.Of(new string('[', 64) + new string(']', 64));
        for (int level = 1; level < 64; level++)
        {
            node = node.AsList()[0];
        }

        Assert.Empty(node.AsList());
    }

    [Theory]
    [InlineData("1,")]
    [InlineData("{},")]
    public void Too_many_values_are_refused(string element) =>
        Assert.Contains("more than 200000 values", Reading.RefusalOf("[" + string.Concat(Enumerable.Repeat(element, 250_000)) + "1]").Message);

    [Fact]
    public void Many_keys_that_are_all_different_are_read()
    {
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(key => $"k{key}: {key}\n"));
        Assert.Equal(99_999, Reading.Map(text).Required("k99999").AsInteger());
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_without_being_shown()
    {
        Diagnostic diagnostic = Reading.RefusalOf(() => Reading.Map("a: " + new string('7', 1_000_000)).Required("a").AsRational());
        Assert.Equal("problem.yaml:1:4: a: a number of 1000000 digits; at most 300 are read. Write fewer digits.", diagnostic.ToString());
        Assert.True(diagnostic.ToDisplayString().Length < 400);
    }

    [Fact]
    public void Five_mebibytes_are_refused()
    {
        byte[] large = new byte[5 * 1024 * 1024];
        large.AsSpan().Fill((byte)'#');
        Assert.Contains("larger than 4 MiB", Reading.RefusalOf(() => ProblemSource.Open("-", new MemoryStream(large))).ToString());
        Assert.Contains("larger than 4 MiB", Reading.RefusalOf(() => ProblemSource.FromBytes(large)).ToString());
    }

    [Fact]
    public void Just_four_mebibytes_are_read()
    {
        string text = "a: " + new string('x', ProblemSource.MaximumBytes - 3);
        Assert.Equal(ProblemSource.MaximumBytes - 3, Reading.Map(text).Required("a").AsText().Length);
    }
}
