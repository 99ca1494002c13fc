using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Draws tangents to what shares are worth: for entropic members with single priors all in one pass over the scenarios, for the
/// others one by one from the definition. Where values are proportional to the share, the first tangent is the function.
/// </summary>
internal sealed class ShareTangents
{
    private readonly RiskPool _pool;
    private readonly int[] _smooth;
    private readonly int[] _others;
    private readonly double[][] _centres;
    private readonly TiltedMoments? _moments;
    private readonly ShareCut[] _last;

    /// <summary>Tangents for the members of a pool.</summary>
    public ShareTangents(RiskPool pool)
    {
        _pool = pool;
        int[] members = [.. Enumerable.Range(0, pool.Members.Count)];
        _smooth = [.. members.Where(i => pool.Members[i] is { Utility: Entropic, Beliefs.IsSingle: true })];
        _others = [.. members.Except(_smooth)];
        _centres = MemberPriors.Of(pool, _others);
        _moments = _smooth.Length == 0 ? null : new TiltedMoments(pool, [.. pool.Members.Select(member => (member.Utility as Entropic)?.RiskAversion ?? 0)]);
        _last = new ShareCut[members.Length];
    }

    /// <summary>For each member whether its tangents come from the common pass, and its values have no kinks.</summary>
    public bool[] IsSmooth => [.. _last.Select((_, i) => Array.IndexOf(_smooth, i) >= 0)];

    /// <summary>The tangents of all members at these shares.</summary>
    public ShareCut[] At(double[] shares, CancellationToken cancellation)
    {
        bool isFirst = shares.All(share => share == 0);
        _moments?.Evaluate(shares, cancellation);
        foreach (int i in _smooth)
        {
            double aversion = ((Entropic)_pool.Members[i].Utility).RiskAversion;
            double value = -_moments!.LogMoments[i] / aversion;
            _last[i] = new ShareCut(shares[i], shares[i] == 0 ? 0 : value, _moments.Means[i], aversion * _moments.Variances[i]);
        }

        int[] asked = [.. Enumerable.Range(0, _others.Length).Where(k => isFirst || _pool.Members[_others[k]].Utility is Entropic)];
        Parallel.ForEach(asked, new ParallelOptions { CancellationToken = cancellation }, k => _last[_others[k]] = Tangent(_others[k], _centres[k], shares[_others[k]]));
        foreach (int i in _others.Where(i => _pool.Members[i].Utility is not Entropic))
        {
            _last[i] = new ShareCut(shares[i], shares[i] * _last[i].Slope, _last[i].Slope, 0);
        }

        return [.. _last];
    }

    private ShareCut Tangent(int member, double[] centre, double share)
    {
        ReadOnlySpan<double> total = _pool.Total;
        double[] prior = new double[total.Length];
        double[] tilt = new double[total.Length];
        double value = ShareOfTotal.Value(_pool.Members[member], total, centre, share, prior, tilt);
        double slope = 0;
        for (int s = 0; s < tilt.Length; s++)
        {
            slope += tilt[s] * total[s];
        }

        double variance = 0;
        for (int s = 0; s < tilt.Length; s++)
        {
            variance += tilt[s] * (total[s] - slope) * (total[s] - slope);
        }

        double aversion = (_pool.Members[member].Utility as Entropic)?.RiskAversion ?? 0;
        return new ShareCut(share, value, slope, aversion * variance);
    }
}
