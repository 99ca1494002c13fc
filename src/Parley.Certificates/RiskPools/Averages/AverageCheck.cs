using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Averages;

/// <summary>
/// Recomputes members' mean utilities over the menu by other ways than a solver's: sums over lists, tanh-sinh rules in the share's own
/// probability, and, where these would take too long, draws with a seed of its own.
/// </summary>
public sealed class AverageCheck
{
    /// <summary>The most exponentials that quadrature of the flat measure may take.</summary>
    private const double MostExponentials = 4e8;

    /// <summary>The most scenario values that draws may look at.</summary>
    private const double MostDrawn = 4e8;

    private const int MostDraws = 4096;

    /// <summary>What a value takes, in looks at a scenario, where the worst prior is a linear program's.</summary>
    private const double ProgramWork = 500;

    /// <summary>A mean of draws this many standard errors away is not the mean.</summary>
    private const double FarInErrors = 7;

    private readonly RiskPool _pool;
    private readonly MenuMeasure _measure;
    private readonly CancellationToken _cancellation;

    private AverageCheck(RiskPool pool, MenuMeasure measure, CancellationToken cancellation) => (_pool, _measure, _cancellation) = (pool, measure, cancellation);

    /// <summary>How far a stated mean lies from the recomputed one, and how far it may.</summary>
    /// <param name="Difference">The distance, in money; not a number where a stated one is none.</param>
    /// <param name="Allowed">The stated error and the check's own, in money.</param>
    /// <param name="Method">How it was recomputed.</param>
    public readonly record struct Finding(double Difference, double Allowed, string Method);

    /// <summary>A finding for each member.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="measure">The measure over the menu.</param>
    /// <param name="stated">The stated averages, one for each member.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IReadOnlyList<Finding> Of(RiskPool pool, MenuMeasure measure, IReadOnlyList<AverageUtility> stated, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(stated);
        return new AverageCheck(pool, measure, cancellation).Run(stated);
    }

    private Finding[] Run(IReadOnlyList<AverageUtility> stated)
    {
        int members = _pool.Members.Count;
        var findings = new Finding[members];
        bool isShort = FlatQuadrature.Cost(_pool) <= MostExponentials;
        FlatHistogram? histogram = isShort || members == 1 ? null : new FlatHistogram(members);
        List<int> drawn = [];
        for (int i = 0; i < members; i++)
        {
            Member member = _pool.Members[i];
            if (_measure == MenuMeasure.SignPreserving && members > 1 && !IsLinear(member) && !IsSmooth(member))
            {
                drawn.Add(i);
            }
        }

        int[] direct = [.. Enumerable.Range(0, members).Except(drawn)];
        Parallel.ForEach(direct, new ParallelOptions { CancellationToken = _cancellation }, i =>
        {
            (double value, double error, string method) = Recomputed(i, histogram);
            findings[i] = Judge(stated[i], value, error, method);
        });
        if (drawn.Count > 0)
        {
            int draws = (int)Math.Clamp(MostDrawn / drawn.Sum(i => (double)_pool.Scenarios * (_pool.Members[i].Beliefs is EventBounds ? ProgramWork : 1)), 32, MostDraws);
            foreach ((int i, double mean, double deviation) in DrawnMeans.Of(_pool, drawn, draws, _cancellation))
            {
                findings[i] = Judge(stated[i], mean, FarInErrors * deviation, $"sample {draws}");
            }
        }

        return findings;
    }

    private static bool IsSmooth(Member member) => member.Utility is Entropic && member.Beliefs.IsSingle;

    private static bool IsLinear(Member member) => member.Utility is Expected && member.Beliefs.IsSingle;

    /// <summary>A stated standard error allows several of itself; a stated bound, itself.</summary>
    private static Finding Judge(AverageUtility stated, double value, double error, string method) =>
        new(Math.Abs(stated.Value - value), stated.Error * (stated.Guarantee == AverageGuarantee.Sampled ? FarInErrors : 1) + error, method);

    private (double Value, double Error, string Method) Recomputed(int index, FlatHistogram? histogram)
    {
        Member member = _pool.Members[index];
        double[] centre = new double[_pool.Scenarios];
        _pool.Centres.Prior(index, centre);
        if (_measure == MenuMeasure.Listed)
        {
            var menu = (ListedMenu)_pool.Menu;
            double[] values = [.. menu.Allocations.Select(allocation => Utility(member, [.. allocation[index]], centre))];
            return (values.Zip(menu.Weights, (value, weight) => value * weight).Sum(), 1e-13 * values.Max(Math.Abs), "sum over the list");
        }

        int members = _pool.Members.Count;
        if (members == 1)
        {
            return (Utility(member, _pool.Total.ToArray(), centre), Rounding(), "definition");
        }

        if (_measure == MenuMeasure.SignPreserving && IsSmooth(member))
        {
            double aversion = ((Entropic)member.Utility).RiskAversion;
            (double value, double error) = histogram is null
                ? FlatQuadrature.Of(aversion, _pool.Total, centre, members, _cancellation)
                : histogram.Value(aversion, _pool.Total, centre, _cancellation);
            return (value, error + Rounding(), histogram is null ? "quadrature" : "interpolated quadrature");
        }

        if (IsLinear(member))
        {
            return (ShareRule.Of(members).Mean(share => Utility(member, Scaled(share), centre)).Value, Rounding(), "quadrature");
        }

        (double mean, double off) = ShareRule.Of(members).Mean(share => Utility(member, Scaled(share), centre));
        return (mean, off + Rounding(), "quadrature");
    }

    private double Rounding()
    {
        double size = 0;
        foreach (double total in _pool.Total)
        {
            size = Math.Max(size, Math.Abs(total));
        }

        return 1e-12 * size / _pool.Members.Count;
    }

    private double[] Scaled(double share)
    {
        double[] position = new double[_pool.Scenarios];
        for (int s = 0; s < position.Length; s++)
        {
            position[s] = share * _pool.Total[s];
        }

        return position;
    }

    private static double Utility(Member member, double[] position, double[] centre) => member.Utility is Entropic entropic && member.Beliefs.IsSingle
        ? CertaintyEquivalent.Of(entropic.RiskAversion, position, centre)
        : member.Utility.Value(position, member.Beliefs, centre, new double[position.Length], new double[position.Length]);
}
