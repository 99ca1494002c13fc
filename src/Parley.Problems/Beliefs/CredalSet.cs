namespace Parley.Problems.Beliefs;

/// <summary>
/// A closed convex set of priors on finitely many scenarios: what somebody holds possible. Most kinds lie around a centre, which
/// is not kept here, because many people may share a shape of doubt and differ in the centre; the others ignore it.
/// </summary>
public abstract record CredalSet
{
    /// <summary>True where the set is its centre alone.</summary>
    public virtual bool IsSingle => false;

    /// <summary>True where the set lies around a centre; false where it says itself which priors are possible.</summary>
    public virtual bool HasCentre => true;

    /// <summary>
    /// Why the set says nothing about so many scenarios, with the mend; empty where it does. Sets around a centre fit any number.
    /// </summary>
    /// <param name="scenarios">The number of scenarios, at least 1.</param>
    public virtual string Objection(int scenarios) => "";

    /// <summary>
    /// The greatest expected loss over the set's priors, <c>sup E_v f</c>, in the unit of <paramref name="loss"/>.
    /// </summary>
    /// <param name="centre">The centre: one probability for each scenario, at least 0, with the sum 1.</param>
    /// <param name="loss">The loss f in each scenario, finite.</param>
    /// <param name="worst">Receives a prior of the set that attains it; one number for each scenario, in memory of its own.</param>
    /// <exception cref="ArgumentException">The set doesn't fit the number of scenarios (<see cref="Objection"/>).</exception>
    public abstract double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst);

    /// <summary>
    /// How far a prior lies outside the set: the largest amount by which it violates one of the set's defining inequalities, or a
    /// probability's being at least 0, or the sum's being 1; at most 0 inside, up to rounding. Not a number where the prior has one
    /// that is none, so that a check reads <c>excess &lt;= tolerance</c> and never its opposite.
    /// </summary>
    /// <exception cref="ArgumentException">The set doesn't fit the number of scenarios (<see cref="Objection"/>).</exception>
    public abstract double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior);

    /// <summary>How far a vector is from being a prior: its lowest number below 0, or the distance of its sum from 1.</summary>
    protected static double ExcessAsPrior(ReadOnlySpan<double> prior)
    {
        double excess = 0;
        foreach (double probability in prior)
        {
            excess = Math.Max(excess, -probability);
        }

        return Math.Max(excess, Math.Abs(Expectation.Sum(prior) - 1));
    }

    /// <summary>Refuses a number of scenarios to which there is an objection.</summary>
    private protected void Require(int scenarios)
    {
        string objection = Objection(scenarios);
        if (objection.Length > 0)
        {
            throw new ArgumentException(objection, nameof(scenarios));
        }
    }
}
