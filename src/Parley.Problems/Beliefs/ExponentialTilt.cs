namespace Parley.Problems.Beliefs;

/// <summary>
/// The exponential family through a centre, <c>v proportional to centre exp(b f)</c>, along which the relative entropy to the centre grows
/// from 0 at b = 0 to <c>-log centre(f highest)</c>; its derivative in b is <c>b Var_v f</c>.
/// </summary>
internal readonly ref struct ExponentialTilt
{
    private const int StepLimit = 200;

    /// <summary>After a step of Newton's that is so small, relative to b, only rounding is left: the error is about its square.</summary>
    private const double LastStep = 1e-9;

    private readonly ReadOnlySpan<double> _centre;
    private readonly double[] _below;

    /// <summary>The family, for losses between two different numbers where the centre is positive.</summary>
    public ExponentialTilt(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, double least, double most)
    {
        _centre = centre;
        _below = new double[loss.Length];
        for (int s = 0; s < loss.Length; s++)
        {
            // In units of the range, from the highest loss: between -1 and 0 wherever the centre is positive.
            _below[s] = centre[s] > 0 ? (loss[s] - most) / (most - least) : 0;
        }
    }

    /// <summary>
    /// Writes the member of the family with a given relative entropy, which it has: between 0 and the family's supremum. Newton's
    /// method on the square root of the entropy, which is nearly linear in b at first; where a step leaves what is known to
    /// contain the solution, a step of bisection in log b.
    /// </summary>
    public void Reach(double entropy, Span<double> tilted)
    {
        // A variance within a range of 1 is at most 1/4, so that the entropy is at most b^2/8; a little less, for rounding.
        (double low, double high) = (0.999 * Math.Sqrt(8 * entropy), double.MaxValue);
        double root = Math.Sqrt(entropy);
        double tilt = Math.Clamp(root * Math.Sqrt(2 / Variance(_centre)), low, high);
        for (int step = 0; step < StepLimit; step++)
        {
            Write(tilt, tilted);
            double reached = RelativeEntropy.Of(tilted, _centre);
            (low, high) = reached > entropy ? (low, tilt) : (tilt, high);
            double rootReached = Math.Sqrt(reached);
            double next = tilt + ((root - rootReached) * 2 * rootReached / (tilt * Variance(tilted)));
            if (Math.Abs(next - tilt) <= LastStep * tilt)
            {
                Write(next, tilted);
                return;
            }

            tilt = next > low && next < high ? next : Math.Sqrt(low) * Math.Sqrt(high);
        }
    }

    private void Write(double tilt, Span<double> tilted)
    {
        double sum = 0;
        double rest = 0;
        for (int s = 0; s < tilted.Length; s++)
        {
            tilted[s] = _centre[s] * Math.Exp(tilt * _below[s]);
            Expectation.Add(tilted[s], ref sum, ref rest);
        }

        for (int s = 0; s < tilted.Length; s++)
        {
            tilted[s] /= sum + rest;
        }
    }

    private double Variance(ReadOnlySpan<double> prior)
    {
        double mean = Expectation.Of(prior, _below);
        double sum = 0;
        for (int s = 0; s < prior.Length; s++)
        {
            double difference = _below[s] - mean;
            sum += prior[s] * difference * difference;
        }

        return sum;
    }
}
