using System.Text;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Problems.Numbers;

namespace Parley.Tests.Files;

public sealed class ResultReaderTests
{
    [Theory]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"1/3\"}}", "result.json:1:7: n: the result has 0.5, but the number nearest to the exact '1/3' is 0.3333333333333333.")]
    [InlineData("{\"n\": 0.3333333333333334, \"exact\": {\"n\": \"1/3\"}}", "result.json:1:7: n: the result has 0.3333333333333334, but")]
    [InlineData("{\"n\": -0, \"exact\": {\"n\": \"0\"}}", "result.json:1:7: n: the result has -0, but")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"2/4\"}}", "result.json:1:27: exact.n: found '2/4', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"0.5\"}}", "result.json:1:27: exact.n: found '0.5', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"01/2\"}}", "result.json:1:27: exact.n: found '01/2', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"1/-2\"}}", "result.json:1:27: exact.n: found '1/-2', not a number in lowest terms")]
    [InlineData("{\"n\": 1, \"exact\": {\"n\": \"1/1\"}}", "result.json:1:25: exact.n: found '1/1', not a number in lowest terms")]
    [InlineData("{\"n\": 1, \"exact\": {\"n\": \"+1\"}}", "result.json:1:25: exact.n: found '+1', not a number in lowest terms")]
    [InlineData("{\"n\": -0, \"exact\": {\"n\": \"-0\"}}", "result.json:1:26: exact.n: found '-0', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": \"1/0\"}}", "result.json:1:27: exact.n: found '1/0', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": 0.5}}", "result.json:1:27: exact.n: found '0.5', not a number in lowest terms")]
    [InlineData("{\"n\": 0.5, \"exact\": {\"n\": null}}", "result.json:1:27: exact.n: found nothing, not a number in lowest terms")]
    [InlineData("{\"n\": \"x\", \"exact\": {\"n\": \"1\"}}", "result.json:1:27: exact.n: an exact number, but the result has 'x' here")]
    [InlineData("{\"n\": 1, \"exact\": {\"m\": \"1\"}}", "result.json:1:25: exact.m: nothing stands at this path in the result itself")]
    [InlineData("{\"n\": {\"a\": 1}, \"exact\": {\"n\": {\"b\": \"1\"}}}", "result.json:1:38: exact.n.b: nothing stands at this path")]
    [InlineData("{\"certificate\": 1, \"exact\": {\"certificate\": \"1\"}}", "result.json:1:45: exact.certificate: nothing stands at this path")]
    [InlineData("{\"n\": {\"a\": 1}, \"exact\": {\"n\": {}}}", "result.json:1:32: exact.n: found an empty map where the result has a map of a")]
    [InlineData("{\"n\": [1, 2], \"exact\": {\"n\": [\"1\"]}}", "result.json:1:30: exact.n: found a list of 1 where the result has a list of 2")]
    [InlineData("{\"n\": [1, 2], \"exact\": {\"n\": [null, null]}}", "result.json:1:30: exact.n: found a list of 2 where the result has a list of 2")]
    [InlineData("{\"n\": [1, 2], \"exact\": {\"n\": {\"0\": \"1\"}}}", "result.json:1:30: exact.n: found a map of 0 where the result has a list of 2")]
    [InlineData("{\"n\": {\"a\": 1}, \"exact\": {\"n\": [\"1\"]}}", "result.json:1:32: exact.n: found a list of 1 where the result has a map of a")]
    public void Two_trees_that_contradict_each_other_are_a_finding(string text, string expected)
    {
        RecordedResult read = ResultReader.Read(ProblemSource.FromText(text, "result.json"));
        Assert.StartsWith(expected, Assert.Single(read.Disagreements).ToString());
    }

    [Theory]
    [InlineData("[1]", "result.json:1:1: expected a map of keys, found a list of 1")]
    [InlineData("3", "result.json:1:1: expected a map of keys, found '3'")]
    [InlineData("{\"a\": 1}", "result.json:1:1: the key 'exact' is missing")]
    [InlineData("{\"exact\": []}", "result.json:1:11: exact: expected a map of keys")]
    [InlineData("{\"a\": null, \"exact\": {}}", "result.json:1:7: a: null stands where a value belongs")]
    [InlineData("{\"a\": NaN, \"exact\": {}}", "result.json:1:7: a value belongs here")]
    [InlineData("{\"a\": 1e999, \"exact\": {}}", "result.json:1:7: a: '1e999' is beyond the largest double")]
    [InlineData("{\"a\": 1, \"a\": 1, \"exact\": {}}", "result.json:1:10: a: the key 'a' stands twice")]
    [InlineData("{\"a\": 1, \"exact\": {\"a\": \"1\", \"a\": \"1\"}}", "result.json:1:30: exact.a: the key 'a' stands twice")]
    [InlineData("{\"a\": 1, \"exact\": {", "result.json:1:20: the text ends before every bracket")]
    [InlineData("{\"a\": [", "result.json:1:8: the text ends before every bracket")]
    [InlineData("parley: 1", "result.json:1:1: a value belongs here")]
    public void What_is_no_result_is_refused(string text, string expected) =>
        Assert.StartsWith(expected, Reading.RefusalOf(() => ResultReader.Read(ProblemSource.FromText(text, "result.json"))).ToString());

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Contains("not UTF-8", Reading.RefusalOf(() => ResultReader.Open("-", new MemoryStream([0x7B, 0xFF, 0x7D]))).ToString());

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        string text = "{\"a\": " + new string('[', 10_000) + new string(']', 10_000) + ", \"exact\": {}}";
        Assert.Contains("nested more than 64 deep", Reading.RefusalOf(() => ResultReader.Read(ProblemSource.FromText(text))).Message);
    }

    [Fact]
    public void More_bytes_than_allowed_are_refused_before_they_are_read()
    {
        using var endless = new Endless();
        Assert.Contains("larger than 256 MiB", Reading.RefusalOf(() => ResultReader.Open("-", endless)).Message);
    }

    [Fact]
    public void A_thousand_disagreements_are_listed_up_to_a_limit()
    {
        var result = new ResultMap { ["n"] = new ResultList(Enumerable.Range(0, 1000).Select(n => (ResultNode)(Rational)n)) };
        string text = Encoding.UTF8.GetString(ResultWriter.ToBytes(result)).Replace("\"\n", "1\"\n").Replace("\",", "1\",");
        Assert.Equal(RecordedResult.MaximumDisagreements, ResultReader.Read(ProblemSource.FromText(text)).Disagreements.Count);
    }

    [Fact]
    public void Primary_data_is_read_with_the_same_words_as_a_problem()
    {
        byte[] written = ResultWriter.ToBytes(new ResultMap
        {
            ["certificate"] = new ResultMap { ["dual"] = new ResultList { Rational.Parse("1/3"), Rational.Parse("1e-300") / 1000 } },
        });
        ListNode dual = ResultReader.Read(ProblemSource.FromBytes(written)).Document.Required("certificate").AsMap().Required("dual").AsList();
        Assert.Equal([Rational.Parse("1/3"), Rational.Parse("1e-300") / 1000], dual.Select(number => number.AsExact()));
        Assert.Contains("expected a number in lowest terms", Reading.RefusalOf(() => Reading.Of("0.5").AsExact()).Message);
    }

    /// <summary>A stream that never ends; it stands for a pipe.</summary>
    private sealed class Endless : MemoryStream
    {
        public override int Read(Span<byte> buffer) => buffer.Length;
    }
}
