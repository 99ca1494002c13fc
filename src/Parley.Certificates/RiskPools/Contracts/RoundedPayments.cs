namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// Rounds payments to whole units of a currency such that they sum to exactly 0: every payment is rounded down, and the units that are then
/// missing go to those with the largest remainders; of equal remainders, to whoever stands first.
/// </summary>
public static class RoundedPayments
{
    /// <summary>The rule's name in results.</summary>
    public const string Name = "largest-remainder";

    /// <summary>Payments beyond so many units have no digits left for a unit.</summary>
    public const double Largest = 1e13;

    /// <summary>A payment this near to a whole number of units, in units, is that number: what is left is rounding.</summary>
    private const double Whole = 1e-9;

    /// <summary>The same relative to the number of units: two units of the last place.</summary>
    private const double LastPlaces = 4e-16;

    /// <summary>The payments in units, each within one unit of the amount.</summary>
    /// <param name="amounts">The amounts in money; they sum to 0 but for rounding.</param>
    /// <param name="unit">The unit, in money; positive.</param>
    /// <exception cref="ArgumentException">An amount has no digit left for the unit, or the amounts do not sum to 0.</exception>
    public static long[] Of(ReadOnlySpan<double> amounts, double unit)
    {
        long[] units = new long[amounts.Length];
        double[] remainders = new double[amounts.Length];
        long missing = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            double exact = amounts[i] / unit;
            if (!(Math.Abs(exact) <= Largest))
            {
                throw new ArgumentException($"a payment of {amounts[i]} has no digit left for a unit of {unit}; choose a larger unit", nameof(unit));
            }

            double near = Math.Round(exact);
            double whole = Math.Abs(exact - near) <= Math.Max(Whole, LastPlaces * Math.Abs(exact)) ? near : Math.Floor(exact);
            (units[i], remainders[i]) = ((long)whole, Math.Max(0, exact - whole));
            missing -= units[i];
        }

        if (missing < 0 || missing > amounts.Length)
        {
            throw new ArgumentException($"payments are {missing} units from a sum of 0, more than rounding explains", nameof(amounts));
        }

        int[] order = [.. Enumerable.Range(0, units.Length).OrderByDescending(i => remainders[i])]; // stable: the first of equals first
        foreach (int i in order.AsSpan(0, (int)missing))
        {
            units[i]++;
        }

        return units;
    }
}
