using Parley.Files.Documents;

namespace Parley.Tests.Files;

public sealed class JsonDocumentTests
{
    [Theory]
    [InlineData("a: 1\nb: [2, x: 3]", null)]
    [InlineData("a: 1\nb: \"x/y é\"\nc: [true, null, { d: -2.5e-3 }]\ne: {}\nf: []", "{\"a\": 1, \"b\": \"x\\/y \\u00e9\", \"c\": [true, null, {\"d\": -2.5e-3}], \"e\": {}, \"f\": []}")]
    [InlineData("a: 1\nb:\n  - 1\n  - '2/5'", "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t1,\n\t\t\"2/5\"\n\t]\n}")]
    [InlineData("'': 1\n'<<': 2\n'*x': '&y'", "{\"\": 1, \"<<\": 2, \"*x\": \"&y\"}")]
    [InlineData("a: '😀'", "{\"a\":\"\\ud83d\\ude00\"}")]
    public void Yaml_and_json_of_the_same_content_give_the_same_nodes(string yaml, string? json)
    {
        string expected = Reading.Content(Reading.Of(yaml));
        if (json is not null)
        {
            Assert.Equal(expected, Reading.Content(Reading.Of(json)));
            Assert.Equal(expected, Reading.Content(Reading.Of(json, "problem.json")));
        }
    }

    [Fact]
    public void Values_and_keys_of_tab_indented_json_know_their_places()
    {
        MapNode root = Reading.Map("{\r\n\t\"Zoë\": 1,\r\n\t\"b\": [\"é\", 7]\r\n}");
        Assert.Equal(new TextPosition(3, 2), root.Entries[1].KeyPosition);
        Assert.Equal(new TextPosition(3, 13), root.Required("b").AsList()[1].Position);
        Assert.Equal("b[1]", root.Required("b").AsList()[1].Path);
    }

    [Fact]
    public void Almost_json_is_read_as_yaml() =>
        Assert.Equal(Reading.Content(Reading.Of("{\"a\": [1, 2]}")), Reading.Content(Reading.Of("{\"a\": [1, 2,],} # like this")));

    [Fact]
    public void A_fraction_in_quotes_is_a_number() =>
        Assert.Equal("2/5", Reading.Map("{\"share\": \"2/5\"}").Required("share").AsRational().ToString());
}
