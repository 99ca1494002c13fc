namespace Parley.Problems.Partnerships;

/// <summary>A part of a partner's types with a positive probability of exactly one ironed virtual type.</summary>
/// <param name="Agent">The partner's number.</param>
/// <param name="Part">Which part.</param>
/// <param name="Below">The probability of lower types of this partner.</param>
/// <param name="UpTo">The probability of these or lower types; above <paramref name="Below"/>.</param>
public readonly record struct TiedPart(int Agent, TypePart Part, double Below, double UpTo);

/// <summary>
/// The types that are tied at one level, and what they expect there.
/// </summary>
/// <param name="Parts">The tied parts, partner by partner, lower types first.</param>
/// <param name="Others">The probability that all other partners' virtual types are lower.</param>
public sealed record TiedLevel(IReadOnlyList<TiedPart> Parts, double Others)
{
    /// <summary>What is tied, among all partners' parts at a level.</summary>
    /// <param name="parts">By partner, the parts of <see cref="VirtualLevels.Parts"/>.</param>
    public static TiedLevel Of(IReadOnlyList<IReadOnlyList<LevelPart>> parts) => new(
        [.. parts.SelectMany((own, agent) => own.Where(part => part.HasTypes).Select(part => new TiedPart(agent, part.Part, part.From.Below, part.To.Below)))],
        parts.Where(own => !own.Any(part => part.HasTypes)).Aggregate(1.0, (product, own) => product * own[^1].To.Below));

    /// <summary>One number for each of all partners' parts in turn: what the tied ones expect, and what else the others do.</summary>
    /// <param name="tied">One number for each of <see cref="Parts"/>.</param>
    /// <param name="parts">By partner, the parts.</param>
    /// <param name="otherwise">One number for each part.</param>
    public static double[] Spread(double[] tied, IReadOnlyList<IReadOnlyList<LevelPart>> parts, double[] otherwise)
    {
        int next = 0;
        return [.. parts.SelectMany(own => own).Select((part, place) => part.HasTypes ? tied[next++] : otherwise[place])];
    }

    /// <summary>
    /// For each tied part, the probability of getting the asset at this level under an order: that the other partners are
    /// neither of higher virtual type nor of a part that stands before.
    /// </summary>
    /// <param name="order">Positions in <see cref="Parts"/>, the first in line first; of one partner's parts the higher first.</param>
    /// <param name="chances">One for each part.</param>
    /// <remarks>Cost: parts times partners.</remarks>
    public void Chances(ReadOnlySpan<int> order, Span<double> chances)
    {
        Span<double> behind = Parts.Count <= 128 ? stackalloc double[Parts.Count] : new double[Parts.Count];
        behind.Fill(1);
        for (int k = 0; k < Parts.Count; k++)
        {
            if (LowestOf(k) == k)
            {
                behind[k] = Parts[k].Below;
            }
        }

        for (int place = order.Length - 1; place >= 0; place--)
        {
            int own = LowestOf(order[place]);
            double chance = Others;
            for (int k = 0; k < behind.Length; k++)
            {
                chance *= k == own ? 1 : behind[k];
            }

            chances[order[place]] = chance;
            behind[own] = Parts[order[place]].UpTo;
        }
    }

    /// <summary>The same on average over a lottery of hierarchies of all partners.</summary>
    public double[] Chances(TieBreaking ties)
    {
        ArgumentNullException.ThrowIfNull(ties);
        var average = new double[Parts.Count];
        var chances = new double[Parts.Count];
        foreach (Hierarchy hierarchy in ties.Hierarchies)
        {
            Chances(OrderOf(hierarchy), chances);
            for (int k = 0; k < average.Length; k++)
            {
                average[k] += hierarchy.Probability * chances[k];
            }
        }

        return average;
    }

    /// <summary>
    /// The order as a hierarchy of all partners, those who are not tied behind: parts that follow one another stand together
    /// at their partner's place, and only what stands elsewhere is named apart.
    /// </summary>
    /// <param name="order">Positions in <see cref="Parts"/>, the first in line first; of one partner's parts the higher first.</param>
    /// <param name="agents">How many partners there are.</param>
    public IReadOnlyList<Rank> Ranks(IReadOnlyList<int> order, int agents)
    {
        ArgumentNullException.ThrowIfNull(order);
        List<Rank> ranks = [];
        foreach (int k in order)
        {
            TiedPart part = Parts[k];
            if (ranks.Count > 0 && ranks[^1].Agent == part.Agent)
            {
                // Together with the pool, or with nothing else but sellers, buyers stand at their partner's place.
                ranks[^1] = new Rank(part.Agent);
            }
            else
            {
                bool isApart = part.Part == TypePart.Seller ? ranks.Any(rank => rank.Agent == part.Agent)
                    : part.Part == TypePart.Buyer && Parts.Any(other => other.Agent == part.Agent && other.Part == TypePart.Pool);
                ranks.Add(new Rank(part.Agent, isApart ? part.Part : TypePart.Pool));
            }
        }

        return [.. ranks, .. Enumerable.Range(0, agents).Where(agent => Parts.All(part => part.Agent != agent)).Select(agent => new Rank(agent))];
    }

    private int[] OrderOf(Hierarchy hierarchy) => [.. Enumerable.Range(0, Parts.Count)
        .OrderBy(k => hierarchy.PlaceOf(Parts[k].Agent, Parts[k].Part)).ThenByDescending(k => Parts[k].Part)];

    /// <summary>The position of the lowest part of the same partner.</summary>
    private int LowestOf(int k)
    {
        while (k > 0 && Parts[k - 1].Agent == Parts[k].Agent)
        {
            k--;
        }

        return k;
    }
}
