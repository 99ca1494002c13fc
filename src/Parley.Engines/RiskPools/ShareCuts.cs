namespace Parley.Engines.RiskPools;

/// <summary>
/// The tangents drawn so far. The least of a member's tangents bounds what shares are worth to it from above; slopes and curvatures say where
/// to draw the next ones.
/// </summary>
internal sealed class ShareCuts
{
    private readonly List<ShareCut>[] _cuts;
    private readonly bool[] _isSmooth;
    private readonly double _lowest;

    /// <summary>No tangents yet. The first of every member has to touch at share 0.</summary>
    /// <param name="isSmooth">For each member whether values have no kinks.</param>
    /// <param name="lowest">The least total of any scenario.</param>
    public ShareCuts(bool[] isSmooth, double lowest) =>
        (_cuts, _isSmooth, _lowest) = ([.. isSmooth.Select(_ => new List<ShareCut>())], isSmooth, lowest);

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

    /// <summary>Shares that sum to 1 at which all slopes should be equal, except for members who get nothing.</summary>
    public double[] EqualSlopes()
    {
        double high = _cuts.Max(cuts => cuts[0].Slope);
        double low = Math.BitDecrement(Math.Min(_lowest, _cuts.Min(cuts => cuts[^1].Slope)));

        // Halving an interval of doubles ends, after at most some two thousand steps where it straddles 0; ordinarily after sixty.
        for (double middle = low + ((high - low) / 2); middle > low && middle < high; middle = low + ((high - low) / 2))
        {
            (low, high) = Responses(middle).Sum() >= 1 ? (middle, high) : (low, middle);
        }

        // Where the sum jumps over 1 between neighbouring slopes, members who are as content with less as with more get what is left.
        double[] more = Responses(low);
        double[] less = Responses(high);
        double excess = more.Sum() - less.Sum();
        double weight = excess > 0 ? (1 - less.Sum()) / excess : 1;
        return Normalised([.. more.Select((share, i) => (weight * share) + ((1 - weight) * less[i]))]);
    }

    /// <summary>The same shares with the sum 1, as nearly as doubles allow.</summary>
    public static double[] Normalised(double[] shares)
    {
        double sum = shares.Sum();
        double[] normalised = [.. shares.Select(share => share / sum)];
        int largest = Array.IndexOf(normalised, normalised.Max());
        normalised[largest] += 1 - normalised.Sum();
        return normalised;
    }

    private double[] Responses(double slope) =>
        [.. _cuts.Select((cuts, i) => ShareResponse.At(cuts, slope, _lowest, _isSmooth[i]))];

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
            double to = k + 1 < cuts.Count ? Math.Max(from, ShareCut.Crossing(cuts[k], cuts[k + 1])) : double.PositiveInfinity;
            slope = Math.Min(slope, cuts[k].Slope);
            segments.Add(new Segment(member, k, slope, to - from));
            from = to;
        }
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
