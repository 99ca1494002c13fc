using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Averages;

/// <summary>Means of members' utilities over the flat measure by plain draws, with a seed of the checker's own.</summary>
internal static class DrawnMeans
{
    private const ulong Seed = 0x5EED_0F_C4EC4;

    /// <summary>The mean of each member and its standard error.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="members">Whose means are wanted.</param>
    /// <param name="draws">How many draws; at least 2.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IEnumerable<(int Member, double Mean, double Error)> Of(RiskPool pool, IReadOnlyList<int> members, int draws, CancellationToken cancellation)
    {
        var results = new (int, double, double)[members.Count];
        Parallel.For(0, members.Count, new ParallelOptions { CancellationToken = cancellation }, k => results[k] = OfMember(pool, members[k], draws, cancellation));
        return results;
    }

    private static (int Member, double Mean, double Error) OfMember(RiskPool pool, int index, int draws, CancellationToken cancellation)
    {
        int scenarios = pool.Scenarios;
        Member member = pool.Members[index];
        (double[] centre, double[] position, double[] prior, double[] tilt) = (new double[scenarios], new double[scenarios], new double[scenarios], new double[scenarios]);
        pool.Centres.Prior(index, centre);
        ulong state = Seed + ((ulong)index * 0xA24BAED4963EE407);
        double power = 1.0 / (pool.Members.Count - 1);
        double mean = 0;
        double squares = 0;
        for (int draw = 1; draw <= draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int s = 0; s < scenarios; s++)
            {
                position[s] = pool.Total[s] == 0 ? 0 : pool.Total[s] * (1 - Math.Pow(Uniform(ref state), power));
            }

            double value = member.Utility is Entropic entropic && member.Beliefs.IsSingle
                ? CertaintyEquivalent.Of(entropic.RiskAversion, position, centre)
                : member.Utility.Value(position, member.Beliefs, centre, prior, tilt);
            double step = value - mean;
            mean += step / draw;
            squares += step * (value - mean);
        }

        return (index, mean, Math.Sqrt(squares / (draws - 1) / draws));
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), in (0, 1].</summary>
    private static double Uniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (((mixed ^ (mixed >> 31)) >> 11) + 1) * (1.0 / (1L << 53));
    }
}
