using Parley.Engines.Numerics;

namespace Parley.Engines.RiskPools;

/// <summary>
/// A step of the search for levels, from sums over scenarios alone. Where a member is active, its marginal values move with the others'
/// and are taken as linear in the step d; where it is idle they are its own and grow like <c>exp(g_i d_i)</c>, which is kept. A
/// member who is hardly ever idle would otherwise approach its level by a factor of e at a time.
/// </summary>
internal static class LevelModel
{
    private const int MostSteps = 30;

    /// <summary>
    /// The d that solves <c>active + curvature d + idle exp(g d) = 1</c>: the maximum of a concave function, by damped Newton steps.
    /// </summary>
    /// <param name="active">The sum of each member's marginal values where it is active.</param>
    /// <param name="idle">The same where it is idle.</param>
    /// <param name="curvature">How the active sums move with the levels: members x members, row-major, symmetric.</param>
    /// <param name="aversion">The risk aversion g of each member.</param>
    /// <remarks>Costs a Cholesky factorisation for each of its steps, three to ten.</remarks>
    public static double[] Step(double[] active, double[] idle, double[] curvature, double[] aversion)
    {
        int n = active.Length;
        double[] total = new double[n];
        double value = Value(total, active, idle, curvature, aversion);
        for (int step = 0; step < MostSteps; step++)
        {
            double[] direction = Residuals(total, active, idle, curvature, aversion);
            double[] gradient = [.. direction];
            double[] matrix = [.. curvature];
            for (int i = 0; i < n; i++)
            {
                matrix[(i * n) + i] += aversion[i] * idle[i] * Math.Exp(aversion[i] * total[i]);
            }

            new Cholesky(matrix, n).Solve(direction);
            double slope = gradient.Select((g, i) => g * direction[i]).Sum();
            double length = 1;
            double[] next = total;
            double climbed = double.NegativeInfinity;
            for (; length > 1e-3; length /= 2)
            {
                double factor = length;
                next = [.. total.Select((d, i) => d + (factor * direction[i]))];
                climbed = Value(next, active, idle, curvature, aversion);
                if (climbed > value + (1e-4 * factor * slope))
                {
                    break;
                }
            }

            if (!(climbed > value))
            {
                break;
            }

            (total, value) = (next, climbed);
            if (Residuals(total, active, idle, curvature, aversion).Max(Math.Abs) < 1e-3 * gradient.Max(Math.Abs))
            {
                break;
            }
        }

        return total;
    }

    private static double Value(double[] d, double[] active, double[] idle, double[] curvature, double[] aversion)
    {
        double[] bent = Product(curvature, d);
        return d.Select((step, i) => (step * (1 - active[i] - (bent[i] / 2))) - (idle[i] / aversion[i] * (Math.Exp(aversion[i] * step) - 1))).Sum();
    }

    private static double[] Residuals(double[] d, double[] active, double[] idle, double[] curvature, double[] aversion)
    {
        double[] bent = Product(curvature, d);
        return [.. d.Select((step, i) => 1 - active[i] - bent[i] - (idle[i] * Math.Exp(aversion[i] * step)))];
    }

    private static double[] Product(double[] matrix, double[] vector)
    {
        int n = vector.Length;
        double[] product = new double[n];
        for (int i = 0; i < n; i++)
        {
            product[i] = Cholesky.Dot(matrix.AsSpan(i * n, n), vector);
        }

        return product;
    }
}
