namespace Parley.Certificates.Partnerships;

/// <summary>Several integrals at once by the adaptive rule of Gauss and Kronrod with 7 and 15 points, with its error.</summary>
/// <remarks>
/// Source: Piessens and others, QUADPACK (1983), rule QK15. The error of a panel is taken to be the whole difference of
/// the two rules, which is that of the poorer one.
/// </remarks>
internal sealed class GaussKronrod
{
    private const int MostPanels = 2000;
    private const int MostHalvings = 40;

    private static readonly double[] s_nodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693480, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245, 0,
    ];

    private static readonly double[] s_kronrod =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] s_gauss =
    [
        0, 0.129484966168869693270611432679082, 0, 0.279705391489276667901467771423780,
        0, 0.381830050505118944950369775488975, 0, 0.417959183673469387755102040816327,
    ];

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
        Span<double> coarse = stackalloc double[_totals.Length];
        Panel(from, to, integrand, fine, coarse);
        double error = 0;
        for (int integral = 0; integral < fine.Length; integral++)
        {
            error = Math.Max(error, Math.Abs(fine[integral] - coarse[integral]));
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

    private void Panel(double from, double to, Integrand integrand, Span<double> fine, Span<double> coarse)
    {
        double half = (to - from) / 2, middle = from + half;
        for (int node = 0; node < s_nodes.Length; node++)
        {
            for (int side = s_nodes[node] == 0 ? 1 : -1; side <= 1; side += 2)
            {
                integrand(middle + (side * half * s_nodes[node]), _values);
                for (int integral = 0; integral < _values.Length; integral++)
                {
                    fine[integral] += half * s_kronrod[node] * _values[integral];
                    coarse[integral] += half * s_gauss[node] * _values[integral];
                }
            }
        }
    }
}
