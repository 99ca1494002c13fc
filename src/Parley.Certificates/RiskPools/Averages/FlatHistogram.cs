using System.Collections.Concurrent;

namespace Parley.Certificates.RiskPools.Averages;

/// <summary>
/// Means of entropic utilities over the flat measure for large pools: every scenario's logarithm of <c>E exp(-e^(u + log p + slope q))</c> is interpolated between
/// a few slopes and probabilities that all members share, so that a member's scenarios become weights on a small table.
/// </summary>
/// <remarks>
/// Slopes are equidistant in arsinh, probabilities in the logarithm. Six-point Lagrange weights give the value, and what they differ by from four-point
/// weights gives its error. Several threads may use one table.
/// </remarks>
/// <param name="members">How many members share; at least 2.</param>
internal sealed class FlatHistogram(int members)
{
    /// <summary>The distance of the probabilities' logarithms, and half that of the nodes in u.</summary>
    private const double LogStep = 0.125;

    private const double SlopeStep = 0.125;

    /// <summary>-log of a factor that is gone.</summary>
    private const double Gone = 36.5;

    /// <summary>Factors of scenarios with less than e to this are 1.</summary>
    private const double Least = -46;

    private const int Points = 6;

    private readonly ScenarioTransform _transform = new(members);
    private readonly double _reach = Math.Min(1, 46.0 / (members - 1));
    private readonly ConcurrentDictionary<int, Lazy<Row>> _rows = new();

    /// <summary>The mean and an estimate of how far off it is, both in money.</summary>
    /// <param name="riskAversion">g, per unit of money.</param>
    /// <param name="total">The total by scenario, in money.</param>
    /// <param name="prior">The probability of each scenario.</param>
    /// <param name="cancellation">Stops the work.</param>
    public (double Value, double Error) Value(double riskAversion, ReadOnlySpan<double> total, ReadOnlySpan<double> prior, CancellationToken cancellation)
    {
        var cells = new Dictionary<(int Slope, int Log), (double Six, double Four)>();
        Span<double> six = stackalloc double[Points];
        Span<double> four = stackalloc double[Points];
        Span<double> logSix = stackalloc double[Points];
        Span<double> logFour = stackalloc double[Points];
        for (int s = 0; s < total.Length; s++)
        {
            if (prior[s] <= 0)
            {
                continue;
            }

            int slope = Weights(Math.Asinh(-riskAversion * total[s]) / SlopeStep, six, four);
            int log = Weights(Math.Log(prior[s]) / LogStep, logSix, logFour);
            for (int j = 0; j < Points; j++)
            {
                for (int m = 0; m < Points; m++)
                {
                    (double Six, double Four) cell = cells.GetValueOrDefault((slope + j, log + m));
                    cells[(slope + j, log + m)] = (cell.Six + (six[j] * logSix[m]), cell.Four + (four[j] * logFour[m]));
                }
            }
        }

        (double mean, double error) = Integral([.. cells.Select(cell => (Get(cell.Key.Slope), cell.Key.Log, cell.Value.Six, cell.Value.Four))], cancellation);
        return (0 - (mean / riskAversion), error / riskAversion);
    }

    /// <summary>Lagrange weights of six and of the inner four points about a place; returns the first point.</summary>
    private static int Weights(double place, Span<double> six, Span<double> four)
    {
        int first = (int)Math.Floor(place) - 2;
        four.Clear();
        Lagrange(place - first, 0, Points, six);
        Lagrange(place - first, 1, Points - 2, four);
        return first;
    }

    private static void Lagrange(double at, int from, int count, Span<double> weights)
    {
        for (int j = from; j < from + count; j++)
        {
            double weight = 1;
            for (int k = from; k < from + count; k++)
            {
                weight *= k == j ? 1 : (at - k) / (j - k);
            }

            weights[j] = weight;
        }
    }

    private Row Get(int slope) => _rows.GetOrAdd(slope, key => new Lazy<Row>(() => new Row(_transform, Math.Sinh(key * SlopeStep), _reach))).Value;

    private static (double Mean, double Error) Integral((Row Row, int Log, double Six, double Four)[] cells, CancellationToken cancellation)
    {
        // From where nothing is left of the product down to where nothing is missing, at the odd multiples of the log step.
        int top = 1 + (2 * (cells.Max(cell => cell.Row.Highest - cell.Log) / 2));
        int bottom = Math.Min((int)(-40 / LogStep), cells.Min(cell => cell.Row.Lowest - cell.Log));
        double integral = 0;
        double error = 0;
        for (int node = top; node >= bottom - 1; node -= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            double sum = 0;
            double poorer = 0;
            foreach (var cell in cells)
            {
                double value = cell.Row.At(node + cell.Log);
                (sum, poorer) = (sum + (cell.Six * value), poorer + (cell.Four * value));
            }

            double product = Math.Exp(-Math.Max(sum, 0));
            integral += Math.Exp(-Math.Exp(node * LogStep)) - product;
            error += product * Math.Abs(sum - poorer);
        }

        return (2 * LogStep * integral, (2 * LogStep * error) + 1e-9);
    }

    /// <summary>The table's row for a slope: -log of the transform at multiples of the log step.</summary>
    private sealed class Row
    {
        private readonly double[] _values;

        public Row(ScenarioTransform transform, double slope, double reach)
        {
            Lowest = (int)Math.Floor((Least - (Math.Max(slope, 0) * reach)) / LogStep);
            Highest = (int)Math.Ceiling((6 + (Math.Max(-slope, 0) * reach)) / LogStep);
            _values = new double[Highest - Lowest + 1];
            for (int k = 0; k < _values.Length; k++)
            {
                double complement = transform.Complement((Lowest + k) * LogStep, slope);
                _values[k] = complement < 1e-4 ? complement * (1 + (complement / 2)) : Math.Min(Gone, -Math.Log(Math.Max(1 - complement, 1e-300)));
            }
        }

        /// <summary>The first multiple of the log step in the row; below, values are 0.</summary>
        public int Lowest { get; }

        /// <summary>The last one; above, values are <see cref="Gone"/>.</summary>
        public int Highest { get; }

        public double At(int multiple) => multiple < Lowest ? 0 : multiple > Highest ? Gone : _values[multiple - Lowest];
    }
}
