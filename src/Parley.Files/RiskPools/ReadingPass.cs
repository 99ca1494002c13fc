using System.Buffers;
using Parley.Files.Data;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>
/// One pass over the members' positions and centres, which yields all that is kept of them: totals by scenario, what each
/// position is worth to its member alone, and the centres. A few members' rows are in memory at a time.
/// </summary>
/// <param name="reference">The reference probabilities by scenario.</param>
/// <param name="members">The members.</param>
/// <param name="shared">The pool's beliefs.</param>
/// <param name="positions">Members x scenarios.</param>
internal sealed class ReadingPass(double[] reference, StatedMember[] members, StatedBeliefs shared, DataTable positions)
{
    private const long BandBytes = 16 << 20;
    private const int MostRows = 16;

    private readonly int _scenarios = reference.Length;

    /// <summary>The sum of all positions by scenario.</summary>
    public double[] Total { get; private set; } = [];

    /// <summary>The members with what their positions are worth to them alone.</summary>
    public Member[] Members { get; } = new Member[members.Length];

    /// <summary>The centres of the members' beliefs.</summary>
    public Centres Centres { get; private set; } = null!;

    /// <summary>Reads everything once.</summary>
    /// <param name="progress">Hears how far it has come; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        using var centres = new PoolCentres(reference, members, shared.Centre, cancellation);
        using DataRows rows = positions.Open(cancellation);
        var total = new RunningTotal(_scenarios);
        int band = (int)Math.Clamp(BandBytes / ((long)_scenarios * sizeof(double)), 1, Math.Min(MostRows, members.Length));
        double[] brought = new double[band * _scenarios];
        double[] priors = new double[band * _scenarios];
        for (int first = 0; first < members.Length; first += band)
        {
            int count = Math.Min(band, members.Length - first);
            for (int i = 0; i < count; i++)
            {
                rows.Read(Row(brought, i));
                centres.Read(Row(priors, i));
            }

            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i => ReadMember(centres, first + i, Row(brought, i), Row(priors, i)));
            if (Array.FindIndex(Members, first, count, member => member is null) is >= 0 and var lacking)
            {
                throw centres.NoPrior(lacking, Row(priors, lacking - first));
            }

            total.Add(brought, count);
            centres.Keep(first, count, priors);
            progress?.Report(Progress(first + count));
        }

        (Total, Centres) = (total.Finish(), centres.Finish());
    }

    private Span<double> Row(double[] band, int row) => band.AsSpan(row * _scenarios, _scenarios);

    private DataProgress Progress(int read)
    {
        long bytes = positions.BytesToRead + ((shared.Centre as PriorTable)?.Table.BytesToRead ?? 0);
        return new DataProgress(bytes * read / members.Length, bytes);
    }

    private void ReadMember(PoolCentres centres, int member, ReadOnlySpan<double> position, Span<double> centre)
    {
        if (!centres.TryComplete(member, centre))
        {
            return;
        }

        StatedMember stated = members[member];
        CredalSet beliefs = stated.Own.Shape ?? shared.Shape ?? new SinglePrior();
        double alone = stated.Utility is Entropic entropic && beliefs.IsSingle
            ? CertaintyEquivalent.Of(entropic.RiskAversion, position, centre)
            : Value(stated.Utility, position, beliefs, centre);
        Members[member] = new Member(stated.Name, stated.Utility, beliefs, alone);
    }

    private double Value(MonetaryUtility utility, ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre)
    {
        double[] scratch = ArrayPool<double>.Shared.Rent(2 * _scenarios);
        double value = utility.Value(position, beliefs, centre, scratch.AsSpan(0, _scenarios), scratch.AsSpan(_scenarios, _scenarios));
        ArrayPool<double>.Shared.Return(scratch);
        return value;
    }
}
