namespace Parley.Engines.RiskPools;

/// <summary>
/// Upper bounds on what shares are worth to each member, the least of the tangents drawn so far, and the greatest sum that they allow.
/// </summary>
internal sealed class ShareCuts
{
    private readonly List<ShareCut>[] _cuts;

    /// <summary>No tangents yet. The first of every member has to touch at share 0.</summary>
    public ShareCuts(int members) => _cuts = [.. Enumerable.Range(0, members).Select(_ => new List<ShareCut>())];

    /// <summary>Adds a tangent of a member; a second one at the same share is ignored.</summary>
    public void Add(int member, ShareCut cut)
    {
        List<ShareCut> cuts = _cuts[member];
        int place = cuts.Count;
        while (place > 0 && cuts[place - 1].Share >= cut.Share)
        {
            place--;
        }

        if (place == cuts.Count || cuts[place].Share > cut.Share)
        {
            cuts.Insert(place, cut);
        }
    }

    /// <summary>The greatest sum of the bounds over all shares that sum to 1: segments are taken by falling slope until the whole is given away.</summary>
    public CutMaximum Maximise()
    {
        List<Segment> segments = [];
        for (int i = 0; i < _cuts.Length; i++)
        {
            AddSegments(i, segments);
        }

        segments.Sort((a, b) => a.Slope != b.Slope ? b.Slope.CompareTo(a.Slope) : a.Member.CompareTo(b.Member));
        var shares = new double[_cuts.Length];
        var last = new int[_cuts.Length];
        double left = 1;
        double slope = 0;
        foreach (Segment segment in segments)
        {
            double taken = Math.Min(left, segment.Length);
            shares[segment.Member] += taken;
            last[segment.Member] = segment.Cut;
            slope = segment.Slope;
            left -= taken;
            if (left <= 0)
            {
                break;
            }
        }

        MixedCut[] mixtures = [.. last.Select((cut, i) => Mixture(_cuts[i], cut, slope))];
        return new CutMaximum(shares, mixtures, slope + mixtures.Sum(mixture => mixture.Penalty));
    }

    private void AddSegments(int member, List<Segment> segments)
    {
        List<ShareCut> cuts = _cuts[member];
        double from = 0;
        double slope = double.PositiveInfinity;
        for (int k = 0; k < cuts.Count; k++)
        {
            double to = k + 1 < cuts.Count ? Math.Max(from, Crossing(cuts[k], cuts[k + 1])) : double.PositiveInfinity;
            slope = Math.Min(slope, cuts[k].Slope);
            segments.Add(new Segment(member, k, slope, to - from));
            from = to;
        }
    }

    /// <summary>Where two neighbouring tangents cross: between the shares that they touch at, whatever rounding says.</summary>
    private static double Crossing(ShareCut left, ShareCut right)
    {
        double fall = left.Slope - right.Slope;
        double crossing = fall > 0 ? (right.Penalty - left.Penalty) / fall : left.Share;
        return Math.Clamp(crossing, left.Share, right.Share);
    }

    /// <summary>The mixture of neighbouring tangents with the common slope, or the first alone where its slope is lower.</summary>
    private static MixedCut Mixture(List<ShareCut> cuts, int last, double slope)
    {
        ShareCut below = cuts[last];
        if (last + 1 == cuts.Count || below.Slope <= slope)
        {
            return new MixedCut(below, below, 1);
        }

        ShareCut above = cuts[last + 1];
        double weight = below.Slope > above.Slope ? (slope - above.Slope) / (below.Slope - above.Slope) : 1;
        return new MixedCut(below, above, Math.Clamp(weight, 0, 1));
    }

    private readonly record struct Segment(int Member, int Cut, double Slope, double Length);
}

/// <summary>A mixture of two tangents of a member.</summary>
/// <param name="Below">The one that touches at the lower share.</param>
/// <param name="Above">The other.</param>
/// <param name="Weight">The weight of the first, from 0 to 1.</param>
internal readonly record struct MixedCut(ShareCut Below, ShareCut Above, double Weight)
{
    /// <summary>A bound on the penalty of the mixture of the supergradients, which is convex.</summary>
    public double Penalty => (Weight * Below.Penalty) + ((1 - Weight) * Above.Penalty);
}

/// <summary>What the tangents allow.</summary>
/// <param name="Shares">The shares with the greatest sum.</param>
/// <param name="Mixtures">For each member the tangents that prove it.</param>
/// <param name="Bound">The greatest sum: no shares give more welfare, in money.</param>
internal sealed record CutMaximum(double[] Shares, MixedCut[] Mixtures, double Bound);
