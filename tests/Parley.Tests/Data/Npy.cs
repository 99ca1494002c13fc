using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Parley.Tests.Data;

/// <summary>Writes .npy files as NumPy does, in all its variants.</summary>
internal static class Npy
{
    /// <summary>A file with any header text and any bytes behind it.</summary>
    public static byte[] File(string header, ReadOnlySpan<byte> numbers, byte major = 1, byte minor = 0, bool isPadded = true)
    {
        int prefix = major == 1 ? 10 : 12;
        int length = isPadded ? ((prefix + header.Length + 1 + 63) / 64 * 64) - prefix : header.Length;
        List<byte> file = [0x93, .. "NUMPY"u8, major, minor];
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, length);
        file.AddRange(size.AsSpan(0, prefix - 8));
        file.AddRange(Encoding.UTF8.GetBytes(isPadded ? header.PadRight(length - 1) + "\n" : header));
        file.AddRange(numbers);
        return [.. file];
    }

    /// <summary>A matrix; its numbers are given row by row.</summary>
    public static byte[] Matrix(double[] numbers, int rows, bool isSingle = false, bool isFortran = false, byte major = 1)
    {
        int columns = numbers.Length / rows;
        double[] stored = isFortran
            ? [.. Enumerable.Range(0, numbers.Length).Select(at => numbers[(at % rows * columns) + (at / rows)])]
            : numbers;
        return File(
            $"{{'descr': '{(isSingle ? "<f4" : "<f8")}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': ({rows}, {columns}), }}",
            isSingle ? MemoryMarshal.AsBytes(stored.Select(number => (float)number).ToArray().AsSpan()) : MemoryMarshal.AsBytes(stored.AsSpan()),
            major);
    }
}
