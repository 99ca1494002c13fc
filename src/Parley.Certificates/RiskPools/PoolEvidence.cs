using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What an allocation is and why no other is better: a checker needs this and the problem, and nothing else.</summary>
public abstract record PoolEvidence;

/// <summary>
/// The allocation that fills every scenario like water, from one number for each member, and its own tilts as the proof. In
/// scenario s everybody whose part is free has the same marginal value: <c>part = (log p_is + g_i u_i - l_s) / g_i</c>, cut to the
/// sign of the total and to at least -cap, with l_s such that the parts sum to the total. For entropic members with single priors
/// or contaminated ones, on the sign-preserving menu; also on the comonotone menu where the parts happen to be comonotone, and without any
/// cut on the unrestricted menu.
/// </summary>
/// <param name="Levels">The level u_i of each member, in money.</param>
/// <param name="Caps">The largest loss of each member, in money; infinite where none is set. Negative: the least gain.</param>
public sealed record WaterFilling(IReadOnlyList<double> Levels, IReadOnlyList<double> Caps) : PoolEvidence
{
    /// <summary>
    /// The logarithm of the least probability that a contaminated member's centre counts with: who doubts a prior does not ignore what it rules out.
    /// </summary>
    public const double Unlikeliest = -600;
}

/// <summary>Everybody gets a fixed share of the total; its own tilts are the proof.</summary>
/// <param name="Parts">The share of each member: at least 0, with the sum 1.</param>
public sealed record Shares(IReadOnlyList<double> Parts) : PoolEvidence;

/// <summary>
/// Everybody gets a fixed share of the total; the proof is a mixture of the tilts that each member has at two shares
/// (<see cref="ShareOfTotal.Value"/>), and of the worst priors there. For pools that are too large to write down where values have kinks.
/// </summary>
/// <param name="Parts">The share of each member: at least 0, with the sum 1.</param>
/// <param name="Tilts">The mixture of each member.</param>
public sealed record MixedShares(IReadOnlyList<double> Parts, IReadOnlyList<ShareMixture> Tilts) : PoolEvidence;

/// <summary>A mixture of what supports a member's value at two shares.</summary>
/// <param name="Below">The one share, at least 0.</param>
/// <param name="Above">The other.</param>
/// <param name="Weight">The weight of the first, from 0 to 1.</param>
public readonly record struct ShareMixture(double Below, double Above, double Weight);

/// <summary>The allocation of a list; comparing the list is the proof.</summary>
/// <param name="Index">Its position in the list, from 0.</param>
public sealed record Choice(int Index) : PoolEvidence;

/// <summary>An allocation written down, with a prior and a tilt for each member as the proof.</summary>
/// <param name="Allocation">The parts.</param>
/// <param name="Priors">A prior v_i for each member, within the member's beliefs: for a worst case that is not unique, the mixture that proves the optimum.</param>
/// <param name="Tilts">
/// Probabilities q_i for each member. No allocation of the menu is better than the sum of the members' penalties of q_i plus the
/// menu's support function at q, the greatest <c>sum_i E_{q_i} part_i</c>. The penalty is <c>KL(q_i, v_i)/g_i</c> for entropic members; 0 for
/// expected value, where q_i = v_i; and 0 for expected shortfall at level a, where <c>q_i &lt;= v_i/(1-a)</c>.
/// </param>
public sealed record WrittenDown(Allocation Allocation, IReadOnlyList<double[]> Priors, IReadOnlyList<double[]> Tilts) : PoolEvidence;

/// <summary>
/// On the unrestricted menu welfare has no upper bound: no prior is plausible to all members, so that bets at ever larger stakes
/// please all of them.
/// </summary>
/// <param name="Bet">A bet: parts that sum to 0 in every scenario and whose worst expectations, over each member's plausible tilts, are nonnegative with a positive sum.</param>
public sealed record UnboundedBets(Allocation Bet) : PoolEvidence;
