namespace Parley.Engines.Coalitions;

/// <summary>
/// A point near the central path: the positive unknowns in one vector (chances of the columns and their losses,
/// scales, slacks of the incentive constraints, excesses of the types over their warranted claims) and the free ones
/// behind them (worths of the states, theta).
/// </summary>
internal sealed class PathPoint
{
    private readonly double[] _unknowns;
    private readonly int _columns;
    private readonly int _scales;
    private readonly int _types;
    private readonly int _states;

    /// <summary>A point of zeros, or a direction.</summary>
    public PathPoint(WarrantSystem system)
    {
        _columns = system.ColumnCount;
        _scales = system.ScaleCount;
        _types = system.Types.Count;
        _states = system.Subgame.States.Count;
        PositiveCount = (2 * _columns) + (2 * _scales);
        _unknowns = new double[PositiveCount + _states + 1];
    }

    private PathPoint(PathPoint other)
    {
        (_columns, _scales, _types, _states, PositiveCount) = (other._columns, other._scales, other._types, other._states, other.PositiveCount);
        _unknowns = [.. other._unknowns];
    }

    /// <summary>The same point, to stay where it is.</summary>
    public PathPoint Copy() => new(this);

    /// <summary>How many of the unknowns must stay positive; they come first.</summary>
    public int PositiveCount { get; }

    /// <summary>All unknowns.</summary>
    public Span<double> All => _unknowns;

    /// <summary>The probabilities mu(d | t), by column.</summary>
    public Span<double> Chances => _unknowns.AsSpan(0, _columns);

    /// <summary>p(t) times what a decision's virtual worth lacks to W(t), by column.</summary>
    public Span<double> Losses => _unknowns.AsSpan(_columns, _columns);

    /// <summary>The weights lambda, then the multipliers alpha.</summary>
    public Span<double> Scales => _unknowns.AsSpan(2 * _columns, _scales);

    /// <summary>nu: what a type gets beyond its warranted claim, by type; then the slacks of the incentive constraints. The partners of <see cref="Scales"/>.</summary>
    public Span<double> Partners => _unknowns.AsSpan((2 * _columns) + _scales, _scales);

    /// <summary>The excesses alone.</summary>
    public Span<double> Excesses => Partners[.._types];

    /// <summary>The slacks alone.</summary>
    public Span<double> Slacks => Partners[_types..];

    /// <summary>p(t) W(t), by state.</summary>
    public Span<double> Worths => _unknowns.AsSpan(PositiveCount, _states);

    /// <summary>theta, which removes the redundancy of the warrant equations.</summary>
    public double Theta
    {
        get => _unknowns[^1];
        set => _unknowns[^1] = value;
    }

    /// <summary>Adds a multiple of a direction.</summary>
    public void Add(PathPoint direction, double length)
    {
        for (int k = 0; k < _unknowns.Length; k++)
        {
            _unknowns[k] += length * direction._unknowns[k];
        }
    }

    /// <summary>How far the positive unknowns can follow a direction until one reaches zero.</summary>
    public double RoomAlong(PathPoint direction)
    {
        double room = double.PositiveInfinity;
        for (int k = 0; k < PositiveCount; k++)
        {
            if (direction._unknowns[k] < 0)
            {
                room = Math.Min(room, -_unknowns[k] / direction._unknowns[k]);
            }
        }

        return room;
    }

    /// <summary>
    /// The inner product of two directions at this point, each positive unknown measured relative to its size: scales
    /// of very different magnitude count alike.
    /// </summary>
    public double RelativeProduct(PathPoint left, PathPoint right)
    {
        double sum = 0;
        for (int k = 0; k < PositiveCount; k++)
        {
            sum += left._unknowns[k] * right._unknowns[k] / (_unknowns[k] * _unknowns[k]);
        }

        return sum;
    }
}
