using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Parley.Files.Data;

/// <summary>What the header of a <c>.npy</c> file says of the numbers behind it (NumPy's format, versions 1.0 to 3.0).</summary>
/// <param name="Length">How many bytes stand before the numbers.</param>
/// <param name="IsSingle">True for 4-byte numbers, false for 8-byte ones; both little-endian.</param>
/// <param name="IsFortran">True where the first index runs fastest.</param>
/// <param name="Shape">The size of each dimension.</param>
internal sealed partial record NpyHeader(int Length, bool IsSingle, bool IsFortran, IReadOnlyList<long> Shape)
{
    private const string HowToSave = "Save it with numpy.save(name, array.astype('<f8'))";
    private const int MaximumText = 65_536;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many bytes a number takes.</summary>
    public int NumberSize => IsSingle ? sizeof(float) : sizeof(double);

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => Shape.Count switch
    {
        0 => "a single number",
        1 => $"a list of {Shape[0]} numbers",
        _ => string.Join(" x ", Shape) + " numbers",
    };

    /// <summary>Reads the header with which a file begins.</summary>
    /// <exception cref="Documents.ProblemFileException">It is none, or describes other numbers than those that are read.</exception>
    public static NpyHeader Read(DataFile file)
    {
        using DataStream stream = file.Open();
        Span<byte> start = stackalloc byte[12];
        start.Clear();
        stream.Fill(start[..(int)Math.Min(start.Length, file.Length)]);
        if (!start.StartsWith(Magic))
        {
            throw file.Error("this is no .npy file: it does not begin with \\x93NUMPY", HowToSave);
        }

        if (start[6] is < 1 or > 3 || start[7] != 0)
        {
            throw file.Error($"the format version is {start[6]}.{start[7]}; 1.0, 2.0 and 3.0 are read", HowToSave);
        }

        (int begin, long size) = start[6] == 1 ? (10, BinaryPrimitives.ReadUInt16LittleEndian(start[8..])) : (12, BinaryPrimitives.ReadUInt32LittleEndian(start[8..]));
        if (size > MaximumText || begin + size > file.Length)
        {
            throw file.Error($"the header has {size} bytes, and the file {file.Length}", HowToSave);
        }

        byte[] text = new byte[size];
        int known = start.Length - begin;
        start[begin..].CopyTo(text);
        stream.Fill(text.AsSpan(Math.Min(known, text.Length)));
        return Parse(file, begin + (int)size, Encoding.UTF8.GetString(text));
    }

    private static NpyHeader Parse(DataFile file, int length, string text)
    {
        Match descr = Descr().Match(text);
        Match order = Order().Match(text);
        Match shape = ShapePattern().Match(text);
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw file.Error($"the header {Shown.Quoted(text.Trim(), limit: 120)} does not say descr, fortran_order and shape", HowToSave);
        }

        long[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => long.TryParse(size.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw file.Error($"the header gives the shape {Shown.Quoted(shape.Value)}", HowToSave))];
        return new NpyHeader(length, IsSingleFloat(file, descr.Groups[1].Value), order.Groups[1].Value == "True", sizes);
    }

    private static bool IsSingleFloat(DataFile file, string descr) => descr switch
    {
        "'<f8'" or "\"<f8\"" => false,
        "'<f4'" or "\"<f4\"" => true,
        _ => throw file.Error($"it holds {Meaning(descr)} ({Shown.Plain(descr)}); little-endian float64 ('<f8') and float32 ('<f4') are read", HowToSave),
    };

    private static string Meaning(string descr) => descr.Trim('\'', '"') switch
    {
        ['[', ..] => "records",
        ['>', 'f', ..] => "big-endian numbers",
        ['<' or '>' or '|' or '=', 'i' or 'u', ..] => "integers",
        ['|', 'b', ..] => "truth values",
        ['<' or '>' or '|' or '=', 'c', ..] => "complex numbers",
        ['|', 'O', ..] => "Python objects",
        ['<' or '>' or '|', 'S' or 'U', ..] => "texts",
        _ => "other numbers",
    };

    [GeneratedRegex("""['"]descr['"]\s*:\s*('[^']*'|"[^"]*"|\[)""")]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
