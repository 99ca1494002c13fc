namespace Parley.Problems.RiskPools;

/// <summary>What a fixed share of a pool's total is worth to a member: a concave function of one number, 0 at share 0.</summary>
public static class ShareOfTotal
{
    /// <summary>
    /// The value of <paramref name="share"/> times the total, with a worst prior and a supergradient q there. At share 0 these are the
    /// limits from small shares, so that the expectation of the total under q is the value's slope to the right.
    /// </summary>
    /// <param name="member">The member.</param>
    /// <param name="total">The total by scenario, in money.</param>
    /// <param name="centre">The centre of the member's beliefs.</param>
    /// <param name="share">The share, at least 0.</param>
    /// <param name="prior">Receives a worst prior; one number for each scenario.</param>
    /// <param name="tilt">Receives a supergradient; one number for each scenario.</param>
    public static double Value(
        Member member, ReadOnlySpan<double> total, ReadOnlySpan<double> centre, double share, Span<double> prior, Span<double> tilt)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (member.Utility is not Entropic)
        {
            // Twice a position is worth twice as much, and is supported by the same tilt.
            return share * member.Utility.Value(total, member.Beliefs, centre, prior, tilt);
        }

        double[] position = new double[total.Length];
        double scale = share == 0 ? -1 : share;
        for (int s = 0; s < position.Length; s++)
        {
            position[s] = scale * total[s];
        }

        if (share > 0)
        {
            return member.Utility.Value(position, member.Beliefs, centre, prior, tilt);
        }

        member.Beliefs.GreatestExpectation(centre, position, prior);
        prior.CopyTo(tilt);
        return 0;
    }
}
