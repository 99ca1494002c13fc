namespace Parley.Certificates.RiskPools.Averages;

/// <summary>
/// Means over a share q of Beta(1, n - 1), by the tanh-sinh rule in t with <c>1 - q = (1 - t)^(1/(n - 1))</c>, which is uniform: steps are halved until
/// two results agree.
/// </summary>
internal sealed class ShareRule
{
    private const double End = 3.3;
    private const int MostHalvings = 7;

    /// <summary>Results that agree this well, relative to the largest value, are settled.</summary>
    private const double Settled = 1e-11;

    private readonly double _power;

    private ShareRule(int members) => _power = 1.0 / (members - 1);

    /// <summary>The rule for so many members, at least 2.</summary>
    public static ShareRule Of(int members) => new(members);

    /// <summary>The nodes with step <paramref name="step"/>, starting at <paramref name="offset"/> steps.</summary>
    public IEnumerable<(double Share, double Weight)> Nodes(double step, double offset)
    {
        for (double x = -End + (offset * step); x <= End + 1e-9; x += step)
        {
            double s = Math.PI / 2 * Math.Sinh(x);
            double left = 1 / (1 + Math.Exp(2 * s)); // 1 - t
            double right = 1 / (1 + Math.Exp(-2 * s));
            double share = left > 0.5 ? -Expm1(_power * Log1m(right)) : 1 - Math.Pow(left, _power);
            yield return (share, step * Math.PI * Math.Cosh(x) * left * right);
        }
    }

    /// <summary>The mean of a function of the share, and how far the last two results are apart.</summary>
    public (double Value, double Error) Mean(Func<double, double> function)
    {
        double step = 0.5;
        double sum = 0;
        double size = 0;
        double Add(double offset)
        {
            double part = 0;
            foreach ((double share, double weight) in Nodes(step, offset))
            {
                double value = function(share);
                (part, size) = (part + (weight * value), Math.Max(size, Math.Abs(weight * value)));
            }

            return part;
        }

        sum = Add(0);
        double difference = double.PositiveInfinity;
        for (int halving = 0; halving < MostHalvings && !(difference <= Settled * size); halving++)
        {
            step /= 2;
            // The new nodes lie between the old ones.
            double next = (sum / 2) + AddBetween(function, step, ref size);
            (difference, sum) = (Math.Abs(next - sum), next);
        }

        return (sum, difference);
    }

    private double AddBetween(Func<double, double> function, double step, ref double size)
    {
        double part = 0;
        bool isNew = false;
        foreach ((double share, double weight) in Nodes(step, 0))
        {
            if (isNew)
            {
                double value = weight * function(share);
                (part, size) = (part + value, Math.Max(size, Math.Abs(value)));
            }

            isNew = !isNew;
        }

        return part;
    }

    private static double Log1m(double x) => x < 1e-4 ? -x * (1 + (x * (0.5 + (x * (1.0 / 3 + (x / 4)))))) : Math.Log(1 - x);

    private static double Expm1(double x) => Math.Abs(x) < 1e-4 ? x * (1 + (x * (0.5 + (x * (1.0 / 6 + (x / 24)))))) : Math.Exp(x) - 1;
}
