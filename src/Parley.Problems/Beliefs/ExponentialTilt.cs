namespace Parley.Problems.Beliefs;

/// <summary>
/// The exponential family through a centre, <c>v proportional to centre exp(b f)</c>, along which the relative entropy to the centre grows
/// from 0 at b = 0 to <c>-log centre(f highest)</c>; its derivative in b is <c>b Var_v f</c>.
/// </summary>
internal readonly ref struct ExponentialTilt
{
    private const int StepLimit = 200;

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
    /// contain the solution, a step of bisection.
    /// </summary>
    public void Reach(double entropy, Span<double> tilted)
    {
        double root = Math.Sqrt(entropy);
        (double low, double high) = (0, double.PositiveInfinity);
        double tilt = root * Math.Sqrt(2 / Variance(_centre));
        for (int step = 0; step < StepLimit; step++)
        {
            tilt = double.IsFinite(tilt) ? tilt : double.MaxValue;
            Write(tilt, tilted);
            double reached = RelativeEntropy.Of(tilted, _centre);
            (low, high) = reached > entropy ? (low, tilt) : (tilt, high);
            double rootReached = Math.Sqrt(reached);
            double next = tilt + ((root - rootReached) * 2 * rootReached / (tilt * Variance(tilted)));
            if (!(next > low && next < high))
            {
                next = double.IsInfinity(high) ? 2 * low : low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : high / 2;
            }

            if (Math.Abs(next - tilt) <= 1e-15 * tilt)
            {
                return;
            }

            tilt = next;
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
