namespace Parley.Problems.Partnerships;

/// <summary>A priority order of all partners that is drawn with some probability: among those tied the first gets the asset.</summary>
/// <param name="Order">Every partner's number once, the first in line first.</param>
/// <param name="Probability">The chance that it is drawn.</param>
public sealed record Hierarchy(IReadOnlyList<int> Order, double Probability);

/// <summary>
/// A lottery over hierarchies that is drawn when partners' ironed virtual types are tied: at one level, or at all levels
/// without a lottery of their own.
/// </summary>
/// <param name="Level">
/// The ironed virtual type at which it applies, less the partnership's origin; null where it applies wherever no other does.
/// </param>
/// <param name="Hierarchies">The hierarchies; their probabilities sum to 1.</param>
/// <remarks>Source: Loertscher and Marx, online appendix B.4, "Tie-breaking rules".</remarks>
public sealed record TieBreaking(double? Level, IReadOnlyList<Hierarchy> Hierarchies)
{
    /// <summary>Every partner first in line equally often, the others following in the order of the list.</summary>
    public static TieBreaking Even(int agents) => new(null, [.. Enumerable.Range(0, agents)
        .Select(first => new Hierarchy([.. Enumerable.Range(0, agents).Select(k => (first + k) % agents)], 1.0 / agents))]);
}

/// <summary>
/// The partners who have a positive probability of exactly one ironed virtual type, and what they expect there.
/// </summary>
/// <param name="Agents">The tied partners' numbers.</param>
/// <param name="Below">For each of them, the probability of a lower virtual type.</param>
/// <param name="UpTo">For each of them, the probability of this or a lower virtual type; above <paramref name="Below"/>.</param>
/// <param name="Others">The probability that all other partners' virtual types are lower.</param>
public sealed record TiedLevel(int[] Agents, double[] Below, double[] UpTo, double Others)
{
    /// <summary>
    /// For each tied partner, the probability of getting the asset at this level under a hierarchy: that those before are
    /// lower and those behind are not higher.
    /// </summary>
    /// <param name="order">Positions in <see cref="Agents"/>, the first in line first.</param>
    /// <param name="chances">One for each tied partner, in the order of <see cref="Agents"/>.</param>
    public void Chances(ReadOnlySpan<int> order, Span<double> chances)
    {
        double behind = Others;
        for (int place = order.Length - 1; place >= 0; place--)
        {
            chances[order[place]] = behind;
            behind *= UpTo[order[place]];
        }

        double before = 1;
        foreach (int k in order)
        {
            chances[k] *= before;
            before *= Below[k];
        }
    }

    /// <summary>The same on average over a lottery of hierarchies of all partners.</summary>
    public double[] Chances(TieBreaking ties)
    {
        ArgumentNullException.ThrowIfNull(ties);
        var average = new double[Agents.Length];
        var chances = new double[Agents.Length];
        foreach (Hierarchy hierarchy in ties.Hierarchies)
        {
            int[] order = [.. hierarchy.Order.Select(agent => Array.IndexOf(Agents, agent)).Where(k => k >= 0)];
            Chances(order, chances);
            for (int k = 0; k < average.Length; k++)
            {
                average[k] += hierarchy.Probability * chances[k];
            }
        }

        return average;
    }
}

/// <summary>
/// An allocation rule: the asset goes to the partner with the highest ironed weighted virtual type, ties broken by
/// lottery.
/// </summary>
/// <param name="Probability">The chance with which this rule is drawn; 1 where there is only one.</param>
/// <param name="Multiplier">rho, at least 1.</param>
/// <param name="Ironing">z less the partnership's origin, one for each partner.</param>
/// <param name="Ties">The lotteries; a level without one is broken evenly.</param>
public sealed record AllocationRule(double Probability, double Multiplier, IReadOnlyList<double> Ironing, IReadOnlyList<TieBreaking> Ties);
