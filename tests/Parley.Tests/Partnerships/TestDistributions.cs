using Parley.Problems.Distributions;

namespace Parley.Tests.Partnerships;

/// <summary>Densities and atoms for tests, written without regard to speed.</summary>
internal static class TestDistributions
{
    /// <summary>The density a (x - low)^(a-1) / L^a: for a = 2 it rises from 0, for a &lt; 1 it is infinite at the lower end.</summary>
    internal sealed class Power(double low, double high, double exponent) : Distribution(low, high)
    {
        private double Length => High - Low;

        public override double Mean => Low + (Length * exponent / (exponent + 1));

        public override IReadOnlyList<double> Knots { get; } = [low, high];

        public override bool IsLogConcave => exponent >= 1;

        public override double Cdf(double value) => Math.Pow(Math.Clamp((value - Low) / Length, 0, 1), exponent);

        public override double Survival(double value) => 1 - Cdf(value);

        public override double PartialMean(double value)
        {
            double part = Math.Clamp((value - Low) / Length, 0, 1);
            return (Low * Math.Pow(part, exponent)) + (Length * exponent / (exponent + 1) * Math.Pow(part, exponent + 1));
        }

        public override double Density(double value, int piece) => exponent / Length * Math.Pow((value - Low) / Length, exponent - 1);

        public override double LogDensitySlope(double value, int piece) => (exponent - 1) / (value - Low);

        public override double Quantile(double probability) => Low + (Length * Math.Pow(probability, 1 / exponent));

        public override Distribution MovedBy(double distance) => new Power(Low + distance, High + distance, exponent);

        public override string ToString() => $"power {exponent}";
    }

    /// <summary>A density that is linear between knots; a triangle, or several humps with many local maxima of the objective.</summary>
    internal sealed class Polygon : Distribution
    {
        private readonly double[] _knots;
        private readonly double[] _heights;

        /// <summary>Heights at the knots, scaled so that the density integrates to 1.</summary>
        internal Polygon(double[] knots, double[] heights)
            : base(knots[0], knots[^1])
        {
            double total = Enumerable.Range(0, knots.Length - 1).Sum(k => (knots[k + 1] - knots[k]) * (heights[k] + heights[k + 1]) / 2);
            _knots = knots;
            _heights = [.. heights.Select(height => height / total)];
        }

        public override double Mean => PartialMean(High);

        public override IReadOnlyList<double> Knots => _knots;

        public override bool IsLogConcave => false;

        public override double Cdf(double value) => value >= High ? 1 : Sum(value, 1, 0);

        public override double Survival(double value) => value <= Low ? 1 : value >= High ? 0 : 1 - Cdf(value);

        public override double PartialMean(double value) => Sum(value, 0, 1);

        public override double Density(double value, int piece) =>
            _heights[piece] + (Slope(piece) * (value - _knots[piece]));

        public override double LogDensitySlope(double value, int piece) => Slope(piece) / Density(value, piece);

        public override double Quantile(double probability)
        {
            (double low, double high) = (Low, High);
            for (int step = 0; step < 200; step++)
            {
                double middle = low + ((high - low) / 2);
                (low, high) = Cdf(middle) < probability ? (middle, high) : (low, middle);
            }

            return probability <= 0 ? Low : high;
        }

        public override Distribution MovedBy(double distance) => new Polygon([.. _knots.Select(knot => knot + distance)], _heights);

        public override string ToString() => "polygon";

        private double Slope(int piece) => (_heights[piece + 1] - _heights[piece]) / (_knots[piece + 1] - _knots[piece]);

        private double Sum(double value, double one, double first)
        {
            double sum = 0;
            for (int piece = 0; piece + 1 < _knots.Length && _knots[piece] < value; piece++)
            {
                double x = Math.Min(value, _knots[piece + 1]) - _knots[piece], a = _heights[piece], b = Slope(piece);
                double mass = x * (a + (b * x / 2));
                sum += (one * mass) + (first * ((_knots[piece] * mass) + (x * x * ((a / 2) + (b * x / 3)))));
            }

            return sum;
        }
    }

    /// <summary>Finitely many values.</summary>
    internal sealed class Finite(params Atom[] atoms) : Distribution(atoms[0].Value, atoms[^1].Value)
    {
        public override double Mean => atoms.Sum(atom => atom.Value * atom.Probability);

        public override IReadOnlyList<double> Knots => [];

        public override IReadOnlyList<Atom> Atoms => atoms;

        public override bool IsLogConcave => false;

        public override double Cdf(double value) => value >= High ? 1 : atoms.Where(atom => atom.Value <= value).Sum(atom => atom.Probability);

        public override double Survival(double value) => 1 - Cdf(value);

        public override double PartialMean(double value) => atoms.Where(atom => atom.Value <= value).Sum(atom => atom.Value * atom.Probability);

        public override double Density(double value, int piece) => throw new InvalidOperationException("no density");

        public override double LogDensitySlope(double value, int piece) => throw new InvalidOperationException("no density");

        public override double Quantile(double probability) => atoms.FirstOrDefault(atom => Cdf(atom.Value) >= probability, atoms[^1]).Value;

        public override Distribution MovedBy(double distance) => new Finite([.. atoms.Select(atom => atom with { Value = atom.Value + distance })]);

        public override string ToString() => "atoms";
    }
}
