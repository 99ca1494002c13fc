using Parley.Engines.Hurricanes;
using Parley.Files.Data;

namespace Parley.Cli;

/// <summary>Fills the tables of a hurricane sample, some scenarios at a time, on all cores.</summary>
internal sealed class HurricaneTables(HurricaneSource source, CancellationToken cancellation)
{
    /// <summary>As many scenarios are drawn at a time, so that memory does not grow with them.</summary>
    private const int BlockSize = 8192;

    /// <summary>Members are shared out into so many groups, however many cores there are, so that sums do not depend on the cores.</summary>
    private const int Groups = 16;

    private readonly SeasonTraits[] _traits = new SeasonTraits[source.Scenarios];
    private readonly ParallelOptions _options = new() { CancellationToken = cancellation };

    /// <summary>The mean over the scenarios of what all members lose together, in thousands of dollars.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The most that all members lose together in a scenario.</summary>
    public double GreatestLoss { get; private set; }

    /// <summary>How many scenarios bring a loss to anybody.</summary>
    public int WithLoss { get; private set; }

    /// <summary>Writes what members bring, and keeps each season's traits.</summary>
    public void WritePositions(NpyWriter positions)
    {
        using var progress = new ProgressLine<int>((_, blocks) => $"{Math.Min(source.Scenarios, (long)blocks * BlockSize)} of {source.Scenarios} scenarios");
        for (int first = 0; first < source.Scenarios; first += BlockSize)
        {
            WriteBlock(positions, first, source.Seasons.Draw(first, Math.Min(BlockSize, source.Scenarios - first)));
            progress.Report(first);
        }
    }

    /// <summary>The factors of the seasons whose positions were written.</summary>
    public SeasonFactors Factors() => SeasonFactors.Of(_traits);

    /// <summary>Writes every member's prior.</summary>
    public void WritePriors(NpyWriter priors, SeasonFactors factors)
    {
        using var progress = new ProgressLine<int>((_, groups) => $"priors of {Math.Min(source.Farms.Length, groups * Groups)} of {source.Farms.Length} members");
        for (int first = 0; first < source.Farms.Length; first += Groups)
        {
            Parallel.For(first, Math.Min(source.Farms.Length, first + Groups), _options, () => new double[source.Scenarios], (member, _, row) =>
            {
                factors.Prior(source.Farms[member].Loadings, row);
                priors.Write(member, 0, row);
                return row;
            }, _ => { });
            progress.Report(first);
        }
    }

    /// <summary>Writes how each member's beliefs depend on the factors.</summary>
    public void WriteLoadings(NpyWriter loadings)
    {
        for (int member = 0; member < source.Farms.Length; member++)
        {
            loadings.Write(member, 0, [.. source.Farms[member].Loadings]);
        }
    }

    private void WriteBlock(NpyWriter positions, int first, SeasonBlock block)
    {
        double[][] totals = new double[Groups][];
        Parallel.For(0, Groups, _options, group => totals[group] = WriteGroup(positions, first, block, group));
        for (int season = 0; season < block.Count; season++)
        {
            _traits[first + season] = block.Traits(season);
            double loss = 0 - totals.Sum(total => total[season]);
            MeanLoss += loss / source.Scenarios;
            GreatestLoss = Math.Max(GreatestLoss, loss);
            WithLoss += loss > 0 ? 1 : 0;
        }
    }

    /// <summary>Writes one group's members, and returns their total position by season.</summary>
    private double[] WriteGroup(NpyWriter positions, int first, SeasonBlock block, int group)
    {
        double[] scratch = new double[block.Storms];
        double[] row = new double[block.Count];
        double[] total = new double[block.Count];
        int end = (int)((group + 1L) * source.Farms.Length / Groups);
        for (int member = (int)((long)group * source.Farms.Length / Groups); member < end; member++)
        {
            cancellation.ThrowIfCancellationRequested();
            block.Destroyed(member, scratch, row);
            for (int season = 0; season < row.Length; season++)
            {
                row[season] = 0 - (row[season] * source.Farms[member].Value); // never -0
                total[season] += row[season];
            }

            positions.Write(member, first, row);
        }

        return total;
    }
}
