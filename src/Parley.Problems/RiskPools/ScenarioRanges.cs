namespace Parley.Problems.RiskPools;

/// <summary>
/// A pool's scenarios in ranges that are worked on at the same time, each with a place of its own for its sums: whatever is asked of all
/// scenarios is a sum of what is asked of ranges, which could be on different machines. The ranges depend on the pool alone, so that
/// every machine adds in the same order.
/// </summary>
/// <typeparam name="TPlace">What a range sums into.</typeparam>
public sealed class ScenarioRanges<TPlace>
{
    /// <summary>Scenarios whose rows are held at once: a quarter of a megabyte for 500 members, which a core's own cache holds.</summary>
    private const int RowsAtOnce = 64;

    private readonly RiskPool _pool;
    private readonly int[]? _chosen;
    private readonly (int From, int To, TPlace Place, double[] Scratch)[] _ranges;

    /// <summary>The ranges of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="place">Makes a place for a range's sums.</param>
    /// <param name="most">The most ranges, and so places; at least 1.</param>
    /// <param name="chosen">The scenarios to look at, ascending; all of them where null.</param>
    public ScenarioRanges(RiskPool pool, Func<TPlace> place, int most = 32, int[]? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(place);
        (_pool, _chosen) = (pool, chosen);
        int scenarios = chosen?.Length ?? pool.Scenarios;
        int count = Math.Clamp(scenarios / RowsAtOnce, 1, most);
        _ranges = [.. Enumerable.Range(0, count).Select(k => (
            (int)((long)scenarios * k / count), (int)((long)scenarios * (k + 1) / count), place(), new double[RowsAtOnce * pool.Members.Count]))];
    }

    /// <summary>What is done with one scenario, given the row of its log-probabilities by member.</summary>
    public delegate void Work(TPlace place, int scenario, ReadOnlySpan<double> logRow);

    /// <summary>The places in order.</summary>
    public IEnumerable<TPlace> Places => _ranges.Select(range => range.Place);

    /// <summary>Does the work for every scenario: within a range in order, ranges at the same time.</summary>
    public void ForAll(Work work, CancellationToken cancellation)
    {
        int members = _pool.Members.Count;
        int atOnce = _chosen is null ? RowsAtOnce : 1;
        Parallel.ForEach(_ranges, new ParallelOptions { CancellationToken = cancellation }, range =>
        {
            for (int next = range.From; next < range.To; next += atOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                int first = _chosen?[next] ?? next;
                int count = Math.Min(atOnce, range.To - next);
                ReadOnlySpan<double> rows = _pool.Centres.LogRows(first, count, range.Scratch);
                for (int s = 0; s < count; s++)
                {
                    work(range.Place, first + s, rows.Slice(s * members, members));
                }
            }
        });
    }
}
