using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>
/// The centres of a pool's members: each member's own, or else what the pool's beliefs say, or else the reference. Those that
/// come from a table are read in the members' order, completed on any core, and kept as logarithms.
/// </summary>
internal sealed class PoolCentres : IDisposable
{
    private readonly StatedMember[] _members;
    private readonly Centres _shared;
    private readonly PriorTable? _table;
    private readonly DataRows? _rows;
    private readonly double[]? _logRows;
    private readonly double[] _sums;

    public PoolCentres(double[] reference, StatedMember[] members, StatedCentre? shared, CancellationToken cancellation)
    {
        (_members, _table, _sums) = (members, shared as PriorTable, new double[members.Length]);
        _rows = _table?.Table.Open(cancellation);
        _shared = shared switch
        {
            TypedCentre typed => new CommonCentre(typed.Probabilities, members.Length),
            Tilt tilt => tilt.Place.Build(() => new TiltedCentres(reference, Columns(tilt.Loadings), Columns(tilt.Factors), members.Length)),
            _ => new CommonCentre(reference, members.Length),
        };
        if (_table is not null || members.Any(member => member.Own.Centre is not null))
        {
            _logRows = GC.AllocateUninitializedArray<double>(members.Length * reference.Length);
        }
    }

    private double Tolerance => _table is { Table.IsSinglePrecision: true } ? Priors.SingleRounding : Priors.Rounding;

    /// <summary>Reads what a table holds of the next member's centre.</summary>
    public void Read(Span<double> centre) => _rows?.Read(centre);

    /// <summary>Completes a member's centre; members may be completed at the same time.</summary>
    /// <returns>False where a table holds no prior for the member.</returns>
    public bool TryComplete(int member, Span<double> centre)
    {
        if (_members[member].Own.Centre is TypedCentre own)
        {
            own.Probabilities.CopyTo(centre);
            return true;
        }

        if (_table is null)
        {
            _shared.Prior(member, centre);
            return true;
        }

        _sums[member] = Priors.IndexOfNegative(centre) >= 0 ? double.NaN : Priors.Normalise(centre);
        return Math.Abs(_sums[member] - 1) <= Tolerance;
    }

    /// <summary>Says why a table holds no prior for a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="centre">What <see cref="TryComplete"/> made of the row.</param>
    public ProblemFileException NoPrior(int member, ReadOnlySpan<double> centre)
    {
        DocumentNode place = _table!.Place;
        string who = $"member {member + 1} ({Shown.Plain(_members[member].Name)})";
        int scenario = Priors.IndexOfNegative(centre);
        return scenario >= 0
            ? place.Error($"{Shown.Quoted(place.AsName())}: the probability for {who} in scenario {scenario + 1} is {centre[scenario]}", "Give a number from 0 to 1")
            : place.Error($"{Shown.Quoted(place.AsName())}: the probabilities of {who} sum to {_sums[member]}, not 1", $"Make them sum to 1 within {Tolerance}");
    }

    /// <summary>Keeps the logarithms of some members' completed centres, which are overwritten.</summary>
    /// <param name="firstMember">The first of them.</param>
    /// <param name="members">How many they are.</param>
    /// <param name="centres">Their centres, one row for each.</param>
    public void Keep(int firstMember, int members, double[] centres)
    {
        if (_logRows is not { } logRows)
        {
            return;
        }

        int scenarios = _shared.Scenarios;
        ScenarioBlocks.ForEach(scenarios, (first, count) =>
        {
            for (int i = 0; i < members; i++)
            {
                Logarithms(centres.AsSpan((i * scenarios) + first, count));
            }

            Turn(centres, scenarios, first, count, logRows.AsSpan(firstMember), _members.Length, members);
        });
    }

    /// <summary>All members' centres, once each has been kept.</summary>
    public Centres Finish() => _logRows is null ? _shared : new ListedCentres(_logRows, _members.Length);

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();

    /// <summary>Writes members' rows, some scenarios of them, as parts of the scenarios' rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private static void Turn(ReadOnlySpan<double> centres, int scenarios, int first, int count, Span<double> rows, int width, int members)
    {
        for (int s = first; s < first + count; s++)
        {
            Span<double> row = rows.Slice(s * width, members);
            for (int i = 0, at = s; i < row.Length; i++, at += scenarios)
            {
                row[i] = centres[at];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Logarithms(Span<double> numbers)
    {
        Span<Vector256<double>> vectors = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        foreach (ref Vector256<double> vector in vectors)
        {
            vector = Vector256.Log(vector);
        }

        foreach (ref double number in numbers[(vectors.Length * Vector256<double>.Count)..])
        {
            number = Math.Log(number);
        }
    }

    /// <summary>A table's numbers column by column.</summary>
    private static double[] Columns(DataTable table)
    {
        double[] numbers = table.ToArray();
        double[] turned = new double[numbers.Length];
        for (int row = 0; row < table.Rows; row++)
        {
            for (int column = 0; column < table.Columns; column++)
            {
                turned[(column * table.Rows) + row] = numbers[(row * table.Columns) + column];
            }
        }

        return turned;
    }
}
