using System.Security.Cryptography;
using System.Text;
using Parley.Files.Distributions;
using Parley.Files.Documents;
using Parley.Problems.Distributions;

namespace Parley.Tests.Files;

/// <summary>Distributions as people write them, well and badly: every refusal has its place and its mend.</summary>
public sealed class DistributionReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-distributions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{ uniform: [0, 1] }", typeof(UniformDistribution), 0, 1, 0.5)]
    [InlineData("{ uniform: [-1/2, 3 / 2] }", typeof(UniformDistribution), -0.5, 1.5, 0.5)]
    [InlineData("{ beta: { a: 2, b: 6 } }", typeof(BetaDistribution), 0, 1, 0.25)]
    [InlineData("{ beta: { a: 2, b: 6, support: [10, 18] } }", typeof(BetaDistribution), 10, 18, 12)]
    [InlineData("{ normal: { mean: 3, sd: 1, support: [1, 5] } }", typeof(TruncatedNormalDistribution), 1, 5, 3)]
    [InlineData("{ power: { exponent: 3 } }", typeof(PowerDistribution), 0, 1, 0.75)]
    [InlineData("{ power: { exponent: 1/2, support: [0, 3] } }", typeof(PowerDistribution), 0, 3, 1)]
    [InlineData("{ piecewise: { points: [0, 1, 2], density: [0, 7, 0] } }", typeof(PiecewiseDistribution), 0, 2, 1)]
    [InlineData("{ discrete: { 0: 1/2, 1: 1/2 } }", typeof(DiscreteDistribution), 0, 1, 0.5)]
    [InlineData("{ discrete: { 1/4: 0.5, 3/4: 1/2 } }", typeof(DiscreteDistribution), 0.25, 0.75, 0.5)]
    [InlineData("{ discrete: { -3: 1 } }", typeof(DiscreteDistribution), -3, -3, -3)]
    [InlineData("{ empirical: { file: x.csv, column: cost } }", typeof(DiscreteDistribution), 1, 6, 2.5)]
    [InlineData("{ empirical: { file: x.csv, column: cost, smooth: false } }", typeof(DiscreteDistribution), 1, 6, 2.5)]
    [InlineData("{ empirical: { file: x.csv, column: \"age, in years\", smooth: true } }", typeof(SmoothedEmpiricalDistribution), 20, 50, 33)]
    public void Every_form_is_read(string text, Type type, double low, double high, double mean)
    {
        Save("x.csv", "cost,\"age, in years\"\r\n1,20\r\n\"2\",30\n\n1,30\n3/1,40\n2,50\n6,30\n");

        Distribution distribution = Read(text);

        Assert.IsType(type, distribution);
        Assert.Equal((low, high), (distribution.Low, distribution.High));
        Assert.Equal(mean, distribution.Mean, 1e-14);
    }

    [Theory]
    // The family.
    [InlineData("uniform", 7, "expected a distribution, found 'uniform'", "such as { uniform: [0, 1] }")]
    [InlineData("[0, 1]", 7, "expected a distribution, found a list of 2", "such as { uniform: [0, 1] }")]
    [InlineData("{}", 7, "expected a distribution, found an empty map", "such as { uniform: [0, 1] }")]
    [InlineData("{ unifrom: [0, 1] }", 9, "unknown family 'unifrom'", "Did you mean 'uniform'?")]
    [InlineData("{ cauchy: 1 }", 9, "unknown family 'cauchy'", "The families are uniform, beta, normal, power, piecewise, discrete, empirical")]
    [InlineData("{ beta: { a: 1, b: 2 }, support: [0, 1] }", 31, "'support' is not a family of distributions", "Put it inside the family")]
    [InlineData("{ uniform: [0, 1], power: { exponent: 2 } }", 26, "a distribution has one family, and 'uniform' stands here already", "Keep one of the two")]
    // Supports.
    [InlineData("{ uniform: 3 }", 18, "expected a support [low, high], found '3'", "such as [0, 1]")]
    [InlineData("{ uniform: [0, 1, 2] }", 18, "expected a support [low, high], found a list of 3", "such as [0, 1]")]
    [InlineData("{ uniform: [1, 0] }", 18, "the support is reversed: 1 is above 0", "Swap its ends")]
    [InlineData("{ uniform: [1/2, 0.5] }", 18, "the support is empty: both ends are 0.5", "low below high")]
    [InlineData("{ uniform: [1e9, 1000000000.000000001] }", 18, "its ends are the same in floating point", "Measure from a point nearby")]
    [InlineData("{ uniform: [0, .inf] }", 22, "a support is bounded, and '.inf' is not a finite number", "Give a bound that the type never passes")]
    [InlineData("{ uniform: [0, 1e300] }", 18, "has the length 1E+300", "Choose another unit")]
    [InlineData("{ uniform: [0, 123e300] }", 18, "has the length 1.23E+302", "Choose another unit")]
    [InlineData("{ uniform: [0, 1e300 * 1e300] }", 22, "this number is larger than floating point holds", "Choose a unit")]
    [InlineData("{ uniform: [0, one] }", 22, "expected a number, found 'one'", "Write a number such as 3")]
    [InlineData("{ beta: { a: 1, b: 1, support: [2, 2] } }", 38, "the support is empty: both ends are 2", "low below high")]
    // Parameters.
    [InlineData("{ beta: [2, 5] }", 15, "expected a map of parameters, found a list of 2", "Write { a: 2, b: 5, support: [0, 1] }")]
    [InlineData("{ beta: { a: 1 } }", 15, "the key 'b' is missing", "Add b:")]
    [InlineData("{ beta: { a: 1, b: 1, suport: [0, 1] } }", 29, "unknown key 'suport'", "Did you mean 'support'?")]
    [InlineData("{ beta: { a: 0, b: 1 } }", 20, "a is 0", "Give a number from 0.01 to 10000")]
    [InlineData("{ beta: { a: 1, b: 1e5 } }", 26, "b is 100000", "Give a number from 0.01 to 10000")]
    [InlineData("{ beta: { a: .nan, b: 1 } }", 20, "'.nan' is not a finite number", "write a number")]
    [InlineData("{ power: { exponent: -2 } }", 28, "the exponent is -2", "Give a number from 0.01 to 10000")]
    [InlineData("{ power: { support: [0, 1] } }", 16, "the key 'exponent' is missing", "Add exponent:")]
    [InlineData("{ normal: { mean: 10, sd: 2 } }", 17, "a normal distribution without a support is unbounded", "Add support: [low, high], such as [2, 18]")]
    [InlineData("{ normal: { mean: 10, sd: 0, support: [0, 1] } }", 33, "the standard deviation is 0", "Give a number above 0")]
    [InlineData("{ normal: { mean: 10, sd: -1, support: [0, 1] } }", 33, "the standard deviation is -1", "Give a number above 0")]
    [InlineData("{ normal: { mean: .inf, sd: 1, support: [0, 1] } }", 25, "'.inf' is not a finite number", "Leave it out, or write a number")]
    [InlineData("{ normal: { mean: 100, sd: 1, support: [0, 1] } }", 46, "the support [0, 1] lies 99 standard deviations from the mean 100 and holds almost none", "Give one at most 37 away")]
    // Piecewise densities.
    [InlineData("{ piecewise: { points: [0, 1] } }", 20, "the key 'density' is missing", "Add density:")]
    [InlineData("{ piecewise: { points: [0], density: [1] } }", 30, "a density needs at least two points, not 1", "Start with the lower end")]
    [InlineData("{ piecewise: { points: [0, 2, 2], density: [1, 1, 1] } }", 37, "the points do not increase: 2 follows 2", "Order them, each once")]
    [InlineData("{ piecewise: { points: [0, 2, 1], density: [1, 1, 1] } }", 37, "the points do not increase: 1 follows 2", "Order them, each once")]
    [InlineData("{ piecewise: { points: [0, 1, 2], density: [1, 1] } }", 50, "there are 3 points, but 2 densities", "Give one density for each point")]
    [InlineData("{ piecewise: { points: [0, 1], density: [1, -1/2] } }", 51, "the density -0.5 is negative", "Give a number of at least 0")]
    [InlineData("{ piecewise: { points: [0, 1], density: [0, 0] } }", 47, "the density is 0 everywhere", "Give a positive number for one point at least")]
    // Atoms.
    [InlineData("{ discrete: [0, 1] }", 19, "expected a map of values and their probabilities, found a list of 2", "Write { 0: 1/2, 1: 1/2 }")]
    [InlineData("{ discrete: {} }", 19, "there is no value", "Give at least one value")]
    [InlineData("{ discrete: { 0: 1/2, 1: 1/3 } }", 19, "the probabilities sum to 5/6, not 1", "fractions such as 1/3 are exact")]
    [InlineData("{ discrete: { 0: 0.3333333333333333, 1: 2/3 } }", 19, "the probabilities sum to 29999999999999999/30000000000000000, not 1", "Make them sum to exactly 1")]
    [InlineData("{ discrete: { 0: 0, 1: 1 } }", 24, "the probability 0 is not in (0, 1]", "Remove a value that cannot occur")]
    [InlineData("{ discrete: { 0: 3/2, 1: -1/2 } }", 24, "the probability 1.5 is not in (0, 1]", "Give a number above 0 and at most 1")]
    [InlineData("{ discrete: { 1/2: 1/2, 0.5: 1/2 } }", 31, "the value 0.5 stands twice", "Add up its probabilities")]
    [InlineData("{ discrete: { low: 1/2, high: 1/2 } }", 21, "expected a number, found 'low'", "Write a number such as 3")]
    // Observations.
    [InlineData("{ empirical: x.csv }", 20, "expected a map of parameters, found 'x.csv'", "Write { file: observations.csv, column: value }")]
    [InlineData("{ empirical: { file: x.csv } }", 20, "the key 'column' is missing", "Add column:")]
    [InlineData("{ empirical: { file: x.csv, column: cots } }", 43, "there is no column 'cots'", "Did you mean 'cost'?")]
    [InlineData("{ empirical: { file: x.csv, column: n, smooth: yes } }", 54, "expected true or false, found 'yes'", "Write true or false")]
    [InlineData("{ empirical: { file: y.csv, column: n } }", 28, "'y.csv': there is no such file", "Did you mean 'x.csv'?")]
    [InlineData("{ empirical: { file: folder, column: n } }", 28, "'folder' is a folder, not a file", "Name a file in it")]
    [InlineData("{ empirical: { file: /etc/x.csv, column: n } }", 28, "'/etc/x.csv' is an absolute path", "relative to the problem file's folder")]
    [InlineData("{ empirical: { file: empty.csv, column: n } }", 28, "'empty.csv' is empty", "Start it with a row of column names")]
    [InlineData("{ empirical: { file: header.csv, column: n } }", 28, "'header.csv' has a header, but no observation", "Add a row for each observation")]
    [InlineData("{ empirical: { file: one.csv, column: n, smooth: true } }", 28, "smoothing needs at least two different observations, and there is one", "Remove smooth: true")]
    [InlineData("{ empirical: { file: same.csv, column: n, smooth: true } }", 28, "and all 3 are 4", "Remove smooth: true")]
    [InlineData("{ empirical: { file: semicolons.csv, column: n } }", 52, "there is no column 'n'", "Separate the columns of the table with commas")]
    [InlineData("{ empirical: { file: twice.csv, column: n } }", 47, "two columns are named 'n'", "Give each column a name of its own")]
    public void Mistakes_are_refused_with_their_place_and_mend(string text, int column, string message, string mend)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        foreach ((string name, string content) in (ReadOnlySpan<(string, string)>)[
            ("x.csv", "cost,n\n1,2\n"), ("empty.csv", ""), ("header.csv", "n\n"), ("one.csv", "n\n4\n"), ("same.csv", "n\n4\n4\n4\n"),
            ("semicolons.csv", "n;m\n1;2\n"), ("twice.csv", "n,n\n1,2\n")])
        {
            Save(name, content);
        }

        Diagnostic diagnostic = Reading.RefusalOf(() => Read(text));

        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
        Assert.Equal((1, column), (diagnostic.Line, diagnostic.Column));
        Assert.StartsWith("type", diagnostic.Path);
    }

    [Theory]
    [InlineData("cost\n1\nmany\n", 3, 1, "expected a number, found 'many'", "Write a number such as 3")]
    [InlineData("name,cost\na,1\nb,\n", 3, 3, "this cell is empty", "Fill in a number, or remove the row")]
    [InlineData("name,cost\na,\"1,5\"\n", 2, 3, "'1,5' has a decimal comma", "Write 1.5 with a point")]
    [InlineData("name,cost\na,NaN\n", 2, 3, "'NaN' is not a finite number", "remove the row")]
    [InlineData("name,cost\na,1e999\n", 2, 3, "'1e999' has an exponent beyond 300", "Choose a unit")]
    [InlineData("name,cost\na,1,2\n", 2, 1, "this row has 3 cells, and the header 2 cells", "Give every row a cell for each column")]
    [InlineData("name,cost\n\"a\nb\",x\n", 3, 4, "expected a number, found 'x'", "Write a number such as 3")]
    [InlineData("name,cost\n\"a,1\n", 2, 1, "this quote is not closed", "End the cell with a double quote")]
    [InlineData("name,cost\n\"a\"b,1\n", 2, 4, "text stands behind a closing quote", "Double the quotes")]
    public void Mistakes_in_a_table_are_refused_at_their_place_there(string table, int line, int column, string message, string mend)
    {
        Save("x.csv", table);

        Diagnostic diagnostic = Reading.RefusalOf(() => Read("{ empirical: { file: x.csv, column: cost } }"));

        Assert.Equal(("x.csv", line, column), (diagnostic.File, diagnostic.Line, diagnostic.Column));
        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
    }

    [Fact]
    public void A_table_that_is_not_text_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder, "x.csv"), [(byte)'n', (byte)'\n', 0xFF, (byte)'\n']);

        Assert.Equal(
            "x.csv: this file is not UTF-8 text. Save it as UTF-8.",
            Reading.RefusalOf(() => Read("{ empirical: { file: x.csv, column: n } }")).ToString());
    }

    [Fact]
    public void A_table_of_too_many_rows_is_refused()
    {
        Save("x.csv", "n\n" + string.Concat(Enumerable.Repeat("1\n", EmpiricalReader.MaximumRows + 1)));

        Diagnostic diagnostic = Reading.RefusalOf(() => Read("{ empirical: { file: x.csv, column: n } }"));

        Assert.Equal("more than 1000000 rows", diagnostic.Message);
        Assert.Equal(EmpiricalReader.MaximumRows + 2, diagnostic.Line);
    }

    [Fact]
    public void A_giant_table_is_refused_unread()
    {
        using (FileStream giant = File.Create(Path.Combine(_folder, "x.csv")))
        {
            giant.SetLength(NamedFile.MaximumBytes + 1L);
        }

        Assert.Equal("'x.csv' is larger than 64 MiB, the most that is read", Reading.RefusalOf(() => Read("{ empirical: { file: x.csv, column: n } }")).Message);
    }

    [Fact]
    public void A_problem_without_a_folder_names_no_files() =>
        Assert.Equal(
            "this problem did not come from a folder, so it cannot name files",
            Reading.RefusalOf(() => DistributionReader.Read(Reading.Of("{ empirical: { file: x.csv, column: n } }"))).Message);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_column()
    {
        Save("x.csv", "\uFEFFn\n3\n");

        Assert.Equal(3, Read("{ empirical: { file: x.csv, column: n } }").Mean);
    }

    [Fact]
    public void The_hash_covers_the_files_that_the_problem_names_in_their_order()
    {
        Save("x.csv", "n\n1\n2\n");
        Save("y.csv", "n\n3\n4\n");
        const string text = "{ a: { empirical: { file: y.csv, column: n } }, b: { empirical: { file: x.csv, column: n } }, c: { empirical: { file: y.csv, column: n } } }";
        var source = ProblemSource.FromText(text, folder: _folder);
        string alone = source.Sha256;

        foreach ((_, DocumentNode node) in source.Read().AsMap().Entries)
        {
            DistributionReader.Read(node);
        }

        Assert.Equal(Hash(text), alone);
        Assert.Equal(Hash(text + "n\n3\n4\n" + "n\n1\n2\n"), source.Sha256);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Save(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private Distribution Read(string text) =>
        DistributionReader.Read(ProblemSource.FromText($"type: {text}", folder: _folder).Read().AsMap().Required("type"));
}
