using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// Checks ironed virtual types against their definition: at no virtual type does another price serve better than the
/// schedule's own. Without this the dual value would be no bound.
/// </summary>
internal static class PostedPrices
{
    private const int Prices = 96;

    /// <summary>By how much the best other price beats the schedule's, at most; negative or 0 where none does. In the unit of the types.</summary>
    /// <param name="levels">The schedules.</param>
    /// <param name="agent">The partner.</param>
    /// <param name="side">The side.</param>
    public static double LargestGain(VirtualLevels levels, int agent, Side side)
    {
        Distribution type = levels.Partnership.Agents[agent].Type;
        double weight = levels.Weights[agent];
        PricePoint[] candidates = [.. Candidates(type, side)];
        double[] costs = [.. candidates.Select(point => Cost(type, weight, side, point))];
        double worst = double.NegativeInfinity;
        foreach (double x in VirtualTypes(levels, agent, side))
        {
            PriceSchedule schedule = levels.Schedule(agent, side);
            double price = double.NaN;
            int step = schedule.StepAt(x);
            schedule.Evaluate(step, x, ref price, out double below, out _);
            PriceStep stretch = schedule.Steps[step];
            PricePoint own = stretch.IsFlat ? stretch.Start : new PricePoint(price, below, type.PartialMean(price));
            double value = Cost(type, weight, side, own) - (x * own.Below);
            for (int k = 0; k < candidates.Length; k++)
            {
                worst = Math.Max(worst, value - (costs[k] - (x * candidates[k].Below)));
            }
        }

        return worst;
    }

    /// <summary>The ends and the middle of every step within the window.</summary>
    private static IEnumerable<double> VirtualTypes(VirtualLevels levels, int agent, Side side)
    {
        double low = levels.Low;
        foreach (PriceStep step in levels.Schedule(agent, side).Steps)
        {
            double high = Math.Min(step.To, levels.High);
            if (high > low)
            {
                for (int k = 1; k < 8; k++)
                {
                    yield return low + (k * (high - low) / 8);
                }

                low = high;
            }
        }
    }

    private static IEnumerable<PricePoint> Candidates(Distribution type, Side side)
    {
        if (type.Atoms.Count > 0)
        {
            double below = 0;
            double mean = 0;
            foreach (Atom atom in type.Atoms)
            {
                (double upTo, double meanUpTo) = (below + atom.Probability, mean + (atom.Probability * atom.Value));
                yield return side == Side.Seller ? new PricePoint(atom.Value, upTo, meanUpTo) : new PricePoint(atom.Value, below, mean);
                (below, mean) = (upTo, meanUpTo);
            }

            yield break;
        }

        for (int piece = 0; piece + 1 < type.Knots.Count; piece++)
        {
            int count = Math.Max(4, Prices / (type.Knots.Count - 1));
            for (int k = 0; k <= count; k++)
            {
                double price = type.Knots[piece] + (k * (type.Knots[piece + 1] - type.Knots[piece]) / count);
                yield return new PricePoint(price, type.Cdf(price), type.PartialMean(price));
            }
        }
    }

    /// <summary>What the other side of the trade gives up at a price, so that the best price minimises cost less x times what lies below.</summary>
    private static double Cost(Distribution type, double weight, Side side, PricePoint point) => side == Side.Seller
        ? (weight * point.MeanBelow) + ((1 - weight) * point.Price * point.Below)
        : -(weight * (type.Mean - point.MeanBelow)) - ((1 - weight) * point.Price * (1 - point.Below));
}
