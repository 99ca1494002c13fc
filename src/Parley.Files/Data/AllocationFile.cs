using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Parley.Files.Data;

/// <summary>
/// Writes an allocation, members x scenarios, to a file as it is computed: blocks of scenarios, in their order. Memory does not
/// grow with the scenarios.
/// </summary>
/// <remarks>
/// A <c>.npy</c> file holds the array in Fortran order, in which scenarios stand one behind the other; NumPy, and
/// <c>positions: { file }</c>, read it as members x scenarios all the same. A <c>.csv</c> file has a header of the members' names and a
/// row for each scenario.
/// </remarks>
public abstract class AllocationFile : IDisposable
{
    private readonly Stream _stream;
    private int _written;

    private AllocationFile(Stream stream, int members, int scenarios) => (_stream, Members, Scenarios) = (stream, members, scenarios);

    /// <summary>How many members there are.</summary>
    public int Members { get; }

    /// <summary>How many scenarios there are.</summary>
    public int Scenarios { get; }

    /// <summary>Starts a file, in place of what stands there.</summary>
    /// <param name="path">Its path, which ends in <c>.npy</c> or <c>.csv</c>.</param>
    /// <param name="members">The members' names, in order.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <exception cref="ArgumentException">The path ends in neither, or there is no member or no scenario.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static AllocationFile Create(string path, IReadOnlyList<string> members, int scenarios)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentOutOfRangeException.ThrowIfLessThan(members.Count, 1, nameof(members));
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => new Npy(File.Create(path), members.Count, scenarios),
            ".csv" => new Csv(File.Create(path), members, scenarios),
            _ => throw new ArgumentException($"'{path}' is neither a .npy nor a .csv file; choose a name that ends in one of them", nameof(path)),
        };
    }

    /// <summary>Writes the parts of some scenarios.</summary>
    /// <param name="firstScenario">The first of them, from 0: the one behind the last that was written.</param>
    /// <param name="rows">Rows by scenario, each with a part for each member, in money.</param>
    /// <exception cref="ArgumentException">Scenarios are left out, come twice or are too many, or a row is incomplete.</exception>
    public void Write(int firstScenario, ReadOnlySpan<double> rows)
    {
        if (firstScenario != _written || rows.Length % Members != 0 || rows.Length / Members > Scenarios - _written)
        {
            throw new ArgumentException(
                $"{rows.Length} numbers from scenario {firstScenario} on do not follow the {_written} of {Scenarios} scenarios that were written; give whole rows of {Members} in order", nameof(rows));
        }

        for (ReadOnlySpan<double> rest = rows; rest.Length > 0; rest = rest[Members..])
        {
            WriteScenario(rest[..Members]);
        }

        _written += rows.Length / Members;
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="InvalidOperationException">Scenarios are missing.</exception>
    public void Complete()
    {
        if (_written < Scenarios)
        {
            throw new InvalidOperationException($"only {_written} of {Scenarios} scenarios were written");
        }

        _stream.Flush();
    }

    /// <summary>Closes the file, complete or not.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes one scenario's parts.</summary>
    private protected abstract void WriteScenario(ReadOnlySpan<double> parts);

    /// <summary>Writes bytes as they are.</summary>
    private protected void WriteBytes(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    private sealed class Npy : AllocationFile
    {
        private const int Alignment = 64;
        private const int Prefix = 10;

        public Npy(Stream stream, int members, int scenarios)
            : base(stream, members, scenarios)
        {
            string description = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f8', 'fortran_order': True, 'shape': ({members}, {scenarios}), }}");
            int length = ((Prefix + description.Length + 1 + Alignment - 1) / Alignment * Alignment) - Prefix;
            WriteBytes([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)]);
            WriteBytes(Encoding.ASCII.GetBytes(description.PadRight(length - 1) + "\n"));
        }

        private protected override void WriteScenario(ReadOnlySpan<double> parts) => WriteBytes(MemoryMarshal.AsBytes(parts));
    }

    private sealed class Csv : AllocationFile
    {
        private readonly StringBuilder _line = new();

        public Csv(Stream stream, IReadOnlyList<string> members, int scenarios)
            : base(stream, members.Count, scenarios) =>
            WriteBytes(Encoding.UTF8.GetBytes(string.Join(',', members.Select(Cell)) + "\n"));

        private protected override void WriteScenario(ReadOnlySpan<double> parts)
        {
            _line.Clear();
            foreach (double part in parts)
            {
                _line.Append(_line.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{part}");
            }

            WriteBytes(Encoding.UTF8.GetBytes(_line.Append('\n').ToString()));
        }

        private static string Cell(string name) => name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
    }
}
