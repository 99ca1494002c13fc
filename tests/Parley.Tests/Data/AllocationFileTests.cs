using System.Text;
using Parley.Files.Data;
using Parley.Files.RiskPools;

namespace Parley.Tests.Data;

/// <summary>Allocations written as they come, and read again as positions.</summary>
public sealed class AllocationFileTests : IDisposable
{
    private static readonly string[] s_names = ["ana", "ben, \"the\" junior", "cem"];

    /// <summary>Rows by scenario.</summary>
    private static readonly double[] s_rows = [1, 2, 3, 0.1, -0.2, 1e-300, 1 / 3.0, 1e17, -0.5, 0, 0, 0];

    private readonly PoolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("allocation.npy")]
    [InlineData("allocation.csv")]
    [InlineData("allocation.CSV")]
    public void What_is_written_is_read_again(string name)
    {
        using (var file = AllocationFile.Create(_folder[name], s_names, 4))
        {
            file.Write(0, s_rows.AsSpan(0, 3));
            file.Write(1, []);
            file.Write(1, s_rows.AsSpan(3, 6));
            file.Write(3, s_rows.AsSpan(9));
            file.Complete();
        }

        RiskPoolProblem problem = _folder.Read(
            $"scenarios: {{ count: 4 }}\npositions: {{ file: {name} }}\nmembers: {{ ana: {{ utility: {{ expected: true }} }}, 'ben, \"the\" junior': {{ utility: {{ expected: true }} }}, cem: {{ utility: {{ expected: true }} }} }}");

        Assert.Equal(Enumerable.Range(0, 3).SelectMany(i => Enumerable.Range(0, 4).Select(s => s_rows[(3 * s) + i])), problem.Positions.ToArray());
    }

    [Fact]
    public void The_npy_file_is_what_NumPy_writes_for_a_Fortran_array()
    {
        using (var file = AllocationFile.Create(_folder["a.npy"], s_names, 4))
        {
            file.Write(0, s_rows);
            file.Complete();
        }

        double[] byMember = [.. Enumerable.Range(0, 3).SelectMany(i => Enumerable.Range(0, 4).Select(s => s_rows[(3 * s) + i]))];
        Assert.Equal(Npy.Matrix(byMember, 3, isFortran: true), File.ReadAllBytes(_folder["a.npy"]));
    }

    [Fact]
    public void The_csv_file_has_a_header_and_a_row_for_each_scenario()
    {
        using (var file = AllocationFile.Create(_folder["a.csv"], s_names, 2))
        {
            file.Write(0, s_rows.AsSpan(0, 6));
            file.Complete();
        }

        Assert.Equal("ana,\"ben, \"\"the\"\" junior\",cem\n1,2,3\n0.1,-0.2,1E-300\n", File.ReadAllText(_folder["a.csv"], Encoding.UTF8));
    }

    [Fact]
    public void Scenarios_come_in_order_and_completely()
    {
        using var file = AllocationFile.Create(_folder["a.npy"], s_names, 4);
        file.Write(0, s_rows.AsSpan(0, 6));

        Assert.Throws<ArgumentException>(() => file.Write(3, s_rows.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => file.Write(1, s_rows.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => file.Write(2, s_rows.AsSpan(0, 2)));
        Assert.Throws<ArgumentException>(() => file.Write(2, s_rows.AsSpan(0, 9)));
        Assert.Contains("only 2 of 4 scenarios were written", Assert.Throws<InvalidOperationException>(file.Complete).Message);
    }

    [Fact]
    public void Other_endings_are_refused() =>
        Assert.Contains("is neither a .npy nor a .csv file", Assert.Throws<ArgumentException>(() => AllocationFile.Create(_folder["a.txt"], s_names, 1)).Message);
}
