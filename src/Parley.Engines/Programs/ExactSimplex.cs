using System.Numerics;
using Parley.Certificates.Programs;
using Parley.Problems.Numbers;

namespace Parley.Engines.Programs;

/// <summary>
/// The simplex method in exact arithmetic, from a suggested basis: where the suggestion is right, it solves two systems
/// and proves the answer; otherwise it pivots on from there and always ends.
/// </summary>
/// <remarks>
/// Sources: Applegate, Cook, Dash and Espinoza, "Exact solutions to linear programming problems", 2007 (a basis from
/// doubles, proved in rationals); Chvatal, Linear Programming, chapters 3, 7 and 8; Bland, 1977. The entering column has
/// the largest reduced cost, but from a degenerate pivot until the next one that moves it is Bland's, so no basis
/// returns. Cost of a pivot: three exact solves and one product with every column.
/// </remarks>
internal sealed partial class ExactSimplex
{
    private readonly IntegerProgram _program;
    private readonly ScaledProgram _scaled;
    private readonly int[] _basis;
    private readonly bool[] _basic;
    private readonly CancellationToken _cancellation;
    private ExactBasis _factored;
    private FractionVector _values;
    private FractionVector _multipliers;
    private FractionVector _column;
    private bool _restoring;

    /// <summary>Factors the suggested basis, which is arranged, repaired and improved in place.</summary>
    /// <param name="program">The program in integers; an artificial column may be added to it.</param>
    /// <param name="scaled">The same program as the search saw it: it says in which units violations compare.</param>
    /// <param name="basis">As many distinct columns as rows.</param>
    /// <param name="cancellation">Stops the work.</param>
    public ExactSimplex(IntegerProgram program, ScaledProgram scaled, int[] basis, CancellationToken cancellation)
    {
        _program = program;
        _scaled = scaled;
        _basis = basis;
        _basic = new bool[program.VariableCount + program.RowCount + 1];
        _cancellation = cancellation;
        _factored = ExactBasis.Repair(program, basis);
        _values = _factored.Solve(program.Bounds, cancellation);
        _multipliers = _column = _values;
        foreach (int column in basis)
        {
            _basic[column] = true;
        }
    }

    /// <summary>Proves an answer.</summary>
    /// <param name="suggested">A column along which the objective may grow without end, or -1.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public LinearProgramAnswer Prove(int suggested)
    {
        if (!Restore())
        {
            return Infeasible();
        }

        int endless = Climb(suggested);
        return endless < 0 ? Optimal() : Unbounded(endless);
    }

    /// <summary>
    /// Phase 1. One artificial column, made so that its value 1 heals every violated variable at once, enters and is
    /// minimised.
    /// </summary>
    /// <returns>False where no point is feasible; the multipliers prove it.</returns>
    private bool Restore()
    {
        int[] violations = [.. Enumerable.Range(0, _basis.Length).Select(Violation)];
        int firstViolated = Array.FindIndex(violations, violation => violation != 0);
        if (firstViolated < 0)
        {
            return true;
        }

        _restoring = true;
        if (ViolationsAreMinimal(violations))
        {
            return false;
        }

        AddArtificial(violations);
        Replace(firstViolated, _program.Artificial);
        Climb(suggested: -1);
        _restoring = false;
        return !_basic[_program.Artificial];
    }

    /// <summary>
    /// The search ends an infeasible program where the sum of violations, in its own units, is least; then the
    /// multipliers of that sum prove it at once.
    /// </summary>
    private bool ViolationsAreMinimal(int[] violations)
    {
        var costs = new Rational[_basis.Length];
        for (int place = 0; place < costs.Length; place++)
        {
            costs[place] = -violations[place] * UnitOf(_basis[place]);
        }

        Rational factor = IntegerProgram.IntegerFactor(costs);
        BigInteger[] integers = Array.ConvertAll(costs, cost => (cost * factor).Numerator);
        _multipliers = _factored.SolveTransposed(integers, _cancellation);
        return ChooseEntering(byIndex: true) < 0;
    }

    /// <summary>What one unit of an integer column is worth in the search.</summary>
    private Rational UnitOf(int column) => column < _program.VariableCount
        ? _scaled.UnitOf(column)
        : _scaled.UnitOf(column) / _program.RowFactors[column - _program.VariableCount].Abs();

    /// <summary>The column is -B d with d minus the violated values, so that x - t B^-1 column = x + t d.</summary>
    private void AddArtificial(int[] violations)
    {
        var entries = new BigInteger[_basis.Length];
        for (int place = 0; place < _basis.Length; place++)
        {
            ReadOnlySpan<int> rows = _program.Columns.Indices(_basis[place]);
            ReadOnlySpan<BigInteger> values = _program.Columns.Values(_basis[place]);
            for (int k = 0; k < rows.Length && violations[place] != 0; k++)
            {
                entries[rows[k]] += values[k] * _values.Numerators[place];
            }
        }

        _program.AddArtificial(entries);
    }

    /// <summary>-1 where a basic variable is too small, 1 where it is too large, 0 where it is within its sign.</summary>
    private int Violation(int place)
    {
        int sign = _values.Numerators[place].Sign;
        return _program.Signs[_basis[place]] switch
        {
            ColumnSign.Nonnegative => Math.Min(sign, 0),
            ColumnSign.Zero => sign,
            _ => 0,
        };
    }

    /// <summary>
    /// Pivots from a feasible basis until no column is attractive, nothing stops the entering column, or the artificial
    /// column has left.
    /// </summary>
    /// <returns>The column that nothing stops, or -1.</returns>
    private int Climb(int suggested)
    {
        bool degenerate = false;
        while (!_restoring || _basic[_program.Artificial])
        {
            _cancellation.ThrowIfCancellationRequested();
            _multipliers = _factored.SolveTransposed(BasicCosts(), _cancellation);
            int entering = IsSuggestionAttractive(suggested) ? suggested : ChooseEntering(byIndex: degenerate);
            if (entering < 0)
            {
                return -1;
            }

            suggested = -1;
            _column = _factored.Solve(Entries(entering), _cancellation);
            int leaving = ChooseLeaving(ReducedCost(entering).Sign);
            if (leaving < 0)
            {
                return entering;
            }

            degenerate = _values.Numerators[leaving].IsZero;
            Replace(leaving, entering);
        }

        return -1;
    }

    private bool IsSuggestionAttractive(int column) =>
        column >= 0 && !_basic[column] && IsAttractive(column, ReducedCost(column));

    private BigInteger[] BasicCosts() => Array.ConvertAll(_basis, Cost);

    /// <summary>The coefficient of a column in what the phase maximises.</summary>
    private BigInteger Cost(int column)
    {
        if (_restoring)
        {
            return column == _program.Artificial ? BigInteger.MinusOne : BigInteger.Zero;
        }

        return column < _program.VariableCount ? _program.Objective[column] : BigInteger.Zero;
    }

    private int ChooseEntering(bool byIndex)
    {
        int best = -1;
        BigInteger largest = BigInteger.Zero;
        for (int column = 0; column < _program.Artificial; column++)
        {
            if (_basic[column] || _program.Signs[column] == ColumnSign.Zero)
            {
                continue;
            }

            BigInteger cost = ReducedCost(column);
            if (IsAttractive(column, cost) && BigInteger.Abs(cost) > largest)
            {
                (best, largest) = (column, BigInteger.Abs(cost));
                if (byIndex)
                {
                    break;
                }
            }
        }

        return best;
    }

    private bool IsAttractive(int column, BigInteger cost) => _program.Signs[column] switch
    {
        ColumnSign.Nonnegative => cost.Sign > 0,
        ColumnSign.Free => cost.Sign != 0,
        _ => false,
    };

    /// <summary>c - y a, times the positive denominator of the multipliers.</summary>
    private BigInteger ReducedCost(int column)
    {
        BigInteger cost = Cost(column) * _multipliers.Denominator;
        ReadOnlySpan<int> rows = _program.Columns.Indices(column);
        ReadOnlySpan<BigInteger> values = _program.Columns.Values(column);
        for (int k = 0; k < rows.Length; k++)
        {
            cost -= values[k] * _multipliers.Numerators[rows[k]];
        }

        return cost;
    }

    private BigInteger[] Entries(int column)
    {
        var entries = new BigInteger[_basis.Length];
        ReadOnlySpan<int> rows = _program.Columns.Indices(column);
        for (int k = 0; k < rows.Length; k++)
        {
            entries[rows[k]] = _program.Columns.Values(column)[k];
        }

        return entries;
    }

    /// <summary>
    /// The first basic variable to reach zero. Ties go to the artificial column, then to the smallest index.
    /// </summary>
    private int ChooseLeaving(int direction)
    {
        int best = -1;
        for (int place = 0; place < _basis.Length; place++)
        {
            if (Blocks(place, direction) && (best < 0 || LeavesBefore(place, best)))
            {
                best = place;
            }
        }

        return best;
    }

    private bool Blocks(int place, int direction) => _program.Signs[_basis[place]] switch
    {
        ColumnSign.Nonnegative => _column.Numerators[place].Sign * direction > 0,
        ColumnSign.Zero => !_column.Numerators[place].IsZero,
        _ => false,
    };

    private bool LeavesBefore(int place, int other)
    {
        BigInteger left = _values.Numerators[place] * BigInteger.Abs(_column.Numerators[other]);
        BigInteger right = _values.Numerators[other] * BigInteger.Abs(_column.Numerators[place]);
        int order = left.CompareTo(right);
        return order < 0 || (order == 0 && Precedence(_basis[place]) < Precedence(_basis[other]));
    }

    private int Precedence(int column) => column == _program.Artificial ? -1 : column;

    private void Replace(int leaving, int entering)
    {
        (_basic[_basis[leaving]], _basic[entering]) = (false, true);
        _basis[leaving] = entering;
        _factored = ExactBasis.Factor(_program, _basis);
        _values = _factored.Solve(_program.Bounds, _cancellation);
    }
}
