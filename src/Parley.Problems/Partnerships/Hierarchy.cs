namespace Parley.Problems.Partnerships;

/// <summary>
/// The parts of one partner's types that can meet at one ironed virtual type, from the lowest types to the highest: whose
/// virtual cost it is, whom the ironing parameter pools there, and whose virtual value it is.
/// </summary>
public enum TypePart
{
    /// <summary>Types whose ironed virtual cost is the level: they sell.</summary>
    Seller,

    /// <summary>Types around the critical type: their virtual cost is higher than the level, their virtual value lower.</summary>
    Pool,

    /// <summary>Types whose ironed virtual value is the level: they buy.</summary>
    Buyer,
}

/// <summary>A place in a priority order: a part of a partner's tied types, or all that have no place of their own in that order.</summary>
/// <param name="Agent">The partner's number.</param>
/// <param name="Part">
/// <see cref="TypePart.Pool"/> for all of the partner's types that the order does not name apart; otherwise the part named apart.
/// </param>
public readonly record struct Rank(int Agent, TypePart Part = TypePart.Pool)
{
    /// <summary>All of a partner's types that have no place of their own.</summary>
    public static implicit operator Rank(int agent) => new(agent);
}

/// <summary>A priority order of all partners that is drawn with some probability: among those tied the first gets the asset.</summary>
/// <param name="Order">
/// Every partner once, the first in line first. Partners' buyers may besides stand earlier than the partner, their sellers
/// later: so of two types of one partner the higher never stands behind the lower.
/// </param>
/// <param name="Probability">The chance that it is drawn.</param>
public sealed record Hierarchy(IReadOnlyList<Rank> Order, double Probability)
{
    /// <summary>The place in line of a part of a partner's types.</summary>
    public int PlaceOf(int agent, TypePart part)
    {
        int whole = -1;
        for (int place = 0; place < Order.Count; place++)
        {
            if (Order[place] == new Rank(agent, part))
            {
                return place;
            }

            whole = Order[place] == new Rank(agent) ? place : whole;
        }

        return whole;
    }

    /// <summary>True where some partner's types do not all stand at one place.</summary>
    public bool SplitsPartners => Order.Any(rank => rank.Part != TypePart.Pool);
}
