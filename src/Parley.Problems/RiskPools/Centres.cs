namespace Parley.Problems.RiskPools;

/// <summary>
/// The centres of all members' beliefs, as natural logarithms of probabilities: one row of numbers for each scenario, one column
/// for each member. Where a probability is 0 its logarithm is negative infinity. Large pools compute them when they are asked for.
/// </summary>
public abstract class Centres
{
    /// <summary>How many members there are.</summary>
    public abstract int Members { get; }

    /// <summary>How many scenarios there are.</summary>
    public abstract int Scenarios { get; }

    /// <summary>True where all members share one centre.</summary>
    public virtual bool IsCommon => false;

    /// <summary>How many factors beliefs depend on; 0 where they are stated by scenario.</summary>
    public virtual int FactorCount => 0;

    /// <summary>
    /// How much likelier than the reference each member holds what happened, from the factors' values then: natural logarithms.
    /// </summary>
    /// <param name="factors">The values of the factors, <see cref="FactorCount"/> of them.</param>
    /// <param name="destination">Receives one number for each member: zeros where beliefs do not depend on factors.</param>
    public virtual void LogRatios(ReadOnlySpan<double> factors, Span<double> destination) => destination.Clear();

    /// <summary>
    /// Log-probabilities of the scenarios <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.
    /// </summary>
    /// <param name="first">The first scenario, from 0.</param>
    /// <param name="count">How many scenarios.</param>
    /// <param name="scratch">A place for them, of at least count times <see cref="Members"/> numbers, that may be used or not.</param>
    /// <returns>Rows by scenario, each with one number for each member; valid until scratch is used again.</returns>
    public abstract ReadOnlySpan<double> LogRows(int first, int count, Span<double> scratch);

    /// <summary>The centres given that one of some scenarios happens.</summary>
    /// <param name="scenarios">The scenarios, ascending, each at most once.</param>
    /// <exception cref="ArgumentException">A member holds all of them impossible.</exception>
    public virtual Centres Given(ReadOnlySpan<int> scenarios)
    {
        double[] rows = new double[checked(scenarios.Length * Members)];
        double[] scratch = new double[Members];
        double[] mass = new double[Members];
        for (int k = 0; k < scenarios.Length; k++)
        {
            ReadOnlySpan<double> row = LogRows(scenarios[k], 1, scratch);
            row.CopyTo(rows.AsSpan(k * Members));
            for (int i = 0; i < Members; i++)
            {
                mass[i] += Math.Exp(row[i]);
            }
        }

        int lost = Array.FindIndex(mass, sum => !(sum > 0));
        if (lost >= 0)
        {
            throw new ArgumentException($"member {lost + 1} holds all of these scenarios impossible; choose others", nameof(scenarios));
        }

        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] -= Math.Log(mass[k % Members]);
        }

        return new ListedCentres(rows, Members);
    }

    /// <summary>One member's probabilities of all scenarios, written to a span of <see cref="Scenarios"/> numbers.</summary>
    public virtual void Prior(int member, Span<double> destination)
    {
        const int Rows = 64;
        double[] scratch = new double[Rows * Members];
        for (int first = 0; first < Scenarios; first += Rows)
        {
            int count = Math.Min(Rows, Scenarios - first);
            ReadOnlySpan<double> rows = LogRows(first, count, scratch);
            for (int s = 0; s < count; s++)
            {
                destination[first + s] = Math.Exp(rows[(s * Members) + member]);
            }
        }
    }
}
