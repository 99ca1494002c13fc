using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>
/// What an uncertain position is worth to somebody, in money: concave, monotone, and raised by c where the position is raised
/// by c for certain. Under several priors it is the least value over them: the least, over priors v and tilts q, of
/// <c>E_q position + penalty(q, v)</c>.
/// </summary>
public abstract record MonetaryUtility
{
    /// <summary>The <see cref="Excess"/>, in probability, up to which <see cref="Penalty"/> takes a tilt to be plausible.</summary>
    public const double PlausibilityTolerance = 1e-12;

    /// <summary>
    /// The value of a position, and what supports it. <paramref name="prior"/> receives a worst prior v and <paramref name="tilt"/>
    /// a supergradient q of the utility at the position: probabilities such that the value of any other position is at most this
    /// value plus the difference's expectation under q.
    /// </summary>
    /// <param name="position">Money in each scenario, finite.</param>
    /// <param name="beliefs">The priors held possible.</param>
    /// <param name="centre">Their centre.</param>
    /// <param name="prior">Receives a prior of the set at which the value is attained; one number for each scenario.</param>
    /// <param name="tilt">Receives a supergradient; one number for each scenario.</param>
    public abstract double Value(
        ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt);

    /// <summary>
    /// How far a tilt q lies outside those that the utility allows under a prior v, in probability: the largest violation of
    /// <c>q = v</c> for expected value, of <c>q &lt;= v/(1-a)</c> for expected shortfall, and for every utility of q's being at least 0 with the
    /// sum 1. Infinite where an entropic tilt has mass in a scenario that v holds impossible. At most 0 inside.
    /// </summary>
    /// <param name="tilt">One number for each scenario.</param>
    /// <param name="prior">One probability for each scenario.</param>
    public abstract double Excess(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior);

    /// <summary>
    /// The penalty of a tilt q under a prior v, in money, at least 0: no position is worth more than its expectation under q plus
    /// this. KL(q, v)/g for entropic utility, 0 for the others; positive infinity where <see cref="Excess"/> is above <see
    /// cref="PlausibilityTolerance"/>, or where that or the penalty is not a number.
    /// </summary>
    /// <param name="tilt">One number for each scenario.</param>
    /// <param name="prior">One probability for each scenario.</param>
    public abstract double Penalty(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior);

    /// <summary>True where a tilt is allowed up to <see cref="PlausibilityTolerance"/>.</summary>
    private protected bool IsPlausible(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior) =>
        Excess(tilt, prior) <= PlausibilityTolerance;

    /// <summary>How far a vector is from being a prior: its lowest number below 0, or the distance of its sum from 1.</summary>
    private protected static double ExcessAsPrior(ReadOnlySpan<double> tilt)
    {
        double excess = Math.Abs(Expectation.Sum(tilt) - 1);
        foreach (double probability in tilt)
        {
            excess = Math.Max(excess, -probability);
        }

        return excess;
    }
}
