namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// Limits what members pay. Who would pay more than the limit pays the limit; what is missing is borne by all others in proportion to
/// weights, up to their own limits: <c>part_i = max(floor_i, part_i - weight_i d)</c> with one d for everybody.
/// </summary>
/// <remarks>
/// With the risk tolerances 1/g as weights this is how a total is re-split best among entropic members whose marginal values were equal.
/// </remarks>
public static class PaymentCaps
{
    /// <summary>Raises parts to their floors at the others' expense. Cost: a sort of the members.</summary>
    /// <param name="parts">The members' parts, in money; changed in place, their sum stays.</param>
    /// <param name="floors">The least part of each member, in money; their sum is at most that of the parts. Negative infinity where there is none.</param>
    /// <param name="weights">Who bears how much of what is missing: positive.</param>
    /// <returns>True where a part was below its floor.</returns>
    public static bool Apply(Span<double> parts, ReadOnlySpan<double> floors, ReadOnlySpan<double> weights)
    {
        double missing = 0;
        List<(double Reach, int Member)> room = [];
        for (int i = 0; i < parts.Length; i++)
        {
            double above = parts[i] - floors[i];
            missing += Math.Max(0, -above);
            if (above < 0)
            {
                parts[i] = floors[i];
            }
            else if (above > 0)
            {
                room.Add((above / weights[i], i));
            }
        }

        if (missing == 0)
        {
            return false;
        }

        room.Sort();
        double weight = 0;
        foreach ((_, int member) in room)
        {
            weight += weights[member];
        }

        double distance = missing / weight;
        for (int k = 0; k < room.Count && room[k].Reach < distance; k++)
        {
            (double reach, int member) = room[k];
            missing -= parts[member] - floors[member];
            weight -= weights[member];
            distance = k == room.Count - 1 ? reach : missing / weight;
        }

        foreach ((_, int member) in room)
        {
            parts[member] = Math.Max(floors[member], parts[member] - (weights[member] * distance));
        }

        return true;
    }
}
