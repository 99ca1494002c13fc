using Parley.Files.Documents;

namespace Parley.Tests.Files;

/// <summary>Slips that people make in YAML and JSON are explained at their place, in words and with a mend.</summary>
public sealed class SyntaxTests
{
    [Theory]
    [InlineData("a:\n\tb: 1", "2:1: a tab indents this line")]
    [InlineData("a: x\n\tb: 3", "2:1: a tab indents this line")]
    [InlineData("a: \"unclosed\nb: 2", "1:4: this quoted text is not closed")]
    [InlineData("a: 'unclosed\nb: 2", "1:4: this quoted text is not closed")]
    [InlineData("a: [1, 2\nb: 3\n", "1:4: a: this bracket is not closed")]
    [InlineData("a: {x: 1\nb: 3\n", "1:4: a: this bracket is not closed")]
    [InlineData("a: [1, 2", "1:4: a: this bracket is not closed")]
    [InlineData("a: [\n  [1, 2]\n\n", "1:4: a: this bracket is not closed")]
    [InlineData("a: [\n  [1] [2]\n]", "2:7: expected a comma or the end of the bracket that opens on line 1. Put commas between the values, and ]")]
    [InlineData("a: {x: 1/2 y: 1}", "1:13: expected a comma or the end of the bracket that opens on line 1. Put commas between the values, and }")]
    [InlineData("parley: 1\nkind:coalition\nx: 2", "2:1: a space is missing after the colon")]
    [InlineData("'a':1", "1:4: a space is missing after the colon")]
    [InlineData("a: 1\n b: 2", "2:3: a key with a colon stands inside the value before it")]
    [InlineData("a:\n  b: 1\n c: 2", "3:2: this line does not fit the indentation above it")]
    [InlineData("a: b: c", "1:5: a key with a colon stands inside the value before it")]
    [InlineData("a: - b", "1:4: a list element cannot begin here")]
    [InlineData("a: @x", "1:4: a text cannot begin with this character")]
    [InlineData("a: [1, 2]]", "1:10: a closing ] stands here without its opening bracket")]
    [InlineData("a: { b: 1 },\nc: 2", "1:12: a comma stands after the end of a value")]
    [InlineData("a: 1\nb\nc: 2", "2:1: this line has no colon")]
    [InlineData("- a\nb: 2", "2:1: this line stands in a list but does not begin with a dash")]
    [InlineData("a: 1\n- b", "2:1: a list element stands among the keys of a map")]
    [InlineData("a: 'it's'", "1:8: something follows the closing quote")]
    [InlineData("a: \"\\q\"", "1:4: this text holds a backslash that escapes nothing")]
    [InlineData("[1,,2]", "1:4: a value is missing before this place")]
    [InlineData("%YAML 9.9\n---\na: 1", "1:1: this version of YAML is not known")]
    [InlineData("...\n...\n...", "1:1: what follows is not YAML")]
    public void Yaml_slips_are_explained(string text, string expected)
    {
        Diagnostic diagnostic = Reading.RefusalOf(text);
        Assert.StartsWith("problem.yaml:" + expected, diagnostic.ToString());
        Assert.NotNull(diagnostic.Mend);
    }

    [Theory]
    [InlineData("{\"a\": 1,}", "1:9: a comma stands before the closing bracket")]
    [InlineData("{\"a\": [1, 2", "1:12: the text ends before every bracket and quote is closed")]
    [InlineData("{\"a\": \"x", "1:9: the text ends before every")]
    [InlineData("{\n  \"é\": 2/5}", "2:9: a slash stands outside of a text")]
    [InlineData("{\"a\": 01}", "1:8: a number begins with a superfluous 0")]
    [InlineData("{\"a\": \"x\ny\"}", "1:9: a text in double quotes is not closed on its line")]
    [InlineData("{a: 1}", "1:2: a key in double quotes belongs here")]
    [InlineData("{\"a\": x}", "1:7: a value belongs here")]
    [InlineData("{\"a\": NaN}", "1:7: a value belongs here")]
    [InlineData("{\"a\" 1}", "1:6: a colon belongs here")]
    [InlineData("{\"a\": 1 \"b\": 2}", "1:9: a comma or a closing bracket belongs here")]
    [InlineData("{} {}", "1:4: something follows the end of the document")]
    [InlineData("parley: 1", "1:1: a value belongs here")]
    public void Json_slips_are_explained_in_a_file_named_json(string text, string expected)
    {
        Diagnostic diagnostic = Reading.RefusalOf(text, "problem.json");
        Assert.StartsWith("problem.json:" + expected, diagnostic.ToString());
        Assert.NotNull(diagnostic.Mend);
    }

    [Fact]
    public void A_forgotten_space_in_braces_is_pointed_out()
    {
        Diagnostic diagnostic = Reading.RefusalOf(() => Reading.Map("{share:1}").RejectUnknown("share", "weight"));
        Assert.Equal("problem.yaml:1:2: \"share:1\": unknown key 'share:1'. Put a space after the colon.", diagnostic.ToString());
    }
}
