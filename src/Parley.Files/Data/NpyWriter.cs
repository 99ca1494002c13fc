using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Parley.Files.Data;

/// <summary>
/// Writes a table of numbers to a <c>.npy</c> file (format 1.0, C order), any part of a row at a time, in any order, from any thread.
/// The file gets its name when it is complete: until then, or where it is given up, what stands there stays.
/// </summary>
public sealed class NpyWriter : IDisposable
{
    /// <summary>What the file is called until it is complete, behind its name.</summary>
    public const string Unfinished = ".partial";

    private const int Alignment = 64;
    private const int Prefix = 10;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly int _offset;
    private long _written;
    private bool _isComplete;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="isSingle">True for float32, which takes half the space and keeps about seven digits.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public NpyWriter(string path, int rows, int columns, bool isSingle = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (_path, Rows, Columns, IsSingle) = (path, rows, columns, isSingle);
        byte[] header = Header();
        _offset = header.Length;
        _file = File.OpenHandle(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None);
        RandomAccess.SetLength(_file, Length);
        RandomAccess.Write(_file, header, 0);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many columns there are.</summary>
    public int Columns { get; }

    /// <summary>True for float32.</summary>
    public bool IsSingle { get; }

    /// <summary>How many bytes the file has when it is complete.</summary>
    public long Length => _offset + ((long)Rows * Columns * Size);

    private int Size => IsSingle ? sizeof(float) : sizeof(double);

    /// <summary>Writes successive numbers of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The first column, from 0.</param>
    /// <param name="numbers">The numbers.</param>
    /// <exception cref="ArgumentException">They do not fit into the row.</exception>
    public void Write(int row, int column, ReadOnlySpan<double> numbers)
    {
        if (row < 0 || row >= Rows || column < 0 || numbers.Length > Columns - column)
        {
            throw new ArgumentException($"{numbers.Length} numbers from column {column} of row {row} do not fit into {Rows} rows of {Columns}", nameof(numbers));
        }

        long at = _offset + ((((long)row * Columns) + column) * Size);
        if (!IsSingle && BitConverter.IsLittleEndian)
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(numbers), at);
        }
        else
        {
            WriteConverted(numbers, at);
        }

        Interlocked.Add(ref _written, numbers.Length);
    }

    /// <summary>Ends the file and gives it its name, in place of what stood there.</summary>
    /// <exception cref="InvalidOperationException">Numbers are missing.</exception>
    public void Complete()
    {
        if (_written != (long)Rows * Columns)
        {
            throw new InvalidOperationException($"{_written} numbers were written of {Rows} x {Columns}");
        }

        _file.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: true);
        _isComplete = true;
    }

    /// <summary>Closes the file, and removes it where it is not complete.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_isComplete)
        {
            File.Delete(_path + Unfinished);
        }
    }

    private void WriteConverted(ReadOnlySpan<double> numbers, long at)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(numbers.Length * Size);
        Span<byte> rest = bytes;
        foreach (double number in numbers)
        {
            if (IsSingle)
            {
                BinaryPrimitives.WriteSingleLittleEndian(rest, (float)number);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(rest, number);
            }

            rest = rest[Size..];
        }

        RandomAccess.Write(_file, bytes.AsSpan(0, numbers.Length * Size), at);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private byte[] Header()
    {
        string description = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f{Size}', 'fortran_order': False, 'shape': ({Rows}, {Columns}), }}");
        int length = ((Prefix + description.Length + Alignment) / Alignment * Alignment) - Prefix;
        byte[] header = new byte[Prefix + length];
        ReadOnlySpan<byte> start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)];
        start.CopyTo(header);
        Encoding.ASCII.GetBytes(description.PadRight(length - 1) + "\n", header.AsSpan(Prefix));
        return header;
    }
}
