using Parley.Problems.Distributions;

namespace Parley.Problems.Partnerships;

/// <summary>
/// The least interim payoffs, net of the outside option, that finitely many types can have under an allocation rule: what
/// neighbours gain from each other's reports bounds each step, and a step is as near to zero as the bounds allow.
/// </summary>
/// <remarks>
/// From one atom to the next, u may rise by anything between (q - r) and (q' - r) times the distance, where q and q' are
/// the two allocations. Above the worst-off types the lower bound is taken, below them the upper one, and between them the
/// payoff does not change.
/// </remarks>
public static class AtomPayoffs
{
    /// <summary>Gives an allocation to the atoms between two values of the cdf, a price's before and after it jumped over them.</summary>
    /// <returns>The first atom among them and the one behind the last.</returns>
    /// <param name="atoms">The atoms, increasing.</param>
    /// <param name="below">The probability below the atoms in question.</param>
    /// <param name="upTo">The probability up to them.</param>
    /// <param name="chance">q.</param>
    /// <param name="allocations">One number for each atom.</param>
    public static Range Allocate(IReadOnlyList<Atom> atoms, double below, double upTo, double chance, Span<double> allocations)
    {
        (int first, int end) = (0, 0);
        double passed = 0;
        for (int k = 0; k < atoms.Count; k++)
        {
            // The middle of an atom's own step, since both values are sums that rounding may shift.
            double middle = passed + (atoms[k].Probability / 2);
            passed += atoms[k].Probability;
            if (middle > below && middle < upTo)
            {
                allocations[k] = chance;
                (first, end) = (end > 0 ? first : k, k + 1);
            }
        }

        return first..end;
    }

    /// <summary>u at each atom, worst-off atoms at 0, and E u.</summary>
    /// <param name="atoms">The atoms, increasing.</param>
    /// <param name="allocations">q at each atom, nondecreasing.</param>
    /// <param name="share">r, how much the outside option rises with the type.</param>
    /// <param name="payoffs">One number for each atom.</param>
    public static double Fill(IReadOnlyList<Atom> atoms, ReadOnlySpan<double> allocations, double share, Span<double> payoffs)
    {
        payoffs[0] = 0;
        double lowest = 0;
        for (int k = 1; k < atoms.Count; k++)
        {
            double slope = Math.Min(Math.Max(0, allocations[k - 1] - share), Math.Max(allocations[k - 1] - share, allocations[k] - share));
            payoffs[k] = payoffs[k - 1] + (slope * (atoms[k].Value - atoms[k - 1].Value));
            lowest = Math.Min(lowest, payoffs[k]);
        }

        double expected = 0;
        for (int k = 0; k < atoms.Count; k++)
        {
            payoffs[k] -= lowest;
            expected += atoms[k].Probability * payoffs[k];
        }

        return expected;
    }
}
