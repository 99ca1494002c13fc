using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// Parts as functions of the total, from an allocation that is written down: at each listed total the mean of the parts under the
/// reference, in between on straight lines, through 0 at 0 except where bets were made; beyond the largest and the smallest listed
/// total everybody's part of the excess is its share of the farthest one.
/// </summary>
/// <remarks>
/// Means and straight lines keep the sign of the total, and parts that are nondecreasing stay so; for the members of a pool with
/// concave utilities under the reference a mean over equal totals is at least as good as what it is the mean of.
/// </remarks>
internal sealed class RuleByTotal : SharingRule
{
    private readonly int _members;
    private readonly double[] _totals;
    private readonly double[][] _parts;
    private readonly bool _isComonotone;

    /// <summary>The rule. Cost: one pass over the allocation, and sorting the totals.</summary>
    public RuleByTotal(RiskPool pool, PoolEvidence evidence)
    {
        (_members, _isComonotone) = (pool.Members.Count, pool.Menu is ComonotoneMenu);
        var knots = new SortedDictionary<double, (double Weight, double[] Sum)>();
        var allocation = new RebuiltAllocation(pool, evidence);
        double[] parts = new double[_members];
        for (int s = 0; s < pool.Scenarios; s++)
        {
            allocation.Parts(s, parts);
            double total = pool.Total[s] + 0.0;
            (double weight, double[] sum) = knots.TryGetValue(total, out var knot) ? knot : (0, new double[_members]);
            for (int i = 0; i < _members; i++)
            {
                sum[i] += pool.Probabilities[s] * parts[i];
            }

            knots[total] = (weight + pool.Probabilities[s], sum);
        }

        knots.TryAdd(0, (1, new double[_members]));
        _totals = [.. knots.Keys];
        _parts = [.. knots.Values.Select(knot => knot.Sum.Select(sum => sum / knot.Weight).ToArray())];
    }

    /// <inheritdoc/>
    public override string Name => "by-total";

    /// <inheritdoc/>
    public override string Sentence => "everybody's part depends on the total alone, on straight lines between the listed totals";

    /// <inheritdoc/>
    public override void Parts(double total, ReadOnlySpan<double> logRatios, Span<double> parts)
    {
        int above = Array.BinarySearch(_totals, total + 0.0);
        if (above >= 0)
        {
            _parts[above].CopyTo(parts);
        }
        else if (~above is var next && next > 0 && next < _totals.Length)
        {
            double weight = (total - _totals[next - 1]) / (_totals[next] - _totals[next - 1]);
            for (int i = 0; i < _members; i++)
            {
                parts[i] = ((1 - weight) * _parts[next - 1][i]) + (weight * _parts[next][i]);
            }
        }
        else
        {
            Extend(total, ~above == 0 ? 0 : _totals.Length - 1, parts);
        }

        TakeUpRounding(total, parts);
    }

    /// <summary>
    /// Beyond a listed total: its shares, which keep signs; on the comonotone menu the shares of the last rise, which keep parts
    /// nondecreasing as well. Where nothing is listed on this side of 0, all bear alike.
    /// </summary>
    private void Extend(double total, int last, Span<double> parts)
    {
        double excess = total - _totals[last];
        int before = last == 0 ? Math.Min(1, _totals.Length - 1) : last - 1;
        double rise = _isComonotone ? _totals[last] - _totals[before] : _totals[last];
        for (int i = 0; i < _members; i++)
        {
            double risen = _isComonotone ? _parts[last][i] - _parts[before][i] : _parts[last][i];
            parts[i] = _parts[last][i] + (excess * (_totals[last] == 0 || rise == 0 ? 1.0 / _members : risen / rise));
        }
    }
}
