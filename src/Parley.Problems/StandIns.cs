#pragma warning disable CS1591, CA1050, CA1062
using Parley.Problems.Beliefs;
namespace Parley.Problems.Beliefs
{
    public abstract record StandIn : CredalSet
    {
        public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst) => new SinglePrior().GreatestExpectation(centre, loss, worst);
        public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior) => 0;
    }
    public sealed record Contamination(double Weight) : StandIn;
    public sealed record EntropyBall(double Radius) : StandIn;
    public sealed record TotalVariationBall(double Radius) : StandIn;
    public sealed record DistortedCapacity(double Power) : StandIn;
    public sealed record PriorHull(IReadOnlyList<double[]> Priors) : StandIn { public override bool HasCentre => false; }
    public sealed record ProbabilityIntervals(double[] Low, double[] High) : StandIn { public override bool HasCentre => false; }
    public sealed record EventBounds(IReadOnlyList<EventBound> Events) : StandIn { public override bool HasCentre => false; }
    public sealed record EventBound(IReadOnlyList<int> States, double Low, double High);
}
namespace Parley.Problems.RiskPools
{
    public abstract record StandInUtility : MonetaryUtility
    {
        public override double Value(ReadOnlySpan<double> position, CredalSet beliefs, ReadOnlySpan<double> centre, Span<double> prior, Span<double> tilt)
        {
            ArgumentNullException.ThrowIfNull(beliefs);
            for (int s = 0; s < tilt.Length; s++) tilt[s] = -position[s];
            double v = -beliefs.GreatestExpectation(centre, tilt, prior);
            prior.CopyTo(tilt);
            return v;
        }
    }
    public sealed record ExpectedShortfall(double Level) : StandInUtility;
    public sealed record Expected : StandInUtility;
}
