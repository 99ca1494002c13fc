namespace Parley.Certificates.Partnerships.Today;

/// <summary>Several integrals at once by the adaptive rule of Gauss and Kronrod with 7 and 15 points, with its error.</summary>
/// <remarks>
/// Source: Piessens and others, QUADPACK (1983), rule QK15. The error of a panel is taken to be the whole difference of
/// the two rules, which is that of the poorer one.
/// </remarks>
internal sealed class GaussKronrod
{
    private const int MostPanels = 2000;
    private const int MostHalvings = 40;

    private readonly double[] _totals;
    private readonly double[] _values;
    private readonly double _tolerance;
    private int _panels;

    /// <summary>Starts sums at 0.</summary>
    /// <param name="count">How many integrals.</param>
    /// <param name="tolerance">The error, in the unit of the integrals, below which a panel is not halved.</param>
    internal GaussKronrod(int count, double tolerance)
    {
        _totals = new double[count];
        _values = new double[count];
        _tolerance = tolerance;
    }

    /// <summary>Writes the values of the integrands at a point.</summary>
    internal delegate void Integrand(double point, Span<double> values);

    /// <summary>The sums so far.</summary>
    internal ReadOnlySpan<double> Totals => _totals;

    /// <summary>The sum of the panels' errors, each the largest over the integrals.</summary>
    internal double Error { get; private set; }

    /// <summary>Adds the integrals over an interval, on which the integrands should be smooth.</summary>
    internal void Add(double from, double to, Integrand integrand) => Add(from, to, integrand, 0);

    private void Add(double from, double to, Integrand integrand, int halvings)
    {
        Span<double> fine = stackalloc double[_totals.Length];
        Span<double> errors = stackalloc double[_totals.Length];
        Panel(from, to, integrand, fine, errors);
        double error = 0;
        for (int integral = 0; integral < fine.Length; integral++)
        {
            error = Math.Max(error, Math.Abs(errors[integral]));
        }

        if (error > _tolerance && halvings < MostHalvings && ++_panels < MostPanels)
        {
            double middle = from + ((to - from) / 2);
            Add(from, middle, integrand, halvings + 1);
            Add(middle, to, integrand, halvings + 1);
            return;
        }

        Error += error;
        for (int integral = 0; integral < fine.Length; integral++)
        {
            _totals[integral] += fine[integral];
        }
    }

    private void Panel(double from, double to, Integrand integrand, Span<double> fine, Span<double> errors)
    {
        double half = (to - from) / 2, middle = from + half;
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            integrand(middle + (half * KronrodRule.Nodes[node]), _values);
            for (int integral = 0; integral < _values.Length; integral++)
            {
                fine[integral] += half * KronrodRule.Weights[node] * _values[integral];
                errors[integral] += half * KronrodRule.ErrorWeights[node] * _values[integral];
            }
        }
    }
}
