using System.Runtime.InteropServices;
using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Files.RiskPools;

namespace Parley.Tests.Data;

/// <summary>Positions from .npy files, in every variant that is read and in those that are refused.</summary>
public sealed class NpyReaderTests : IDisposable
{
    private const string Pool = "scenarios: { count: 5 }\npositions: { file: positions.npy }\n" + PoolFolder.ThreeMembers;

    private static readonly double[] s_numbers = [.. Enumerable.Range(0, 15).Select(k => (k * k / 4.0) - 12)];

    /// <summary>Every version, both sizes, both orders.</summary>
    public static TheoryData<byte, bool, bool> Variants => new(
        from major in new byte[] { 1, 2, 3 } from isSingle in new[] { false, true } from isFortran in new[] { false, true } select (major, isSingle, isFortran));

    private readonly PoolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_holds_the_same_numbers(byte major, bool isSingle, bool isFortran)
    {
        _folder.Save("positions.npy", Npy.Matrix(s_numbers, 3, isSingle, isFortran, major));

        RiskPoolProblem problem = _folder.Read(Pool);

        Assert.Equal(s_numbers, problem.Positions.ToArray());
        Assert.Equal(Enumerable.Range(0, 5).Select(s => s_numbers[s] + s_numbers[5 + s] + s_numbers[10 + s]), problem.Pool.Total.ToArray());
        Assert.Equal(s_numbers[10..].Average(), problem.Pool.Members[2].StandAlone, 1e-13);
    }

    [Theory]
    [InlineData("{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (3, 5)}")]
    [InlineData("{'shape': (3L, 5L), 'fortran_order':False,'descr':'<f8'}")]
    [InlineData("{ 'fortran_order' : False , 'descr' : '<f8' , 'shape' : ( 3 , 5 , ) }")]
    public void Headers_may_be_written_in_other_ways(string header)
    {
        _folder.Save("positions.npy", Npy.File(header, MemoryMarshal.AsBytes(s_numbers.AsSpan()), isPadded: false));

        Assert.Equal(s_numbers, _folder.Read(Pool).Positions.ToArray());
    }

    [Fact]
    public void A_list_is_a_matrix_where_the_other_axis_has_one_element()
    {
        _folder.Save("positions.npy", Npy.File("{'descr': '<f8', 'fortran_order': False, 'shape': (15,)}", MemoryMarshal.AsBytes(s_numbers.AsSpan())));

        Assert.Equal(s_numbers, _folder.Read("scenarios: { count: 15 }\npositions: { file: positions.npy }\nmembers: { ana: { utility: { expected: true } } }").Pool.Total.ToArray());
        Assert.Equal(s_numbers.Sum(), Assert.Single(_folder.Read(
            "scenarios: { count: 1 }\npositions: { file: positions.npy }\nmembers:\n" + string.Concat(Enumerable.Range(0, 15).Select(i => $"  m{i}: {{ utility: {{ expected: true }} }}\n"))).Pool.Total.ToArray()));
    }

    [Theory]
    [InlineData("<f8", "(3, 4)", 12, "it holds 3 x 4 numbers, and 3 members x 5 scenarios are needed", "Save one row for each member, with a number for each scenario")]
    [InlineData("<f8", "(5, 3)", 15, "it holds 5 x 3 numbers, and 3 members x 5 scenarios are needed", "It looks transposed: save array.T")]
    [InlineData("<f8", "(15,)", 15, "it holds a list of 15 numbers, and 3 members x 5 scenarios are needed", "Save one row for each member")]
    [InlineData("<f8", "()", 1, "it holds a single number, and 3 members", "Save one row for each member")]
    [InlineData("<f8", "(3, 5, 1)", 15, "it holds 3 x 5 x 1 numbers, and 3 members", "Save one row for each member")]
    [InlineData("<f8", "(3, five)", 15, "the header gives the shape", "numpy.save")]
    [InlineData(">f8", "(3, 5)", 15, "it holds big-endian numbers ('>f8'); little-endian float64 ('<f8') and float32 ('<f4') are read", "Save it with numpy.save(name, array.astype('<f8'))")]
    [InlineData("<i8", "(3, 5)", 15, "it holds integers ('<i8')", "array.astype('<f8')")]
    [InlineData("<c16", "(3, 5)", 30, "it holds complex numbers ('<c16')", null)]
    [InlineData("|O", "(3, 5)", 15, "it holds Python objects ('|O')", null)]
    [InlineData("<U8", "(3, 5)", 15, "it holds texts ('<U8')", null)]
    [InlineData("|b1", "(3, 5)", 15, "it holds truth values ('|b1')", null)]
    [InlineData("<f2", "(3, 5)", 15, "it holds other numbers ('<f2')", null)]
    [InlineData("<f8", "(3, 5)", 14, "its header promises 3 x 5 numbers of 8 bytes, 248 bytes in all, and the file has 240", "The file was cut off: save it again")]
    [InlineData("<f8", "(3, 5)", 16, "its header promises 3 x 5 numbers of 8 bytes, 248 bytes in all, and the file has 256", "Something stands behind the numbers: save it again")]
    public void Other_contents_are_refused(string descr, string shape, int numbers, string message, string? mend)
    {
        _folder.Save("positions.npy", Npy.File($"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}", new byte[8 * numbers]));

        AssertRefused(message, mend);
    }

    [Fact]
    public void What_is_no_npy_file_is_refused()
    {
        byte[] good = Npy.Matrix(s_numbers, 3);

        _folder.Save("positions.npy", "1,2,3\n4,5,6\n");
        AssertRefused("this is no .npy file: it does not begin with \\x93NUMPY", "numpy.save");
        _folder.Save("positions.npy", "");
        AssertRefused("this is no .npy file", "numpy.save");
        _folder.Save("positions.npy", good[..8]);
        AssertRefused("the header has 0 bytes, and the file 8", "numpy.save");
        _folder.Save("positions.npy", good[..60]);
        AssertRefused("the header has 118 bytes, and the file 60", "numpy.save");
        _folder.Save("positions.npy", [.. good[..6], 4, .. good[7..]]);
        AssertRefused("the format version is 4.0; 1.0, 2.0 and 3.0 are read", "numpy.save");
        _folder.Save("positions.npy", [.. good[..7], 1, .. good[8..]]);
        AssertRefused("the format version is 1.1; 1.0, 2.0 and 3.0 are read", "numpy.save");
        _folder.Save("positions.npy", Npy.File("{'descr': '<f8'}", []));
        AssertRefused("the header '{'descr': '<f8'}' does not say descr, fortran_order and shape", "numpy.save");
        _folder.Save("positions.npy", Npy.File("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (15,)}", []));
        AssertRefused("it holds records ([)", "numpy.save");
    }

    [Theory]
    [InlineData(double.NaN, "is NaN")]
    [InlineData(double.PositiveInfinity, "is infinite")]
    [InlineData(double.NegativeInfinity, "is infinite")]
    public void Numbers_that_are_not_finite_are_refused_by_member_and_scenario(double value, string what)
    {
        foreach (bool isFortran in new[] { false, true })
        {
            double[] numbers = [.. s_numbers];
            numbers[7] = value;
            _folder.Save("positions.npy", Npy.Matrix(numbers, 3, isSingle: isFortran, isFortran));

            AssertRefused($"the number for member 2 (ben) in scenario 3 {what}", "Fill in a finite number");
        }
    }

    [Fact]
    public void A_file_that_is_missing_or_has_another_ending_is_refused()
    {
        AssertRefused("there is no such file", null);
        _folder.Save("position.npy", Npy.Matrix(s_numbers, 3));
        AssertRefused("there is no such file", "Did you mean 'position.npy'?");
        Directory.CreateDirectory(_folder["positions.npy"]);
        Assert.Contains("'positions.npy' is a folder, not a file", _folder.Refusal(Pool).Message);
        _folder.Save("positions.txt", "");
        Assert.Contains("'positions.txt' is neither a .npy nor a .csv file", _folder.Refusal(Pool.Replace(".npy", ".txt", StringComparison.Ordinal)).Message);
        Assert.Contains("is an absolute path", _folder.Refusal(Pool.Replace("positions.npy", "/positions.npy", StringComparison.Ordinal)).Message);
    }

    /// <summary>Large tables are not kept, and are read in bands where they stand in their file column by column.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Large_tables_are_read_row_by_row_as_often_as_wanted(bool isSingle, bool isFortran)
    {
        const int Rows = 11;
        const int Columns = 500_003;
        var random = new Random(3);
        double[] numbers = new double[Rows * Columns];
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers[k] = (float)random.NextDouble();
        }

        _folder.Save("positions.npy", Npy.Matrix(numbers, Rows, isSingle, isFortran));
        DataTable table = TableReader.Read(Node(), new TableAxis("member", Rows), new TableAxis("scenario", Columns), csvIsTurned: true, CancellationToken.None);

        Assert.IsType<NpyTable>(table);
        Assert.Equal(isSingle, table.IsSinglePrecision);
        double[] row = new double[Columns];
        for (int pass = 0; pass < 2; pass++)
        {
            using DataRows rows = table.Open();
            for (int i = 0; i < Rows; i++)
            {
                rows.Read(row);
                Assert.True(row.AsSpan().SequenceEqual(numbers.AsSpan(i * Columns, Columns)));
            }

            Assert.Throws<InvalidOperationException>(() => rows.Read(row));
        }
    }

    [Fact]
    public void A_file_that_changes_between_two_passes_is_noticed()
    {
        double[] numbers = new double[3 * 200_000];
        byte[] bytes = Npy.Matrix(numbers, 3);
        _folder.Save("positions.npy", bytes);
        DataTable table = TableReader.Read(Node(), new TableAxis("member", 3), new TableAxis("scenario", 200_000), csvIsTurned: true, CancellationToken.None);
        table.ToArray();

        bytes[^1] = 64;
        _folder.Save("positions.npy", bytes);
        Assert.Contains("the file changed while it was read", Reading(() => table.ToArray()));
        _folder.Save("positions.npy", bytes[..^8]);
        Assert.Contains("the file changed while it was read", Reading(() => table.ToArray()));
        File.Delete(_folder["positions.npy"]);
        Assert.Contains("there is no such file", Reading(() => table.ToArray()));
    }

    [Fact]
    public void Reading_can_be_ended()
    {
        _folder.Save("positions.npy", Npy.Matrix(new double[600_000], 3));
        using var ended = new CancellationTokenSource();
        ended.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Parley.Files.ProblemReader.Read(
            _folder.Source(Pool.Replace("count: 5", "count: 200000", StringComparison.Ordinal)), cancellation: ended.Token));
    }

    private static string Reading(Action read) => Assert.Single(Assert.Throws<ProblemFileException>(read).Diagnostics).Message;

    private DocumentNode Node() => _folder.Source("positions: { file: positions.npy }").Read().AsMap().Required("positions").AsMap().Required("file");

    private void AssertRefused(string message, string? mend)
    {
        Diagnostic diagnostic = _folder.Refusal(Pool);
        Assert.StartsWith("'positions.npy': ", diagnostic.Message);
        Assert.Contains(message, diagnostic.Message);
        Assert.Equal((4, 20, "positions.file"), (diagnostic.Line, diagnostic.Column, diagnostic.Path));
        if (mend is not null)
        {
            Assert.Contains(mend, diagnostic.Mend);
        }
    }
}
