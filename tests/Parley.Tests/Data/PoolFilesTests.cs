using System.Globalization;
using System.Security.Cryptography;
using Parley.Files;
using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Files.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Data;

/// <summary>Pools whose members, scenarios, positions and beliefs stand in files.</summary>
public sealed class PoolFilesTests : IDisposable
{
    private const string Members = "name,utility,parameter,beliefs\nana,entropic,1/5,\n\"ben, junior\",expectedShortfall,0.9,contamination 1/10\ncem,expected,,none\n";

    private const string Pool = "scenarios: { count: 2 }\nmembers: { file: members.csv }\npositions: { file: positions.csv }\n";

    private const string Positions = "ana,\"ben, junior\",cem\n0,1,2\n-3,-4,-5\n";

    private readonly PoolFolder _folder = new PoolFolder().Save("members.csv", Members).Save("positions.csv", Positions);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_and_positions_are_read_from_tables()
    {
        RiskPoolProblem problem = _folder.Read(Pool + "beliefs: { entropy: 1/8 }\n");

        Assert.Equal(["ana", "ben, junior", "cem"], problem.Pool.Members.Select(member => member.Name));
        Assert.Equal([new Entropic(0.2), new ExpectedShortfall(0.9), new Expected()], problem.Pool.Members.Select(member => member.Utility));
        Assert.Equal([new EntropyBall(0.125), new Contamination(0.1), new SinglePrior()], problem.Pool.Members.Select(member => member.Beliefs));
        Assert.Equal([0, -3, 1, -4, 2, -5], problem.Positions.ToArray());
        Assert.Equal([3, -12], problem.Pool.Total.ToArray());
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_beliefs_may_be_left_out()
    {
        _folder.Save("members.csv", "parameter,name,utility\n0.5,b,entropic\n,a,expected\n").Save("positions.csv", "a,b\n1,2\n3/2,4e0\n");

        RiskPoolProblem problem = _folder.Read(Pool);

        Assert.Equal(["b", "a"], problem.Pool.Members.Select(member => member.Name));
        Assert.Equal([2, 4, 1, 1.5], problem.Positions.ToArray());
        Assert.All(problem.Pool.Members, member => Assert.True(member.Beliefs.IsSingle));
    }

    [Theory]
    [InlineData("entropy 0.05", typeof(EntropyBall))]
    [InlineData("totalVariation  1/4", typeof(TotalVariationBall))]
    [InlineData(" distortion 2 ", typeof(DistortedCapacity))]
    [InlineData("contamination 0.1", typeof(Contamination))]
    [InlineData("none", typeof(SinglePrior))]
    [InlineData("", typeof(SinglePrior))]
    public void A_cell_states_beliefs(string cell, Type set)
    {
        _folder.Save("members.csv", $"name,utility,parameter,beliefs\nana,expected,,{cell}\n").Save("positions.csv", "ana\n1\n2\n");

        Assert.IsType(set, _folder.Read(Pool).Pool.Members[0].Beliefs);
    }

    /// <summary>« stands before the place in the table that the message names.</summary>
    [Theory]
    [InlineData("", "'members.csv' is empty", "Start it with a row of column names")]
    [InlineData("name,utility,parameter\n", "'members.csv' has a header, but no member", "Add a row for each member")]
    [InlineData("«name,utility\nana,expected\n", "the column 'parameter' is missing", "The columns are name, utility, parameter, beliefs; beliefs may be left out")]
    [InlineData("name,utility,parameter,«believes\n", "unknown column 'believes'", "Did you mean 'beliefs'?")]
    [InlineData("«name;utility;parameter\n", "unknown column 'name;utility;parameter'", "Separate the columns of the table with commas")]
    [InlineData("name,utility,parameter,«name\n", "two columns are named 'name'", "Keep one of the two")]
    [InlineData("name,utility,parameter\n«ana,expected\n", "this row has 2 cells, and the header 3", "Give every row a cell for each column")]
    [InlineData("name,utility,parameter\n«,expected,\n", "a name is empty", "Write a short name on one line")]
    [InlineData("name,utility,parameter\nana,expected,\n«ana,expected,\n", "the name 'ana' stands twice", "Give each member a name of its own")]
    [InlineData("name,utility,parameter\nana,«entropy,1\n", "unknown utility 'entropy'", "Did you mean 'entropic'?")]
    [InlineData("name,utility,parameter\nana,expected,«1\n", "the utility 'expected' has no parameter", "Leave this cell empty")]
    [InlineData("name,utility,parameter\nana,entropic,«\n", "a number is missing here", "Write a number such as 3")]
    [InlineData("name,utility,parameter\nana,entropic,«-1\n", "the risk aversion is -1", "Give a number above 0")]
    [InlineData("name,utility,parameter\nana,expectedShortfall,«1.5\n", "the level is 1.5", "Give a number above 0 and below 1")]
    [InlineData("name,utility,parameter,beliefs\nana,expected,,«contamination\n", "a number is missing here", "Write a number such as 3")]
    [InlineData("name,utility,parameter,beliefs\nana,expected,,«contamination 2\n", "the contamination is 2", "Give a number from 0")]
    [InlineData("name,utility,parameter,beliefs\nana,expected,,«contamination: 1/10\n", "unknown beliefs 'contamination: 1/10'", "Did you mean 'contamination'?")]
    [InlineData("name,utility,parameter,beliefs\nana,expected,,«priors\n", "a cell cannot hold 'priors'", "State these beliefs in the problem file")]
    public void Mistakes_in_the_table_of_members_are_refused_at_their_cell(string table, string message, string mend)
    {
        int mark = table.IndexOf('«', StringComparison.Ordinal);
        _folder.Save("members.csv", table.Replace("«", "", StringComparison.Ordinal));

        Diagnostic diagnostic = _folder.Refusal(Pool);

        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
        if (mark >= 0)
        {
            Assert.Equal(_folder["members.csv"], diagnostic.File);
            Assert.Equal((table[..mark].Count(letter => letter == '\n') + 1, mark - table[..mark].LastIndexOf('\n')), (diagnostic.Line, diagnostic.Column));
        }
    }

    [Theory]
    [InlineData("", "'positions.csv' is empty", "Start it with a row of column names")]
    [InlineData("ana,cem,\"ben, junior\"\n1,2,3\n", "it has 1 rows, and one for each scenario is needed: 2", "a row for each scenario")]
    [InlineData("ana,cem,\"ben, junior\"\n1,2,3\n1,2,3\n«1,2,3\n", "this is row 3, and there are only 2 scenarios", "Write one row for each scenario")]
    [InlineData("«ana,cem\n1,2\n", "there is no column for the member 'ben, junior'", "Write a column for each member")]
    [InlineData("ana,cem,«ben\n1,2,3\n", "'ben' is not a member", "The only one is 'ben, junior'")]
    [InlineData("ana,«ana,cem\n1,2,3\n", "two columns are named 'ana'", "Write one column for each member")]
    [InlineData("ana,cem,\"ben, junior\"\n1,«,3\n", "this cell is empty", "Fill in a number")]
    [InlineData("ana,cem,\"ben, junior\"\n1,«nan,3\n", "'nan' is not a finite number", "Fill in a number")]
    [InlineData("ana,cem,\"ben, junior\"\n1,2,«3%\n", "'3%' is a percentage", "Write 3/100 instead")]
    [InlineData("ana,cem,\"ben, junior\"\n«1,2\n", "this row has 2 cells, and the header 3", "Give every row a cell for each column")]
    public void Mistakes_in_the_table_of_positions_are_refused_at_their_cell(string table, string message, string mend)
    {
        int mark = table.IndexOf('«', StringComparison.Ordinal);
        _folder.Save("positions.csv", table.Replace("«", "", StringComparison.Ordinal));

        Diagnostic diagnostic = _folder.Refusal(Pool);

        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
        if (mark >= 0)
        {
            Assert.Equal(_folder["positions.csv"], diagnostic.File);
            Assert.Equal((table[..mark].Count(letter => letter == '\n') + 1, mark - table[..mark].LastIndexOf('\n')), (diagnostic.Line, diagnostic.Column));
        }
    }

    [Fact]
    public void Scenarios_are_read_from_a_column_and_normalised()
    {
        _folder.Save("scenarios.csv", "season,probability\na,0.3333333333\nb,2/3\n");
        string pool = Pool.Replace("{ count: 2 }", "{ file: scenarios.csv, column: probability }", StringComparison.Ordinal);

        double[] probabilities = _folder.Read(pool).Pool.Probabilities.ToArray();

        Assert.Equal(1, probabilities.Sum(), 1e-15);
        Assert.Equal(0.3333333333 / (0.3333333333 + (2 / 3.0)), probabilities[0], 1e-15);
    }

    [Theory]
    [InlineData("0.3\n0.6\n", "sum to 0.89", "Make them sum to 1 within 1E-09", 0)]
    [InlineData("0.3\n0.7000001\n", "sum to 1.0000001", "Make them sum to 1 within 1E-09", 0)]
    [InlineData("1\n0\n", "the probability 0 is not allowed", "Remove a scenario that cannot occur", 3)]
    [InlineData("-1\n2\n", "the probability -1 is not allowed", "Give a number above 0 and at most 1", 2)]
    [InlineData("", "has a header, but no scenario", "Add a row for each scenario", 0)]
    public void Other_probabilities_are_refused(string rows, string message, string mend, int line)
    {
        _folder.Save("scenarios.csv", "p\n" + rows);

        Diagnostic diagnostic = _folder.Refusal(Pool.Replace("{ count: 2 }", "{ file: scenarios.csv, column: p }", StringComparison.Ordinal));

        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
        Assert.Equal(line == 0 ? ("pool.yaml", 3) : ("scenarios.csv", line), (Path.GetFileName(diagnostic.File), diagnostic.Line));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Priors_of_every_member_are_read_from_a_table(bool isSingle, bool isCsv)
    {
        double[] priors = [0.25, 0.75, 1, 0, 0.5, 0.5];
        _folder.Save("priors.npy", Npy.Matrix(priors, 3, isSingle)).Save("priors.csv", "cem,ana,\"ben, junior\"\n1/2,1/4,1\n0.5,0.75,0\n");

        RiskPool pool = _folder.Read(Pool + $"beliefs: {{ prior: {{ file: priors.{(isCsv ? "csv" : "npy")} }} }}\n").Pool;

        Assert.IsType<ListedCentres>(pool.Centres);
        Assert.Equal(priors, Enumerable.Range(0, 3).SelectMany(member => Prior(pool, member)).Select(p => Math.Round(p, 15)));
        Assert.Equal([new SinglePrior(), new Contamination(0.1), new SinglePrior()], pool.Members.Select(member => member.Beliefs));
        Assert.Equal(-1.5, pool.Members[2].StandAlone, 1e-13);
    }

    [Fact]
    public void Doubt_may_lie_around_priors_of_a_table()
    {
        _folder.Save("priors.npy", Npy.Matrix([0.25, 0.75, 1, 0, 0.5, 0.5], 3));

        RiskPool pool = _folder.Read(Pool + "beliefs: { totalVariation: 1/10, centre: { file: priors.npy } }\n").Pool;

        Assert.Equal([new TotalVariationBall(0.1), new Contamination(0.1), new SinglePrior()], pool.Members.Select(member => member.Beliefs));
        Assert.Equal([0.25, 0.75], Prior(pool, 0).Select(p => Math.Round(p, 15)));
    }

    [Fact]
    public void Priors_that_are_rounded_are_normalised()
    {
        _folder.Save("priors.npy", Npy.Matrix([0.1f, 0.9f, 0.3f, 0.7f, 0.45f, 0.55f], 3, isSingle: true));

        RiskPool pool = _folder.Read(Pool + "beliefs: { prior: { file: priors.npy } }\n").Pool;

        Assert.All(Enumerable.Range(0, 3), member => Assert.Equal(1, Prior(pool, member).Sum(), 1e-15));
        Assert.Equal(0.1f / (0.1f + (double)0.9f), Prior(pool, 0)[0], 1e-15);
    }

    [Theory]
    [InlineData(0.3, 0.6, false, "the probabilities of member 2 (ben, junior) sum to 0.8", "Make them sum to 1 within 1E-09")]
    [InlineData(0.3, 0.70000001, false, "the probabilities of member 2 (ben, junior) sum to 1.00000001", "Make them sum to 1 within 1E-09")]
    [InlineData(0.3, 0.7001, true, "the probabilities of member 2 (ben, junior) sum to 1.00", "Make them sum to 1 within 1E-06")]
    [InlineData(1.5, -0.5, false, "the probability for member 2 (ben, junior) in scenario 2 is -0.5", "Give a number from 0 to 1")]
    [InlineData(0, 0, false, "the probabilities of member 2 (ben, junior) sum to 0, not 1", "Make them sum to 1")]
    [InlineData(0, double.NaN, false, "the number for member 2 (ben, junior) in scenario 2 is NaN", "Fill in a finite number")]
    public void Rows_that_are_no_priors_are_refused(double first, double second, bool isSingle, string message, string mend)
    {
        _folder.Save("priors.npy", Npy.Matrix([0.25, 0.75, first, second, 0.5, 0.5], 3, isSingle));

        Diagnostic diagnostic = _folder.Refusal(Pool + "beliefs: { prior: { file: priors.npy } }\n");

        Assert.Contains("'priors.npy': " + message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
        Assert.Equal((6, "beliefs.prior.file"), (diagnostic.Line, diagnostic.Path));
    }

    [Theory]
    [InlineData("tilt: { loadings: b.npy, factors: f.npy }")]
    [InlineData("tilt: { loadings: b.csv, factors: f.csv }")]
    [InlineData("contamination: 1/10, centre: { tilt: { loadings: b.npy, factors: f.csv } }")]
    public void Tilts_are_read_from_tables(string beliefs)
    {
        double[] loadings = [0.5, -1, 0, 2, 1, 0.25];
        double[] factors = [1, -2, 0.5, 3];
        _folder.Save("b.npy", Npy.Matrix(loadings, 3, isFortran: true)).Save("b.csv", "storms,wind\n0.5,-1\n0,2\n1,1/4\n");
        _folder.Save("f.npy", Npy.Matrix(factors, 2)).Save("f.csv", "storms,wind\n1,1/2\n-2,3\n");

        RiskPool pool = _folder.Read(Pool + $"beliefs: {{ {beliefs} }}\n").Pool;

        Assert.IsType<TiltedCentres>(pool.Centres);
        for (int i = 0; i < 3; i++)
        {
            double[] weights = [.. Enumerable.Range(0, 2).Select(s => 0.5 * Math.Exp((loadings[2 * i] * factors[s]) + (loadings[(2 * i) + 1] * factors[2 + s])))];
            Assert.Equal(weights[0] / weights.Sum(), Prior(pool, i)[0], 1e-15);
        }
    }

    [Theory]
    [InlineData("{ loadings: b.npy }", "the key 'factors' is missing", "Add factors:")]
    [InlineData("{ loading: b.npy, factors: f.npy }", "unknown key 'loading'", "Did you mean 'loadings'?")]
    [InlineData("{ loadings: f.npy, factors: f.npy }", "'f.npy': it holds 2 x 2 numbers, and 3 members x any number of factors are needed", "Save one row for each member")]
    [InlineData("{ loadings: b.npy, factors: b.npy }", "'b.npy': it holds 3 x 2 numbers, and 2 factors x 2 scenarios are needed", "Save one row for each factor")]
    [InlineData("{ loadings: b.npy, factors: f.csv }", "the header has 3 factors, and 2 are needed", "Write a column for each factor")]
    [InlineData("{ loadings: huge.npy, factors: huge2.npy }", "the tilts of member 1 are too large to be added up", "Choose smaller loadings or factors")]
    public void Other_tilts_are_refused(string tilt, string message, string mend)
    {
        _folder.Save("b.npy", Npy.Matrix(new double[6], 3)).Save("f.npy", Npy.Matrix(new double[4], 2)).Save("f.csv", "a,b,c\n1,2,3\n4,5,6\n");
        _folder.Save("huge.npy", Npy.Matrix([1e200, 1e200, 1e200, 1e200, 1e200, 1e200], 3)).Save("huge2.npy", Npy.Matrix([1e200, -1e200, -1e200, 1e200], 2));

        Diagnostic diagnostic = _folder.Refusal(Pool + $"beliefs: {{ tilt: {tilt} }}\n");

        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
    }

    [Fact]
    public void A_member_with_a_centre_of_its_own_leaves_the_pools_to_the_others()
    {
        using PoolFolder folder = new PoolFolder().Save("priors.npy", Npy.Matrix([0.25, 0.75, 1, 0], 2));

        RiskPool pool = folder.Read("""
            scenarios: { count: 2 }
            members:
              ana: { position: [0, 1], utility: { expected: true } }
              ben: { position: [0, 1], utility: { expected: true }, beliefs: { prior: [1/8, 7/8] } }
            beliefs: { prior: { file: priors.npy } }
            """).Pool;

        Assert.Equal([0.25, 0.75, 0.125, 0.875], Enumerable.Range(0, 2).SelectMany(member => Prior(pool, member)).Select(p => Math.Round(p, 15)));
        Assert.Equal(0.875, pool.Members[1].StandAlone, 1e-15);
    }

    [Fact]
    public void Parts_of_a_listed_menu_may_miss_a_total_from_a_file_by_rounding()
    {
        _folder.Save("positions.csv", "ana,\"ben, junior\",cem\n0.1,0.2,0\n1,1,1\n");
        string Menu(string part) => Pool + $"menu: {{ allocations: [{{ ana: [{part}, 1], 'ben, junior': [0, 1], cem: [0, 1] }}] }}\n";

        Assert.IsType<ListedMenu>(_folder.Read(Menu("0.3")).Pool.Menu);
        Assert.Contains("in scenario 1 the parts sum to 0.3001, and the positions to 0.3", _folder.Refusal(Menu("0.3001")).Message);
    }

    [Fact]
    public void The_hash_covers_every_named_file_in_the_order_of_the_text()
    {
        byte[] factors = Npy.Matrix(new double[2], 1);
        byte[] positions = Npy.Matrix(new double[6], 3);
        _folder.Save("f.npy", factors).Save("b.csv", "x\n1\n2\n3\n").Save("positions.npy", positions);
        const string body = "beliefs: { tilt: { loadings: b.csv, factors: f.npy } }\npositions: { file: positions.npy }\nmembers: { file: members.csv }\nscenarios: { count: 2 }\n";

        ProblemSource source = _folder.Read(body).Source;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] bytes in new[] { File.ReadAllBytes(_folder["pool.yaml"]), File.ReadAllBytes(_folder["b.csv"]), factors, positions, File.ReadAllBytes(_folder["members.csv"]) })
        {
            hash.AppendData(bytes);
        }

        Assert.Equal(Convert.ToHexStringLower(hash.GetHashAndReset()), source.Sha256);
        _folder.Save("b.csv", "x\n1\n2\n4\n");
        Assert.NotEqual(source.Sha256, _folder.Read(body).Source.Sha256);
    }

    [Fact]
    public void Progress_ends_at_all_bytes()
    {
        List<DataProgress> heard = [];
        _folder.Save("positions.npy", Npy.Matrix(new double[3 * 200_000], 3));

        ProblemReader.Read(_folder.Source(Pool.Replace(".csv }\n", ".npy }\n", StringComparison.Ordinal).Replace("members.npy", "members.csv", StringComparison.Ordinal).Replace("count: 2", "count: 200000", StringComparison.Ordinal)), new Heard(heard));

        Assert.Equal(new FileInfo(_folder["positions.npy"]).Length, heard[^1].BytesInAll);
        Assert.Equal(heard[^1].BytesInAll, heard[^1].BytesRead);
        Assert.Equal(heard.OrderBy(step => step.BytesRead), heard);
    }

    /// <summary>Every member's value by the definition, and totals by exact sums, on a pool of several bands and blocks.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("{ prior: { file: priors.npy } }")]
    [InlineData("{ tilt: { loadings: b.npy, factors: f.npy } }")]
    [InlineData("{ contamination: 1/10, centre: { file: priors.npy } }")]
    public void Totals_and_values_agree_with_their_definitions(string beliefs)
    {
        const int Count = 37;
        const int Scenarios = 10_001;
        var random = new Random(5);
        double[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * ((2 * random.NextDouble()) - 1))];
        double[] positions = Draw(Count * Scenarios, 100);
        double[] priors = [.. Enumerable.Range(0, Count).SelectMany(_ =>
        {
            double[] weights = [.. Draw(Scenarios, 1).Select(Math.Abs)];
            double sum = weights.Sum();
            return weights.Select(weight => weight / sum);
        })];
        string table = "name,utility,parameter\n" + string.Concat(Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"m{i},entropic,{0.003 * (i + 1)}\n")));
        _folder.Save("members.csv", table).Save("positions.npy", Npy.Matrix(positions, Count)).Save("priors.npy", Npy.Matrix(priors, Count));
        _folder.Save("b.npy", Npy.Matrix(Draw(2 * Count, 1), Count)).Save("f.npy", Npy.Matrix(Draw(2 * Scenarios, 1), 2));

        RiskPool pool = _folder.Read($"scenarios: {{ count: {Scenarios} }}\nmembers: {{ file: members.csv }}\npositions: {{ file: positions.npy }}\nbeliefs: {beliefs}\n").Pool;

        double[] prior = new double[Scenarios];
        double[] scratch = new double[Scenarios];
        for (int i = 0; i < Count; i++)
        {
            pool.Centres.Prior(i, prior);
            Assert.Equal(1, prior.Sum(), 1e-12);
            double value = pool.Members[i].Utility.Value(positions.AsSpan(i * Scenarios, Scenarios), pool.Members[i].Beliefs, prior, new double[Scenarios], scratch);
            Assert.Equal(value, pool.Members[i].StandAlone, 1e-12 * Math.Abs(value));
        }

        Assert.All(Enumerable.Range(0, Scenarios), s => Assert.Equal(
            (double)Enumerable.Range(0, Count).Aggregate(0m, (sum, i) => sum + (decimal)positions[(i * Scenarios) + s]), pool.Total[s], 1e-11));
    }

    private static double[] Prior(RiskPool pool, int member)
    {
        double[] prior = new double[pool.Scenarios];
        pool.Centres.Prior(member, prior);
        return prior;
    }

    private sealed class Heard(List<DataProgress> list) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => list.Add(value);
    }
}
