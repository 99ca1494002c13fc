using Parley.Problems.Beliefs;

namespace Parley.Problems.RiskPools;

/// <summary>
/// The least expected shortfall over the priors of a set: the greatest, over quantiles t, of <c>t - sup E_v (t - x)^+ / tail</c>. For one
/// prior that function is concave with kinks at the outcomes only; for a set it is the lowest of such functions.
/// </summary>
/// <remarks>
/// Two priors are kept, one whose function still rises at a quantile and one whose function falls at a later one. Where the lower of the
/// two is highest lies the next quantile, and a mixture of the two has its shortfall there: an upper bound that a prior of the set
/// attains. The worst prior at that quantile gives a lower bound and replaces one of the two, until the bounds meet: after finitely
/// many steps for a set with finitely many corners. The first prior is the worst one for the mean, at which two-monotone sets
/// (contamination, total variation, intervals, distortions) end at once, as there it is the worst for every quantile.
/// </remarks>
internal sealed class ShortfallSearch
{
    /// <summary>The distance of the bounds, in units of the range of outcomes, below which only rounding is left.</summary>
    private const double RelativeAccuracy = 1e-15;
    private const int StepLimit = 200;

    private readonly double _tail;
    private readonly double _lowest;
    private readonly double[] _above;
    private readonly int[] _order;

    /// <summary>A search for one position and a tail of probability 1 - a. Cost: one sort.</summary>
    public ShortfallSearch(ReadOnlySpan<double> position, double tail)
    {
        (_tail, _order) = (tail, ScenarioOrder.Ascending(position));
        _lowest = position[_order[0]];
        _above = position.ToArray();
        for (int s = 0; s < _above.Length; s++)
        {
            _above[s] -= _lowest;
        }
    }

    /// <summary>The value; writes a prior of the set at which it is attained, and that prior's tail.</summary>
    public double Run(CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
    {
        double[] loss = [.. _above.Select(outcome => -outcome)];
        double[] rising = new double[loss.Length];
        beliefs.GreatestExpectation(centre, loss, rising);
        double[] falling = rising;
        double accuracy = RelativeAccuracy * _above[_order[^1]];
        (double lower, double upper) = (double.NegativeInfinity, double.PositiveInfinity);
        for (int step = 0; step < StepLimit; step++)
        {
            double quantile = Highest(rising, falling);
            double bound = WriteMixture(rising, falling, quantile, upper, prior, tilt);
            if (!(bound < upper))
            {
                break;
            }

            upper = bound;
            double[] worst = new double[loss.Length];
            lower = Math.Max(lower, AtQuantile(beliefs, centre, quantile, loss, worst));
            if (upper - lower <= accuracy)
            {
                break;
            }

            bool rises = Mass(worst, quantile, ties: true) < _tail;
            bool falls = Mass(worst, quantile, ties: false) > _tail;
            rising = falls ? rising : worst;
            falling = rises ? falling : worst;
        }

        return _lowest + upper;
    }

    private double AtQuantile(CredalSet beliefs, ReadOnlySpan<double> centre, double quantile, double[] loss, double[] worst)
    {
        for (int s = 0; s < loss.Length; s++)
        {
            loss[s] = Math.Max(quantile - _above[s], 0);
        }

        return quantile - (beliefs.GreatestExpectation(centre, loss, worst) / _tail);
    }

    /// <summary>The quantile at which the lower of two priors' functions is highest: an outcome, or where they cross between two.</summary>
    private double Highest(double[] rising, double[] falling)
    {
        (double best, double bestValue) = (0, 0);
        (double before, double mass1, double mass2, double shortfall1, double shortfall2) = (0, 0, 0, 0, 0);
        foreach (int s in _order)
        {
            double length = _above[s] - before;
            double difference = shortfall1 - shortfall2;
            double crossing = difference / (mass2 - mass1);
            if (crossing > 0 && crossing < length)
            {
                Consider(before + crossing, shortfall1 + (mass1 * crossing));
            }

            (before, shortfall1, shortfall2) = (_above[s], shortfall1 + (mass1 * length), shortfall2 + (mass2 * length));
            Consider(before, Math.Max(shortfall1, shortfall2));
            (mass1, mass2) = (mass1 + rising[s], mass2 + falling[s]);
        }

        return best;

        void Consider(double quantile, double shortfall)
        {
            double value = quantile - (shortfall / _tail);
            (best, bestValue) = value > bestValue ? (quantile, value) : (best, bestValue);
        }
    }

    /// <summary>
    /// Of the two priors, and their mixture for which the quantile is one, the one with the least shortfall; written where that is
    /// below a bound.
    /// </summary>
    private double WriteMixture(double[] rising, double[] falling, double quantile, double bound, Span<double> prior, Span<double> tilt)
    {
        (double mass1, double mass2) = (Mass(rising, quantile, ties: true), Mass(falling, quantile, ties: true));
        double balance = Math.Clamp((_tail - mass1) / (mass2 - mass1), 0, 1);
        double[] mixed = new double[rising.Length];
        double[] tail = new double[rising.Length];
        foreach (double share in (ReadOnlySpan<double>)[0, 1, double.IsNaN(balance) ? 0 : balance])
        {
            for (int s = 0; s < mixed.Length; s++)
            {
                mixed[s] = ((1 - share) * rising[s]) + (share * falling[s]);
            }

            double value = WriteTail(mixed, tail);
            if (value < bound)
            {
                bound = value;
                mixed.CopyTo(prior);
                tail.CopyTo(tilt);
            }
        }

        return bound;
    }

    /// <summary>The shortfall under one prior: the mean of its tail, which fills the lowest outcomes first.</summary>
    private double WriteTail(double[] prior, double[] tail)
    {
        double left = 1;
        foreach (int s in _order)
        {
            tail[s] = Math.Min(prior[s] / _tail, left);
            left -= tail[s];
        }

        return Expectation.Of(tail, _above);
    }

    private double Mass(double[] prior, double quantile, bool ties)
    {
        double sum = 0;
        for (int s = 0; s < prior.Length; s++)
        {
            sum += _above[s] < quantile || (ties && _above[s] == quantile) ? prior[s] : 0;
        }

        return sum;
    }
}
