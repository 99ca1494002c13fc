using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>
/// What an uncertain position is worth to somebody, in money: concave, monotone, and raised by c where the position is raised
/// by c for certain. Under several priors it is the least value over them.
/// </summary>
public abstract record MonetaryUtility
{
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
}
