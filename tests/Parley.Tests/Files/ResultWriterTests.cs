using System.Numerics;
using System.Text;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Problems.Numbers;

namespace Parley.Tests.Files;

public sealed class ResultWriterTests
{
    private static readonly ResultMap s_result = new()
    {
        ["parley"] = 1,
        ["title"] = "Zoë's \"deal\" & more",
        ["value"] = new ResultMap { ["buyer"] = Rational.Parse("10/3"), ["seller"] = (Rational)45, ["name"] = "x" },
        ["plain"] = new ResultMap { ["seed"] = 7, ["mean"] = 0.1 },
        ["threats"] = new ResultList
        {
            new ResultMap { ["label"] = "limit" },
            new ResultMap { ["label"] = "sure", ["value"] = Rational.Parse("1/4") },
            new ResultList { "a", true },
        },
        ["certificate"] = new ResultMap { ["dual"] = new ResultList { Rational.Parse("1/3"), (Rational)2, 0.5 } },
    };

    [Fact]
    public void A_result_is_written_like_this()
    {
        const string expected = """
            {
              "parley": 1,
              "title": "Zoë's \"deal\" & more",
              "value": {
                "buyer": 3.3333333333333335,
                "seller": 45,
                "name": "x"
              },
              "plain": {
                "seed": 7,
                "mean": 0.1
              },
              "threats": [
                {
                  "label": "limit"
                },
                {
                  "label": "sure",
                  "value": 0.25
                },
                [
                  "a",
                  true
                ]
              ],
              "exact": {
                "value": {
                  "buyer": "10/3",
                  "seller": "45"
                },
                "threats": [
                  null,
                  {
                    "value": "1/4"
                  },
                  null
                ]
              },
              "certificate": {
                "dual": [
                  "1/3",
                  "2",
                  0.5
                ]
              }
            }

            """;
        Assert.Equal(expected, Encoding.UTF8.GetString(ResultWriter.ToBytes(s_result)));
    }

    [Fact]
    public void Without_a_certificate_the_exact_tree_comes_last_even_when_it_is_empty() =>
        Assert.Equal("{\n  \"a\": 0.5,\n  \"exact\": {}\n}\n", Encoding.UTF8.GetString(ResultWriter.ToBytes(new ResultMap { ["a"] = 0.5 })));

    [Theory]
    [InlineData("1/3")]
    [InlineData("10/3")]
    [InlineData("1e-300")]
    [InlineData("123456789123456789/1000")]
    [InlineData("9007199254740993")]
    [InlineData("-1e-3")]
    public void The_main_tree_shows_the_nearest_double(string written) => AssertNearest(Rational.Parse(written));

    [Fact]
    public void The_main_tree_shows_the_nearest_double_of_extreme_numbers_too()
    {
        AssertNearest(new Rational((BigInteger.One << 70) + 1, 1));
        AssertNearest(new Rational(1, BigInteger.Pow(10, 330)));
        AssertNearest(new Rational(-1, BigInteger.One << 1074));
        AssertNearest(new Rational(BigInteger.Pow(10, 400), 7));
        AssertNearest(new Rational(-BigInteger.Pow(10, 400), 7));
        AssertNearest(Rational.FromDouble(double.MaxValue) + Rational.FromDouble(double.MaxValue));
    }

    [Fact]
    public void What_could_not_be_read_again_is_not_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (ResultNode)double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Approximate(1, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => ResultWriter.ToBytes(new ResultMap { ["exact"] = 1 }));
        Rational endless = new(BigInteger.One << 300_000, 1);
        Assert.Throws<InvalidOperationException>(() => ResultWriter.ToBytes(new ResultMap { ["a"] = endless }));
        ResultNode deep = "bottom";
        for (int level = 0; level < 64; level++)
        {
            deep = new ResultList { deep };
        }

        Assert.Throws<InvalidOperationException>(() => ResultWriter.ToBytes(new ResultMap { ["deep"] = deep }));
    }

    private static void AssertNearest(Rational number)
    {
        byte[] written = ResultWriter.ToBytes(new ResultMap { ["n"] = number });
        RecordedResult read = ResultReader.Read(ProblemSource.FromBytes(written));
        Assert.Empty(read.Disagreements);
        Assert.Equal(new ExactNumber(number), read.Root["n"]);
        double shown = double.Parse(read.Document.Required("n").AsText());
        if (Math.Abs(shown) < double.MaxValue)
        {
            Rational error = (Rational.FromDouble(shown) - number).Abs();
            Assert.True(error <= (Rational.FromDouble(Math.BitIncrement(shown)) - number).Abs());
            Assert.True(error <= (Rational.FromDouble(Math.BitDecrement(shown)) - number).Abs());
        }
    }
}
