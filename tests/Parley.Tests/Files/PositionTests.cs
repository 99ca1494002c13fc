using Parley.Files.Documents;

namespace Parley.Tests.Files;

public sealed class PositionTests
{
    private const string Broker = """
        # A comment first
        parley: 1
        kind: coalition          # and one behind
        title: "Zoë's \"deal\""
        players:
          buyer:  { types: { weak: 4/5, strong: 1/5 } }
          seller: {}
        decisions:
          - { coalition: [buyer, seller], name: trade }
          - coalition: [seller]
            payoffs:
              seller: 'price - 1'
        note: |
          first line
            second line
        last: 1
        """;

    [Theory]
    [InlineData("parley", 2, 9)]
    [InlineData("title", 4, 8)]
    [InlineData("players", 6, 3)]
    [InlineData("players.buyer", 6, 11)]
    [InlineData("players.buyer.types.strong", 6, 41)]
    [InlineData("decisions[0].coalition[1]", 9, 26)]
    [InlineData("decisions[1]", 10, 5)]
    [InlineData("decisions[1].payoffs.seller", 12, 15)]
    [InlineData("note", 13, 7)]
    [InlineData("last", 16, 7)]
    public void Every_value_knows_its_line_and_column(string path, int line, int column)
    {
        foreach (string text in new[] { Broker, Broker.Replace("\n", "\r\n"), "\uFEFF" + Broker })
        {
            DocumentNode node = Find(Reading.Of(text), path);
            Assert.Equal((line, column, path), (node.Line, node.Column, node.Path));
        }
    }

    [Fact]
    public void Every_key_knows_its_own_place()
    {
        MapNode root = Reading.Map(Broker);
        MapNode types = root.Required("players").AsMap().Required("buyer").AsMap().Required("types").AsMap();
        Assert.Equal(new TextPosition(6, 33), types.Entries[1].KeyPosition);
        Diagnostic diagnostic = types.Entries[1].KeyError("no such type", "Remove it").Diagnostics[0];
        Assert.Equal("problem.yaml:6:33: players.buyer.types.strong: no such type. Remove it.", diagnostic.ToString());
    }

    [Fact]
    public void Quotes_and_blocks_keep_their_text()
    {
        MapNode root = Reading.Map(Broker);
        Assert.Equal("Zoë's \"deal\"", root.Required("title").AsText());
        Assert.Equal("first line\n  second line\n", root.Required("note").AsText());
        Assert.True(((ScalarNode)root.Required("note")).IsQuoted);
        Assert.False(((ScalarNode)root.Required("last")).IsQuoted);
    }

    [Fact]
    public void Columns_count_as_editors_do_behind_wide_characters()
    {
        MapNode root = Reading.Map("Zoë: { 😀: 1, x: 2 }");
        Assert.Equal(18, root.Required("Zoë").AsMap().Required("x").Column);
        Assert.Equal(18, Reading.Map("{ \"Zoë\": { \"😀\": 1 }}").Required("Zoë").AsMap().Required("😀").Column);
    }

    [Fact]
    public void Keys_that_are_not_words_stand_in_quotes_in_a_path() =>
        Assert.Equal("worths.\"a, b\"", Reading.Map("worths: { 'a, b': 10 }").Required("worths").AsMap().Entries[0].Value.Path);

    [Fact]
    public void The_caret_stands_under_the_column()
    {
        Diagnostic diagnostic = Reading.Map("a: 1\nb: [x,\ty]").Required("b").AsList()[1].Error("is wrong").Diagnostics[0];
        Assert.Equal("problem.yaml:2:8: b[1]: is wrong.\n    b: [x, y]\n           ^", diagnostic.ToDisplayString());
    }

    [Fact]
    public void A_long_line_is_cut_around_the_column()
    {
        string text = "a: [" + string.Join(", ", Enumerable.Range(1000, 1000)) + "]";
        string[] lines = Reading.Map(text).Required("a").AsList()[500].Error("is wrong").Diagnostics[0].ToDisplayString().Split('\n');
        Assert.Equal("1500", lines[1].Substring(lines[2].Length - 1, 4));
        Assert.True(lines[1].Length <= SourceExcerpt.Width + 4);
    }

    private static DocumentNode Find(DocumentNode node, string path)
    {
        foreach (string step in path.Replace("[", ".[").Split('.'))
        {
            node = step.StartsWith('[') ? node.AsList()[int.Parse(step.Trim('[', ']'))] : node.AsMap().Required(step);
        }

        return node;
    }
}
