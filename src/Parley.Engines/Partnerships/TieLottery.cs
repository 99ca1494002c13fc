using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// Finds a lottery over orders under which the parts tied at a level get the asset there as often as they should. What orders
/// can do is a polytope whose vertices are the orders themselves; what should be done is a box. Wolfe's method finds the
/// shortest difference between a point of the one and a point of the other, with an oracle that sorts.
/// </summary>
/// <remarks>
/// Orders that never put a partner's lower types before the higher reach all that is monotone, since an objective can be
/// ironed before it is sorted. Source: the design of tie-breaking rules in Loertscher and Marx, online appendix B.4; Wolfe,
/// "Finding the nearest point in a polytope", 1976. Cost: at most about as many rounds as parts are tied, each a dense solve.
/// </remarks>
internal sealed class TieLottery
{
    private const int MostRounds = 1000;

    /// <summary>How often the residual of a solve is solved for again.</summary>
    private const int Refinements = 3;

    /// <summary>A squared distance below this is rounding.</summary>
    private const double Rounding = 1e-31;

    /// <summary>A part is small if it has less than this of the largest part's types.</summary>
    private const double SmallPart = 1e-3;

    /// <summary>
    /// With small parts, the powers of their probability by which they count, one after another. A small part moves a large one as little
    /// as it is small, which the rounding of what small parts miss would drown if they counted alike from the start.
    /// </summary>
    private static readonly double[] s_powers = [1, 0.75, 0.5, 0.25, 0];

    /// <summary>A squared distance below this is rounding, where small parts count little.</summary>
    private const double SmallestRounding = 1e-50;

    /// <summary>A chance this far outside its bounds is rounding.</summary>
    private const double SmallestMiss = 1e-13;

    /// <summary>A direction of which less than this is new depends on the others.</summary>
    private const double Dependent = 1e-14;

    /// <summary>An order of a smaller weight is dropped.</summary>
    private const double SmallestWeight = 1e-15;

    private readonly TiedLevel _level;
    private readonly TieTarget[] _targets;
    private readonly bool _splits;
    private readonly double[] _masses;
    private readonly double[] _units;
    private readonly List<Corner> _corners = [];
    private readonly List<double[]> _points = [];
    private readonly List<double[]> _axes = [];
    private readonly List<double[]> _columns = [];
    private double[] _weights = [];

    private TieLottery(TiedLevel level, TieTarget[] targets, bool splits)
    {
        (_level, _targets, _splits) = (level, targets, splits);
        _masses = [.. level.Parts.Select(part => part.UpTo - part.Below)];
        _units = [.. _masses.Select(_ => 1.0)];
    }

    /// <summary>The lottery; orders are positions in the level's list of parts. Partners are split only where that is needed.</summary>
    /// <param name="level">What is tied.</param>
    /// <param name="targets">For each tied part, between which bounds the chance must lie.</param>
    public static IReadOnlyList<(int[] Order, double Probability)> Find(TiedLevel level, TieTarget[] targets)
    {
        var whole = new TieLottery(level, targets, splits: false);
        whole.Run();
        if (whole.Miss() <= SmallestMiss || level.Parts.DistinctBy(part => part.Agent).Count() == level.Parts.Count)
        {
            return whole.Orders();
        }

        var split = new TieLottery(level, targets, splits: true);
        split.Run();
        return split.Orders();
    }

    /// <summary>Orders that were found with several goals are one.</summary>
    private (int[] Order, double Probability)[] Orders() => [.. _corners.Zip(_weights)
        .GroupBy(pair => string.Join(' ', pair.First.Order))
        .Select(group => (group.First().First.Order, group.Sum(pair => pair.Second)))
        .Where(pair => pair.Item2 > SmallestWeight)];

    /// <summary>By how much a chance misses its bounds, at most.</summary>
    private double Miss()
    {
        double[] sum = new double[_targets.Length];
        var chances = new double[_targets.Length];
        for (int h = 0; h < _corners.Count; h++)
        {
            _level.Chances(_corners[h].Order, chances);
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += _weights[h] * chances[k];
            }
        }

        return sum.Select((chance, k) => _targets[k].Miss(chance)).Max();
    }

    private void Run()
    {
        Add(First());
        _weights = [1];
        foreach (double power in _masses.Min() < SmallPart * _masses.Max() ? s_powers : [0])
        {
            CountBy(power);
            ReduceToAffineMinimum();
            Approach(power > 0 ? SmallestRounding : Rounding);
        }

        if (AffineMinimum() is { } polished && polished.All(weight => weight >= 0))
        {
            _weights = polished;
        }
    }

    /// <summary>Wolfe's method, from the corners that there are.</summary>
    private void Approach(double rounding)
    {
        double[] distance = Combine(_weights);
        for (int round = 0; round < MostRounds && Dot(distance, distance) > rounding; round++)
        {
            Corner corner = Best(distance);
            double[] point = Point(corner);
            double improvement = Dot(distance, distance) - Dot(distance, point);
            if (improvement <= 1e-16 * (Dot(distance, distance) + Math.Sqrt(Dot(point, point) * Dot(distance, distance))) || _corners.Any(corner.Equals))
            {
                break;
            }

            Add(corner);
            _weights = [.. _weights, 0];
            if (!ReduceToAffineMinimum())
            {
                break;
            }

            distance = Combine(_weights);
        }
    }

    /// <summary>From now on what a part misses counts as a power of its probability.</summary>
    private void CountBy(double power)
    {
        double largest = _masses.Max();
        for (int k = 0; k < _units.Length; k++)
        {
            _units[k] = Math.Pow(_masses[k] / largest, power);
        }

        for (int h = 0; h < _corners.Count; h++)
        {
            _points[h] = Point(_corners[h]);
        }

        _axes.Clear();
        _columns.Clear();
    }

    /// <summary>Partners as they are listed, and of what should be done what is nearest.</summary>
    private Corner First()
    {
        int[] order = [.. Enumerable.Range(0, _targets.Length).OrderBy(k => _level.Parts[k].Agent).ThenByDescending(k => _level.Parts[k].Part)];
        var chances = new double[order.Length];
        _level.Chances(order, chances);
        return new Corner(order, [.. chances.Select((chance, k) => Math.Clamp(chance, _targets[k].AtLeast, _targets[k].AtMost))]);
    }

    /// <summary>The order and the goals whose difference goes furthest against a distance.</summary>
    private Corner Best(double[] distance)
    {
        double[] ironed = Ironed(distance);
        int[] order = [.. Enumerable.Range(0, ironed.Length)
            .OrderBy(k => ironed[k]).ThenBy(k => _level.Parts[k].Agent).ThenByDescending(k => _level.Parts[k].Part)];
        return new Corner(order, [.. distance.Select((far, k) => far > 0 ? _targets[k].AtMost : _targets[k].AtLeast)]);
    }

    /// <summary>
    /// The distance in units of a part's probability, made to fall from each partner's lower parts to the higher by averages over
    /// neighbouring parts; over all of them where partners are not split.
    /// </summary>
    private double[] Ironed(double[] distance)
    {
        List<(int Agent, int Count, double Mass, double Sum)> blocks = [];
        for (int k = 0; k < distance.Length; k++)
        {
            blocks.Add((_level.Parts[k].Agent, 1, _masses[k], _units[k] * distance[k]));
            while (blocks.Count > 1 && blocks[^2].Agent == blocks[^1].Agent
                && (!_splits || blocks[^1].Sum / blocks[^1].Mass >= blocks[^2].Sum / blocks[^2].Mass))
            {
                var (low, high) = (blocks[^2], blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (low.Agent, low.Count + high.Count, low.Mass + high.Mass, low.Sum + high.Sum);
            }
        }

        return [.. blocks.SelectMany(block => Enumerable.Repeat(block.Sum / block.Mass, block.Count))];
    }

    /// <summary>Walks to the nearest point of the affine hull, dropping corners whose weight would become negative.</summary>
    /// <returns>False where rounding cannot tell the last corner from a mixture of the others, which are kept.</returns>
    private bool ReduceToAffineMinimum()
    {
        while (true)
        {
            if (AffineMinimum() is not { } goal)
            {
                int dependent = _axes.Count + 1;
                bool isLast = dependent == _corners.Count - 1;
                int[] others = [.. Enumerable.Range(0, _corners.Count).Where(h => h != dependent)];
                double rest = others.Sum(h => _weights[h]);
                Keep(others, [.. others.Select(h => _weights[h] / rest)]);
                if (isLast)
                {
                    return false;
                }

                continue;
            }

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
                return true;
            }
        }
    }

    /// <summary>Weights summing to 1, perhaps negative, of the point of the affine hull nearest to the target.</summary>
    /// <returns>Null where the points are not affinely independent.</returns>
    /// <remarks>
    /// By orthogonal directions from the first point: orders that differ in small parts only are nearly parallel, and inner
    /// products of theirs would lose twice the digits.
    /// </remarks>
    private double[]? AffineMinimum()
    {
        int size = _points.Count - 1;
        if (!IsIndependent())
        {
            return null;
        }

        double[] weights = [.. Enumerable.Repeat(1.0 / _points.Count, _points.Count)];
        for (int refinement = 0; refinement < Refinements; refinement++)
        {
            double[] residual = Combine(weights);
            var steps = new double[size];
            for (int row = size - 1; row >= 0; row--)
            {
                double sum = -Dot(_axes[row], residual);
                for (int column = row + 1; column < size; column++)
                {
                    sum -= _columns[column][row] * steps[column];
                }

                steps[row] = sum / _columns[row][row];
                weights[row + 1] += steps[row];
            }

            weights[0] = 1 - weights.Skip(1).Sum();
        }

        return weights;
    }

    /// <summary>
    /// Extends the orthogonal axes, and the triangle that mixes the directions from the first point to the others of them, to the points that were
    /// added; false where directions depend.
    /// </summary>
    private bool IsIndependent()
    {
        for (int column = _axes.Count; column < _points.Count - 1; column++)
        {
            double[] rest = [.. _points[column + 1]];
            Subtract(rest, _points[0], 1);
            double length = Math.Sqrt(Dot(rest, rest));
            double[] parts = new double[column + 1];

            // Twice, since what rounding leaves of the axes in the rest grows as the rest shrinks.
            for (int row = 0; row < 2 * column; row++)
            {
                double part = Dot(_axes[row % column], rest);
                parts[row % column] += part;
                Subtract(rest, _axes[row % column], part);
            }

            parts[column] = Math.Sqrt(Dot(rest, rest));
            if (!(parts[column] > Dependent * length))
            {
                return false;
            }

            _columns.Add(parts);
            _axes.Add([.. rest.Select(coordinate => coordinate / parts[column])]);
        }

        return true;
    }

    private static void Subtract(double[] from, double[] axis, double factor)
    {
        for (int k = 0; k < from.Length; k++)
        {
            from[k] -= factor * axis[k];
        }
    }

    /// <summary>Keeps some points; the axes of those before the first that goes stay what they are.</summary>
    private void Keep(int[] kept, double[] weights)
    {
        int same = kept.TakeWhile((h, k) => h == k).Count();
        int axes = Math.Min(_axes.Count, Math.Max(0, same - 1));
        _axes.RemoveRange(axes, _axes.Count - axes);
        _columns.RemoveRange(axes, _columns.Count - axes);
        Corner[] corners = [.. kept.Select(h => _corners[h])];
        double[][] points = [.. kept.Select(h => _points[h])];
        _corners.Clear();
        _points.Clear();
        _corners.AddRange(corners);
        _points.AddRange(points);
        _weights = weights;
    }

    private void Add(Corner corner)
    {
        _corners.Add(corner);
        _points.Add(Point(corner));
    }

    /// <summary>By how much an order misses each goal, times what the part counts; 0 where any chance will do.</summary>
    private double[] Point(Corner corner)
    {
        var chances = new double[corner.Order.Length];
        _level.Chances(corner.Order, chances);
        for (int k = 0; k < chances.Length; k++)
        {
            chances[k] = _targets[k].IsFree ? 0 : _units[k] * (chances[k] - corner.Goals[k]);
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

/// <summary>An order, and a point of the box of what should be done.</summary>
/// <param name="Order">Positions of parts, the first in line first.</param>
/// <param name="Goals">For each part, a chance between its bounds.</param>
internal sealed record Corner(int[] Order, double[] Goals)
{
    /// <inheritdoc/>
    public bool Equals(Corner? other) => other is not null && Order.AsSpan().SequenceEqual(other.Order) && Goals.AsSpan().SequenceEqual(other.Goals);

    /// <inheritdoc/>
    public override int GetHashCode() => Order.Length;
}

/// <summary>The bounds between which a tied part's chance of the asset must lie.</summary>
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
