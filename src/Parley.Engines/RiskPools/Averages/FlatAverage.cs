namespace Parley.Engines.RiskPools.Averages;

/// <summary>
/// The mean of an entropic member's utility where its share of every scenario's total is drawn anew: <c>-(1/g) E log Z</c> with
/// <c>Z = sum over s of p_s exp(theta_s q_s)</c>, theta = -g X and independent shares q of Beta(1, n - 1). Enclosed. Not for several threads at once.
/// </summary>
/// <remarks>
/// Frullani: <c>E log Z = integral over all u of exp(-e^u) - F(u)</c> with <c>F(u) = E exp(-e^u Z)</c>, the product over s of
/// <c>E exp(-e^(u + log p_s + theta_s q))</c>, by the trapezoidal rule. Both functions of u are analytic in the strip of half-width pi/2, with
/// <c>|1 - F(u + iy)| &lt;= 3.2 (1 - F(u))</c> and <c>|F(u + iy)| &lt;= F(u + log cos y)</c>; so with the step h the rule is off by at most
/// <c>2 N/(e^(2 pi d/h) - 1)</c>, d = 1.55, N at most 8 times the range of u plus 10. Where the largest <c>e^(u + theta q) p</c> is small, a scenario's
/// factor is a <see cref="LightSeries"/>, summed over scenarios once for all u; the others are a <see cref="HeavyTransform"/> each.
/// What shares beyond 1 - 1e-20 of the mass, series and rules leave out is added up in <see cref="Value"/>'s error.
/// </remarks>
internal sealed class FlatAverage
{
    private const double Step = 0.26;

    /// <summary>Half the width of the strip in which the rule's error is bounded.</summary>
    private const double Strip = 1.55;

    /// <summary>u-nodes whose scenarios are sorted into light and heavy together.</summary>
    private const int NodesInBlock = 8;

    /// <summary>Above the largest u the product is below this.</summary>
    private const double Gone = 1e-14;

    /// <summary>Below the least u its complement, times what bounds the integral further below, is less than this.</summary>
    private const double LeastTail = 1e-14;

    /// <summary>A factor this near to 1 is 1: e to this.</summary>
    private const double LogNegligible = -44;

    /// <summary>Rounding of sums and exponentials, relative to them.</summary>
    private const double Rounding = 1e-14;

    private readonly int _members;
    private readonly LightSeries _light;
    private readonly HeavyTransform _heavy;
    private readonly double[] _theta;
    private readonly double[] _logs;
    private readonly int[] _next;
    private readonly int[] _ends;

    /// <summary>Room for a pool.</summary>
    /// <param name="members">How many members share; at least 2.</param>
    /// <param name="scenarios">How many scenarios there are.</param>
    /// <param name="light">The series for so many members.</param>
    public FlatAverage(int members, int scenarios, LightSeries light)
    {
        (_members, _light, _heavy) = (members, light, new HeavyTransform(members));
        (_theta, _logs, _next, _ends) = (new double[scenarios], new double[scenarios], new int[scenarios], new int[scenarios]);
    }

    /// <summary>The mean of the utility and how far off it is at most, both in money.</summary>
    /// <param name="riskAversion">g, per unit of money.</param>
    /// <param name="total">The total by scenario, in money.</param>
    /// <param name="prior">The probability of each scenario.</param>
    /// <param name="cancellation">Stops the work.</param>
    public (double Value, double Error) Value(double riskAversion, ReadOnlySpan<double> total, ReadOnlySpan<double> prior, CancellationToken cancellation)
    {
        int count = 0;
        double certain = 0;
        for (int s = 0; s < total.Length; s++)
        {
            if (prior[s] > 0)
            {
                double theta = -riskAversion * total[s];
                if (theta == 0)
                {
                    certain += prior[s];
                }
                else
                {
                    (_theta[count], _logs[count]) = (theta, Math.Log(prior[s]));
                    count++;
                }
            }
        }

        (double mean, double error) = MeanLog(count, certain, cancellation);
        return (0 - (mean / riskAversion), error / riskAversion);
    }

    private (double Mean, double Error) MeanLog(int count, double certain, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return (Math.Log(certain), Rounding);
        }

        // In units of the step, so that nodes are whole numbers.
        int top = TopNode(count, certain, cancellation);
        double steepest = 0;
        double lowest = Math.Log(certain); // the logarithm of some least value of Z
        for (int s = 0; s < count; s++)
        {
            steepest = Math.Max(steepest, Math.Max(_theta[s], 0));
            lowest = Math.Max(lowest, _logs[s] + Math.Min(_theta[s], 0));
        }

        double[] heavy = Heavy(count, top, cancellation);
        int[] heads = Sort(count, top, out int blocks);
        Span<double> series = stackalloc double[LightSeries.Terms];
        series.Clear();
        double integral = 0;
        double left = 0;
        double weighed = 0;
        double last = 0;
        int node = top;
        for (int block = 0; ; block++)
        {
            left += AddLight(heads, block, blocks, Step * node, series);
            for (int k = 0; k < NodesInBlock; k++, node--)
            {
                double u = Step * node;
                double z = Math.Exp(u);
                double sum = (top - node < heavy.Length ? heavy[top - node] : 0) + Certain(certain, u) + Light(series, z);
                double product = Math.Exp(-sum);
                integral += Math.Exp(-z) - product;
                weighed += Math.Min(1, sum) + (product * sum);
                last = sum;
            }

            double reach = Math.Max(0, (Step * node) + steepest);
            if (1.6 * (1 + reach) * last < LeastTail && Step * node < -33)
            {
                double range = Step * (top - node);
                double discrete = 16 * (range + 10) / (Math.Exp(2 * Math.PI * Strip / Step) - 1);
                double cut = count * (1e-20 + Math.Exp(LogNegligible)) * range;
                double tails = (2 * LeastTail) + (Gone * (1 + Math.Max(0, -(Step * top) - lowest)));
                double rounding = (Rounding * Step * weighed) + (range * 2.3e-16) + (Math.Abs(integral) * Step * 2.3e-16);
                return (Step * integral, discrete + cut + tails + rounding + (left * range));
            }
        }
    }

    /// <summary>For each node from the top down the sum over scenarios of -log of their factors, while they are heavy.</summary>
    private double[] Heavy(int count, int top, CancellationToken cancellation)
    {
        int most = 0;
        for (int s = 0; s < count; s++)
        {
            _ends[s] = Math.Min(NodesInBlock * LightBlock(s, top), NegligibleNode(s, top));
            most = Math.Max(most, _ends[s]);
        }

        double[] sums = new double[most];
        for (int s = 0; s < count; s++)
        {
            if (_ends[s] == 0)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            _heavy.Prepare(_theta[s]);
            double high = (Step * top) + _logs[s];
            for (int k = 0; k < _ends[s]; k++)
            {
                sums[k] += _heavy.MinusLog(high - (Step * k));
            }
        }

        return sums;
    }

    /// <summary>How many nodes below the top a scenario's factor becomes 1 for good.</summary>
    private int NegligibleNode(int scenario, int top) => (int)Math.Ceiling(Math.Max(0,
        (Step * top) + _logs[scenario] - HeavyTransform.Negligible(_theta[scenario], _members, LogNegligible)) / Step);

    /// <summary>The first node at which the product is gone, by trial from where it would be for shares that are all average.</summary>
    private int TopNode(int count, double certain, CancellationToken cancellation)
    {
        double typical = certain;
        double least = certain;
        for (int s = 0; s < count; s++)
        {
            least += Math.Exp(_logs[s] + Math.Min(_theta[s], 0));
            double mean = _theta[s] / (_members - 1);
            typical += Math.Exp(_logs[s]) * (mean > 0 ? 1 : 1 / (1 - mean));
        }

        // The product is at most exp(-e^u least Z); where that is close, nothing needs to be tried.
        if (least > 0.2 * typical)
        {
            return (int)Math.Ceiling((Math.Log(-Math.Log(Gone)) - Math.Log(least)) / Step);
        }

        int node = (int)Math.Ceiling((3.7 - Math.Log(typical)) / Step);
        Span<double> series = stackalloc double[LightSeries.Terms];
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            double u = Step * node;
            double sum = Certain(certain, u);
            series.Clear();
            for (int s = 0; s < count && sum < 100; s++)
            {
                if (IsLight(s, u))
                {
                    _light.Add(_theta[s], Math.Exp(_logs[s]), series);
                }
                else if (u + _logs[s] > HeavyTransform.Negligible(_theta[s], _members, LogNegligible))
                {
                    _heavy.Prepare(_theta[s]);
                    sum += _heavy.MinusLog(u + _logs[s]);
                }
            }

            sum += Light(series, Math.Exp(u));
            // Beyond, the product falls like exp(-e^u Z): its integral is below it times 1 + log(1/(e^u least Z)), or 1.
            if (Math.Exp(-sum) < Gone)
            {
                return node;
            }

            node += (int)(1 / Step);
        }
    }

    private bool IsLight(int scenario, double u) => _light.Covers(_theta[scenario]) && LogArgument(scenario) + u <= s_logLargest;

    private static readonly double s_logLargest = Math.Log(LightSeries.LargestArgument);

    /// <summary>The logarithm of p times the largest e^(theta q).</summary>
    private double LogArgument(int scenario) => _logs[scenario] + (Math.Max(_theta[scenario], 0) * _light.Reach);

    /// <summary>The block at whose top a scenario is light; <see cref="int.MaxValue"/> over the block's length where it never is.</summary>
    private int LightBlock(int scenario, int top)
    {
        if (!_light.Covers(_theta[scenario]))
        {
            return int.MaxValue / NodesInBlock;
        }

        double above = (LogArgument(scenario) + (Step * top) - s_logLargest) / (Step * NodesInBlock);
        return above <= 0 ? 0 : (int)Math.Ceiling(above + 1e-9);
    }

    /// <summary>Lists of the scenarios by the block at which they become light; those that never do are in none.</summary>
    private int[] Sort(int count, int top, out int blocks)
    {
        blocks = 1;
        for (int s = 0; s < count; s++)
        {
            int block = LightBlock(s, top);
            blocks = block < int.MaxValue / NodesInBlock ? Math.Max(blocks, block + 1) : blocks;
        }

        int[] heads = new int[blocks];
        Array.Fill(heads, -1);
        for (int s = count - 1; s >= 0; s--)
        {
            int block = LightBlock(s, top);
            if (block < blocks)
            {
                (_next[s], heads[block]) = (heads[block], s);
            }
        }

        return heads;
    }

    /// <summary>Adds the scenarios that become light in a block to the series; returns what the series leaves out for them.</summary>
    private double AddLight(int[] heads, int block, int blocks, double u, Span<double> series)
    {
        double left = 0;
        for (int s = block < blocks ? heads[block] : -1; s >= 0; s = _next[s])
        {
            _light.Add(_theta[s], Math.Exp(_logs[s]), series);
            left += LightSeries.Remainder(Math.Exp(LogArgument(s) + u));
        }

        return left;
    }

    private static double Certain(double mass, double u) => mass == 0 ? 0 : mass * Math.Exp(u);

    private static double Light(ReadOnlySpan<double> series, double z)
    {
        if (series[0] == 0)
        {
            return 0; // nobody is light, and z may be beyond doubles
        }

        double sum = 0;
        for (int k = LightSeries.Terms - 1; k >= 0; k--)
        {
            sum = (sum * z) + series[k];
        }

        return sum * z;
    }
}
