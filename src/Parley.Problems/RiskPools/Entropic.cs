using Parley.Problems.Beliefs;
using Parley.Problems.Distributions;

namespace Parley.Problems.RiskPools;

/// <summary>The certainty equivalent of exponential utility: <c>-(1/g) log E exp(-g position)</c>, under the worst prior.</summary>
/// <param name="RiskAversion">Absolute risk aversion g per unit of money; positive.</param>
public sealed record Entropic(double RiskAversion) : MonetaryUtility
{
    /// <summary>Moments from here up lost nothing that matters to exponentials that are too small for a double.</summary>
    private const double SmallestMoment = 1e-250;

    /// <summary>Absolute risk aversion g per unit of money; positive.</summary>
    public double RiskAversion { get; } = double.IsFinite(RiskAversion) && RiskAversion > 0
        ? RiskAversion
        : throw new ArgumentOutOfRangeException(nameof(RiskAversion), RiskAversion, "risk aversion is per unit of money: give a positive, finite number, or expected value for none");

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        ArgumentNullException.ThrowIfNull(beliefs);
        double lowest = double.PositiveInfinity;
        foreach (double money in position)
        {
            lowest = Math.Min(lowest, money);
        }

        double moment = Moment(position, lowest, beliefs, centre, prior, tilt);
        if (!(moment >= SmallestMoment))
        {
            lowest = LowestPossible(position, beliefs, centre, prior, tilt);
            moment = Moment(position, lowest, beliefs, centre, prior, tilt);
        }

        double value = lowest - (LogMoment(position, lowest, prior, moment) / RiskAversion);
        for (int s = 0; s < position.Length; s++)
        {
            tilt[s] *= prior[s] / moment;
        }

        return value;
    }

    /// <summary>
    /// The greatest moment over the priors, relative to an outcome: no exponential overflows, and the largest term is 1. Outcomes
    /// below it, which no prior holds possible, count as it does.
    /// </summary>
    private double Moment(
        ReadOnlySpan<double> position, double lowest, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        for (int s = 0; s < position.Length; s++)
        {
            tilt[s] = Math.Exp(-RiskAversion * Math.Max(position[s] - lowest, 0));
        }

        return beliefs.GreatestExpectation(centre, tilt, prior);
    }

    /// <summary>The lowest outcome that some prior holds possible, by bisection over the outcomes in order.</summary>
    private static double LowestPossible(
        ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> atMost)
    {
        double[] outcomes = position.ToArray();
        Array.Sort(outcomes);
        (int low, int high) = (0, outcomes.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            for (int s = 0; s < position.Length; s++)
            {
                atMost[s] = position[s] <= outcomes[middle] ? 1 : 0;
            }

            bool possible = beliefs.GreatestExpectation(centre, atMost, prior) > 0;
            (low, high) = possible ? (low, middle) : (middle + 1, high);
        }

        return outcomes[low];
    }

    /// <summary>The moment's logarithm, with its digits also where all exponents are small and the moment is near 1.</summary>
    private double LogMoment(ReadOnlySpan<double> position, double lowest, ReadOnlySpan<double> prior, double moment)
    {
        if (moment < 0.5)
        {
            return Math.Log(moment);
        }

        double sum = 0;
        double rest = 0;
        for (int s = 0; s < position.Length; s++)
        {
            double lessOne = Logarithm.ExponentialLessOne(-RiskAversion * Math.Max(position[s] - lowest, 0));
            Expectation.Add(prior[s] * lessOne, ref sum, ref rest);
        }

        return Logarithm.OfOnePlus(sum + rest);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior)
    {
        for (int s = 0; s < tilt.Length; s++)
        {
            if (tilt[s] > 0 && !(prior[s] > 0))
            {
                return double.PositiveInfinity;
            }
        }

        return ExcessAsPrior(tilt);
    }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<double> tilt, ReadOnlySpan<double> prior) =>
        IsPlausible(tilt, prior) ? RelativeEntropy.Of(tilt, prior) / RiskAversion : double.PositiveInfinity;
}
