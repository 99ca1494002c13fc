using Parley.Problems.Numbers;

namespace Parley.Problems.Promises;

/// <summary>One audited property of a mechanism.</summary>
/// <param name="Name">The property: <c>incentive-compatible</c>, <c>individually-rational</c>, <c>efficient</c>, ...</param>
/// <param name="Claimed">True where the rule promises it; false where it is only reported.</param>
/// <param name="Holds">What the audit found.</param>
/// <param name="Slack">By how much it holds (at least 0) or fails (below 0), in payoff units.</param>
/// <param name="Method">How it was checked: <c>exact</c>, <c>interval</c>, <c>grid 401 x 401</c>, <c>sample 100000</c>.</param>
/// <param name="Worst">The case with the least slack, where there is one.</param>
public sealed record Promise(string Name, bool Claimed, bool Holds, Rational Slack, string Method, WorstCase? Worst = null)
{
    /// <summary>
    /// How far the slack and the worst case's amount may lie from the truth, in the same unit; null where both are exact.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>True where the mechanism promises what the audit found to fail.</summary>
    public bool IsBroken => Claimed && !Holds;
}

/// <summary>Who would gain, how, and how much: the case in which a promise is tightest or broken.</summary>
/// <param name="Coalition">The coalition's members by name; empty where no coalition is meant.</param>
/// <param name="Party">Whose constraint it is; empty where it is the whole coalition's.</param>
/// <param name="True">The party's type, empty without types.</param>
/// <param name="Reported">The false report, empty where the constraint is not about reports.</param>
/// <param name="Amount">What the party loses by the deviation; negative: what it gains.</param>
public sealed record WorstCase(IReadOnlyList<string> Coalition, string Party, string True, string Reported, Rational Amount);
