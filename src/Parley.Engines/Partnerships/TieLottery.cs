using Parley.Engines.Numerics;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// Finds a lottery over hierarchies under which partners tied at a level get the asset there as often as they should. What
/// hierarchies can do is a base polytope whose vertices are the hierarchies themselves; the lottery is found by Wolfe's
/// method for the point of a polytope nearest to a target, whose oracle sorts.
/// </summary>
/// <remarks>
/// Source: the design of tie-breaking rules in Loertscher and Marx, online appendix B.4; Wolfe, "Finding the nearest point in
/// a polytope", 1976. Cost: at most about as many rounds as partners are tied, each a dense solve.
/// </remarks>
internal sealed class TieLottery
{
    private const int MostRounds = 1000;

    private const int Polishes = 3;

    /// <summary>A squared distance below this is rounding.</summary>
    private const double Rounding = 1e-31;

    /// <summary>A chance this far outside its bounds is rounding.</summary>
    private const double SmallestMiss = 1e-13;

    /// <summary>A hierarchy of a smaller weight is dropped.</summary>
    private const double SmallestWeight = 1e-15;

    private readonly TiedLevel _level;
    private readonly double[] _targets;
    private readonly double[] _masses;
    private readonly List<int[]> _orders = [];
    private readonly List<double[]> _points = [];

    /// <summary>The inner products of each point with those before it and with itself.</summary>
    private readonly List<double[]> _products = [];
    private double[] _weights = [];

    private TieLottery(TiedLevel level, double[] targets)
    {
        (_level, _targets) = (level, targets);
        _masses = [.. level.UpTo.Zip(level.Below, (upTo, below) => upTo - below)];
    }

    /// <summary>The lottery; orders are positions in the level's list of partners.</summary>
    /// <param name="level">Who is tied.</param>
    /// <param name="targets">For each tied partner, between which bounds the chance must lie.</param>
    /// <remarks>Bounds that a lottery without them violates become equations, one after another.</remarks>
    public static IReadOnlyList<(int[] Order, double Probability)> Find(TiedLevel level, TieTarget[] targets)
    {
        double[] exact = [.. targets.Select(target => target.AtLeast == target.AtMost ? target.AtLeast : double.NaN)];
        while (true)
        {
            var lottery = new TieLottery(level, exact);
            lottery.Run();
            double[] chances = lottery.Chances();
            int worst = Enumerable.Range(0, chances.Length).MaxBy(k => double.IsNaN(exact[k]) ? targets[k].Miss(chances[k]) : 0);
            if (!double.IsNaN(exact[worst]) || targets[worst].Miss(chances[worst]) <= SmallestMiss)
            {
                return [.. lottery._orders.Zip(lottery._weights).Where(pair => pair.Second > SmallestWeight)];
            }

            exact[worst] = chances[worst] < targets[worst].AtLeast ? targets[worst].AtLeast : targets[worst].AtMost;
        }
    }

    private double[] Chances()
    {
        var sum = new double[_targets.Length];
        var chances = new double[_targets.Length];
        for (int h = 0; h < _orders.Count; h++)
        {
            _level.Chances(_orders[h], chances);
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += _weights[h] * chances[k];
            }
        }

        return sum;
    }

    private void Run()
    {
        Add(Enumerable.Range(0, _level.Agents.Length).ToArray());
        _weights = [1];
        double[] distance = Combine(_weights);
        for (int round = 0; round < MostRounds && Dot(distance, distance) > Rounding; round++)
        {
            int[] order = [.. Enumerable.Range(0, distance.Length).OrderBy(k => distance[k])];
            double[] point = Point(order);
            double improvement = Dot(distance, distance) - Dot(distance, point);
            if (improvement <= 1e-16 * (Dot(distance, distance) + Math.Sqrt(Dot(point, point) * Dot(distance, distance))) || _orders.Any(known => known.AsSpan().SequenceEqual(order)))
            {
                break;
            }

            Add(order);
            _weights = [.. _weights, 0];
            ReduceToAffineMinimum();
            distance = Combine(_weights);
        }

        double[] polished = AffineMinimum(Polishes);
        _weights = polished.All(weight => weight >= 0) ? polished : _weights;
    }

    /// <summary>Walks to the nearest point of the affine hull, dropping hierarchies whose weight would become negative.</summary>
    private void ReduceToAffineMinimum()
    {
        while (true)
        {
            double[] goal = AffineMinimum(1);
            double step = 1;
            for (int h = 0; h < goal.Length; h++)
            {
                if (goal[h] < 0)
                {
                    step = Math.Min(step, _weights[h] / (_weights[h] - goal[h]));
                }
            }

            double[] moved = [.. _weights.Zip(goal, (from, to) => Math.Max(0, from + (step * (to - from))))];
            int[] kept = [.. Enumerable.Range(0, goal.Length).Where(h => step >= 1 ? goal[h] > 0 : moved[h] > 0 && !(goal[h] < 0 && moved[h] <= 1e-300))];
            if (step < 1 && kept.Length == goal.Length)
            {
                kept = [.. kept.Where(h => h != Enumerable.Range(0, goal.Length).MinBy(k => moved[k]))];
            }

            double sum = kept.Sum(h => moved[h]);
            Keep(kept, [.. kept.Select(h => moved[h] / sum)]);
            if (step >= 1)
            {
                return;
            }
        }
    }

    /// <summary>Weights summing to 1, perhaps negative, of the point of the affine hull nearest to the target.</summary>
    /// <param name="refinements">How often the residual is solved for again: once to search, more to end.</param>
    private double[] AffineMinimum(int refinements)
    {
        int count = _points.Count;
        int size = count + 1;
        double[] weights = [.. Enumerable.Repeat(1.0 / count, count)];
        for (int refinement = 0; refinement < refinements; refinement++)
        {
            double[] residual = Combine(weights);
            var matrix = new double[size * size];
            var right = new double[size];
            for (int h = 0; h < count; h++)
            {
                for (int k = 0; k < count; k++)
                {
                    matrix[(h * size) + k] = k <= h ? _products[h][k] : _products[k][h];
                }

                matrix[(h * size) + count] = matrix[(count * size) + h] = 1;
                right[h] = -Dot(_points[h], residual);
            }

            right[count] = 1 - weights.Sum();
            if (!DenseMatrix.Solve(matrix, right, new double[size]))
            {
                return weights;
            }

            weights = [.. weights.Select((weight, h) => weight + right[h])];
        }

        return weights;
    }

    private void Keep(int[] kept, double[] weights)
    {
        int[][] orders = [.. kept.Select(h => _orders[h])];
        double[][] points = [.. kept.Select(h => _points[h])];
        double[][] products = [.. kept.Select((h, place) => kept.Take(place + 1).Select(k => _products[h][k]).ToArray())];
        _orders.Clear();
        _points.Clear();
        _products.Clear();
        _orders.AddRange(orders);
        _points.AddRange(points);
        _products.AddRange(products);
        _weights = weights;
    }

    private void Add(int[] order)
    {
        double[] point = Point(order);
        _orders.Add(order);
        _points.Add(point);
        _products.Add([.. _points.Select(other => Dot(point, other))]);
    }

    /// <summary>How far a hierarchy misses each target, in probability of the whole event; 0 where any chance will do.</summary>
    private double[] Point(int[] order)
    {
        var chances = new double[order.Length];
        _level.Chances(order, chances);
        for (int k = 0; k < chances.Length; k++)
        {
            chances[k] = double.IsNaN(_targets[k]) ? 0 : _masses[k] * (chances[k] - _targets[k]);
        }

        return chances;
    }

    private double[] Combine(double[] weights)
    {
        var sum = new double[_targets.Length];
        for (int h = 0; h < weights.Length; h++)
        {
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += weights[h] * _points[h][k];
            }
        }

        return sum;
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}

/// <summary>The bounds between which a tied partner's chance of the asset must lie.</summary>
/// <param name="AtLeast">The lower bound.</param>
/// <param name="AtMost">The upper bound.</param>
internal readonly record struct TieTarget(double AtLeast, double AtMost)
{
    /// <summary>Any chance will do.</summary>
    public static TieTarget Free { get; } = new(0, 1);

    /// <summary>True where any chance will do.</summary>
    public bool IsFree => AtLeast <= 0 && AtMost >= 1;

    /// <summary>By how much a chance misses the bounds.</summary>
    public double Miss(double chance) => Math.Max(0, Math.Max(AtLeast - chance, chance - AtMost));
}
