using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>The logarithms of both bid cdfs at a distance e^s of the bid from the lowest one, and their slopes in s.</summary>
internal readonly record struct BidNode(double LogDistance, (double First, double Second) LogCdf, (double First, double Second) Slope);

/// <summary>Candidate equilibrium bids of two partners in the winner's bid auction, found by shooting.</summary>
/// <remarks>
/// Let G_i be the cdf of i's bids and a_i(b) the type that bids b. Type t of i gets G_j(b) (t - r_j b) + r_i int_b y dG_j,
/// so the first-order condition is (ln G_j)' = r_j / (a_i(b) - b), with a_i = Q_i(G_i). Bids share a top B, where both
/// cdfs are 1, and begin at the common lower end, where a_i - low = (1 + r_j) (b - low) to first order if densities are
/// positive. If B is too high some a_i falls to b on the way down; if it is too low (a_i - low) / (b - low) grows without
/// bound: B is halved in. Errors grow like a power of 1 / (b - low), so that the lowest bids are left to a straight line.
/// What is found is only a candidate until its regret has been measured.
/// </remarks>
internal sealed class BidShooting((Distribution First, Distribution Second) types, (double First, double Second) shares)
{
    private const double LongestStep = 0.025;
    private const double ShortestStep = 1e-7;
    private const double Tolerance = 1e-11;
    private const double LowestLogDistance = -14;
    private const int Halvings = 60;
    private const int MostSteps = 4000;

    private readonly double _low = types.First.Low;
    private readonly double _top = Math.Min(types.First.High, types.Second.High) - types.First.Low;

    /// <summary>The nodes from the lowest reliable bid up to the top; empty where shooting failed.</summary>
    /// <remarks>About 60 trajectories of some hundred steps with 12 quantiles each.</remarks>
    internal IReadOnlyList<BidNode> Find()
    {
        (double low, double high) = (0, _top);
        for (int halving = 0; halving < Halvings && low + ((high - low) / 2) is double middle && middle > low && middle < high; halving++)
        {
            (low, high) = Trajectory(middle, null) ? (middle, high) : (low, middle);
        }

        List<BidNode> nodes = [];
        Trajectory(low, nodes);
        double growth = Math.Sqrt((1 + shares.First) * (1 + shares.Second) / (shares.First * shares.Second));
        double reliable = Math.Log(low) + (Math.Log(1e-9) / growth);
        return [.. nodes.Where(node => node.LogDistance >= reliable).Reverse()];
    }

    /// <summary>True where the top of the bids is too low, so that types stay away from their bids all the way down.</summary>
    private bool Trajectory(double top, List<BidNode>? nodes)
    {
        double place = Math.Log(top), end = place + LowestLogDistance, step = LongestStep / 16;
        (double, double) logs = (0, 0);
        if (!TrySlope(place, logs, out (double, double) slope))
        {
            return false;
        }

        nodes?.Add(new BidNode(place, logs, slope));
        for (int count = 0; place > end && count < MostSteps; count++)
        {
            bool fits = TryStep(place, logs, slope, -step, out (double, double) next, out (double, double) nextSlope, out double error);
            if (fits && error <= Tolerance)
            {
                (place, logs, slope) = (place - step, next, nextSlope);
                nodes?.Add(new BidNode(place, logs, slope));
            }
            else if (step <= ShortestStep)
            {
                return false;
            }

            double factor = fits ? Math.Clamp(0.9 * Math.Pow(Tolerance / (error + 1e-30), 0.2), 0.2, 4) : 0.25;
            step = Math.Clamp(step * factor, ShortestStep, LongestStep);
        }

        return true;
    }

    /// <summary>d ln G_j / ds = r_j e^s / (a_i - b); false where a type has fallen to its bid.</summary>
    private bool TrySlope(double place, (double First, double Second) logs, out (double, double) slope)
    {
        double distance = Math.Exp(place), bid = _low + distance;
        double first = types.First.Quantile(Math.Exp(Math.Min(0, logs.First))) - bid;
        double second = types.Second.Quantile(Math.Exp(Math.Min(0, logs.Second))) - bid;
        slope = (shares.First * distance / second, shares.Second * distance / first);
        return first > 0 && second > 0;
    }

    /// <summary>One step of the pair of Dormand and Prince (1980), orders 5 and 4.</summary>
    private bool TryStep(
        double place,
        (double First, double Second) y,
        (double First, double Second) k1,
        double h,
        out (double First, double Second) next,
        out (double, double) slope,
        out double error)
    {
        (next, slope, error) = (y, k1, double.PositiveInfinity);
        Span<(double First, double Second)> k = [k1, default, default, default, default, default, default];
        for (int stage = 1; stage < 7; stage++)
        {
            next = y;
            for (int earlier = 0; earlier < stage; earlier++)
            {
                double weight = h * s_stages[stage - 1][earlier];
                next = (next.First + (weight * k[earlier].First), next.Second + (weight * k[earlier].Second));
            }

            if (!TrySlope(place + (h * s_places[stage - 1]), next, out k[stage]))
            {
                return false;
            }
        }

        (double first, double second) = (0, 0);
        for (int stage = 0; stage < 7; stage++)
        {
            first += h * s_errors[stage] * k[stage].First;
            second += h * s_errors[stage] * k[stage].Second;
        }

        (slope, error) = (k[6], Math.Max(Math.Abs(first), Math.Abs(second)));
        return true;
    }

    private static readonly double[] s_places = [1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1];

    private static readonly double[][] s_stages =
    [
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] s_errors =
        [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];
}
