using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Parley.Files.Data;

namespace Parley.Tests.Files;

/// <summary>Tables in NumPy's format, read back by a reader of their own that goes by NumPy's description of it.</summary>
public sealed class NpyWriterPropertyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-npy-").FullName;

    private string FilePath => Path.Combine(_folder, "table.npy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(7, 0)]
    [InlineData(2, 100_000)]
    [InlineData(10_000, 1)]
    public void What_is_written_is_read_back(int rows, int columns)
    {
        using (var writer = new NpyWriter(FilePath, rows, columns))
        {
            for (int row = 0; row < rows; row++)
            {
                writer.Write(row, 0, [.. Enumerable.Range(0, columns).Select(column => Number(row, column))]);
            }

            writer.Complete();
            Assert.Equal(writer.Length, new FileInfo(FilePath).Length);
        }

        double[,] table = Read(FilePath);
        Assert.Equal((rows, columns), (table.GetLength(0), table.GetLength(1)));
        Assert.All(Enumerable.Range(0, rows), row => Assert.All(Enumerable.Range(0, columns), column => Assert.Equal(Number(row, column), table[row, column])));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Single_precision_is_the_nearest()
    {
        using (var writer = new NpyWriter(FilePath, 2, 3, isSingle: true))
        {
            writer.Write(0, 0, [0.1, -1e10, 1e-50]);
            writer.Write(1, 0, [1.0 / 3, 0, -5]);
            writer.Complete();
        }

        Assert.Equal([0.1f, -1e10f, 0f, 1f / 3, 0f, -5f], Read(FilePath).Cast<double>());
    }

    [Fact]
    public void Parts_of_rows_may_come_in_any_order_and_from_many_threads()
    {
        using (var writer = new NpyWriter(FilePath, 40, 100))
        {
            Parallel.For(0, 400, part => writer.Write(part % 40, part / 40 * 10, [.. Enumerable.Range(0, 10).Select(k => Number(part % 40, (part / 40 * 10) + k))]));
            writer.Complete();
        }

        double[,] table = Read(FilePath);
        Assert.All(Enumerable.Range(0, 4000), at => Assert.Equal(Number(at / 100, at % 100), table[at / 100, at % 100]));
    }

    [Fact]
    public void Until_a_file_is_complete_what_stood_there_stays()
    {
        File.WriteAllText(FilePath, "precious");
        using (var writer = new NpyWriter(FilePath, 1, 2))
        {
            writer.Write(0, 0, [1]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }

        Assert.Equal("precious", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, 4)]
    public void Numbers_that_do_not_fit_are_refused(int row, int column, int count)
    {
        using var writer = new NpyWriter(FilePath, 2, 3);

        Assert.Throws<ArgumentException>(() => writer.Write(row, column, new double[count]));
    }

    /// <summary>Reads format 1.0 in C order: a magic word, the header's length, the header, the numbers.</summary>
    internal static double[,] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        string header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.EndsWith("\n", header);
        Match match = Regex.Match(header, @"^\{'descr': '<f([48])', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$");
        Assert.True(match.Success, header);
        int[] sizes = [.. match.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture))];
        double[,] table = new double[sizes[1], sizes[2]];
        Assert.Equal(10 + length + ((long)sizes[0] * table.Length), bytes.Length);
        for (int at = 0; at < table.Length; at++)
        {
            ReadOnlySpan<byte> number = bytes.AsSpan(10 + length + (at * sizes[0]));
            table[at / sizes[2], at % sizes[2]] = sizes[0] == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(number) : BinaryPrimitives.ReadSingleLittleEndian(number);
        }

        return table;
    }

    private static double Number(int row, int column) => (row * 1.25) - (column / 3.0);
}
