namespace Parley.Problems.Beliefs;

/// <summary>
/// The priors within a relative entropy of the centre: <c>KL(v, centre) &lt;= r</c>, in nats. Scenarios that the centre holds
/// impossible stay impossible.
/// </summary>
/// <remarks>Source: Hansen and Sargent, Robust control and model uncertainty, 2001 (the constraint problem).</remarks>
/// <param name="Radius">The largest relative entropy r, at least 0 (the centre alone).</param>
public sealed record EntropyBall(double Radius) : CredalSet
{
    /// <summary>The largest relative entropy r, at least 0 (the centre alone).</summary>
    public double Radius { get; } = Allowed.AtLeast(Radius, 0, nameof(Radius), "the largest relative entropy to the centre");

    /// <inheritdoc/>
    public override bool IsSingle => Radius == 0;

    /// <inheritdoc/>
    /// <remarks>
    /// The worst prior is proportional to <c>centre exp(b f)</c> with the relative entropy r (<see cref="ExponentialTilt"/>), or the
    /// centre given the highest loss where that is within the radius. Cost: a pass with an exponential per scenario for each of
    /// about eight steps.
    /// </remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        (double least, double most, double mass) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        for (int s = 0; s < loss.Length; s++)
        {
            if (centre[s] > 0)
            {
                mass = loss[s] > most ? centre[s] : loss[s] == most ? mass + centre[s] : mass;
                (least, most) = (Math.Min(least, loss[s]), Math.Max(most, loss[s]));
            }
        }

        if (IsSingle || least == most)
        {
            centre.CopyTo(worst);
        }
        else if (Radius >= -Math.Log(mass))
        {
            GivenHighest(centre, loss, most, mass, worst);
        }
        else
        {
            new ExponentialTilt(centre, loss, least, most).Reach(Radius, worst);
        }

        return Expectation.Of(worst, loss);
    }

    private static void GivenHighest(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, double most, double mass, Span<double> worst)
    {
        for (int s = 0; s < loss.Length; s++)
        {
            worst[s] = loss[s] == most ? centre[s] / mass : 0;
        }
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior) =>
        Math.Max(ExcessAsPrior(prior), RelativeEntropy.Of(prior, centre) - Radius);
}
