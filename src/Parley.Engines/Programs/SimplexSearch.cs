namespace Parley.Engines.Programs;

/// <summary>
/// The revised simplex method in doubles: it finds a basis that is probably optimal, or probably shows that there is no
/// optimum. What it finds is a suggestion; <see cref="ExactSimplex"/> proves it or goes on from it.
/// </summary>
/// <remarks>
/// Phase 1 minimises the sum of infeasibilities from any basis (Maros, Computational Techniques of the Simplex Method,
/// 2003, chapter 9); pricing is devex (Forrest and Goldfarb, 1992); the ratio test is Harris' (1973); stalling is broken
/// by perturbing the right-hand side. Cost of an iteration: two passes over the matrix and a few solves; no allocation.
/// </remarks>
internal sealed partial class SimplexSearch
{
    /// <summary>How negative a nonnegative variable may be; right-hand sides are near 1.</summary>
    private const double FeasibilityTolerance = 1e-9;

    /// <summary>The smallest reduced cost worth following; costs are near 1.</summary>
    private const double CostTolerance = 1e-9;

    /// <summary>The smallest entry of a solved column that may become a pivot.</summary>
    private const double PivotTolerance = 1e-8;

    /// <summary>How far the right-hand side moves, at least, to break a tie; well above the feasibility tolerance.</summary>
    private const double Perturbation = 1e-6;

    /// <summary>How many columns may be replaced between factorisations.</summary>
    private const int UpdateLimit = 64;

    /// <summary>How many perturbations are tried before a stall is left to the exact method.</summary>
    private const int PerturbationLimit = 4;

    private readonly ScaledProgram _program;
    private readonly int _rowCount;
    private readonly int _variableCount;
    private readonly BasisFactors<double, DoubleField> _factors;
    private readonly SparseLines<double> _basisColumns;
    private readonly int[] _pivotRows;
    private readonly int[] _scratch;
    private readonly int[] _basis;
    private readonly bool[] _basic;
    private readonly double[] _bounds;
    private readonly double[] _values;
    private readonly double[] _column;
    private readonly double[] _multipliers;
    private readonly double[] _pivotRow;
    private readonly double[] _reducedCosts;
    private readonly double[] _pivotEntries;
    private readonly double[] _weights;
    private readonly bool[] _barred;
    private readonly double[] _breakpoints;
    private readonly int[] _breakpointRows;
    private readonly Random _random = new(1973);
    private bool _feasible;
    private int _stalled;
    private int _perturbations;
    private bool _perturbed;

    /// <summary>Prepares a search from a basis; the list is arranged and improved in place.</summary>
    public SimplexSearch(ScaledProgram program, int[] basis)
    {
        _program = program;
        _basis = basis;
        _rowCount = program.RowCount;
        _variableCount = program.VariableCount;
        int columnCount = _rowCount + _variableCount;
        _factors = new(_rowCount, default);
        _basisColumns = new(_rowCount, 4 * _rowCount);
        (_pivotRows, _scratch, _breakpointRows) = (new int[_rowCount], new int[_rowCount], new int[_rowCount]);
        (_bounds, _values, _column) = (program.Bounds.ToArray(), new double[_rowCount], new double[_rowCount]);
        (_multipliers, _pivotRow, _breakpoints) = (new double[_rowCount], new double[_rowCount], new double[_rowCount]);
        (_reducedCosts, _pivotEntries) = (new double[columnCount], new double[columnCount]);
        (_weights, _basic, _barred) = (new double[columnCount], new bool[columnCount], new bool[columnCount]);
    }

    /// <summary>
    /// Improves the basis until no column is attractive or the iteration limit is reached. Afterwards the basis is
    /// nonsingular up to rounding.
    /// </summary>
    /// <returns>The column along which the objective seemed to grow without end, or -1.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public int Run(CancellationToken cancellation)
    {
        int iterationLimit = 1000 + (50 * (_rowCount + _variableCount));
        ResetWeights();
        Refactor();
        for (int iteration = 0; iteration < iterationLimit; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            RefactorWhenDue();
            PrepareMultipliers();
            int entering = ChooseEntering();
            if (entering >= 0)
            {
                SolveColumn(entering);
                int leaving = ChooseLeaving(_reducedCosts[entering] > 0 ? 1 : -1, out double step);
                if (leaving >= 0 && Math.Abs(_column[leaving]) >= PivotTolerance)
                {
                    Pivot(entering, leaving, step);
                    continue;
                }

                if (leaving < 0 && _feasible && IsSettled())
                {
                    return entering;
                }

                _barred[entering] = true;
            }
            else if (IsSettled())
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>An end counts only with fresh factors and the true right-hand side; otherwise these are restored.</summary>
    private bool IsSettled()
    {
        if (_factors.UpdateCount == 0 && !_perturbed)
        {
            return true;
        }

        if (_perturbed)
        {
            _program.Bounds.CopyTo(_bounds);
            _perturbed = false;
        }

        Refactor();
        return false;
    }

    private void RefactorWhenDue()
    {
        bool slow = _factors.UpdateEntryCount > 3 * (_factors.EntryCount + _rowCount);
        if (_factors.UpdateCount >= UpdateLimit || (slow && _factors.UpdateCount >= UpdateLimit / 4))
        {
            Refactor();
        }
    }

    private void Refactor()
    {
        _program.Columns.Select(_basis, _basisColumns);
        _factors.Factor(_basisColumns, _pivotRows);
        Basis.Arrange(_basis, _pivotRows, _scratch, _variableCount);
        Array.Clear(_basic);
        Array.Clear(_barred);
        foreach (int column in _basis)
        {
            _basic[column] = true;
        }

        _bounds.CopyTo(_values, 0);
        _factors.Solve(_values);
    }

    private void SolveColumn(int column)
    {
        Array.Clear(_column);
        AddColumn(_column, column, 1);
        _factors.Solve(_column);
    }

    private void AddColumn(double[] vector, int column, double factor)
    {
        ReadOnlySpan<int> rows = _program.Columns.Indices(column);
        ReadOnlySpan<double> values = _program.Columns.Values(column);
        for (int k = 0; k < rows.Length; k++)
        {
            vector[rows[k]] += factor * values[k];
        }
    }

    private void Pivot(int entering, int leaving, double step)
    {
        UpdateWeights(entering, leaving);
        for (int row = 0; row < _rowCount; row++)
        {
            _values[row] -= step * _column[row];
        }

        _values[leaving] = step;
        _factors.Replace(leaving, _column);
        (_basic[_basis[leaving]], _basic[entering]) = (false, true);
        _basis[leaving] = entering;
        Array.Clear(_barred);
        _stalled = Math.Abs(step) > FeasibilityTolerance ? 0 : _stalled + 1;
        if (_stalled > 20 + (_rowCount / 10) && _perturbations < PerturbationLimit)
        {
            Perturb();
        }
    }

    /// <summary>Moves the basic variables that are tied at zero apart, by moving the right-hand side.</summary>
    private void Perturb()
    {
        for (int row = 0; row < _rowCount; row++)
        {
            bool tied = Math.Abs(_values[row]) <= FeasibilityTolerance;
            if (tied && _program.Signs[_basis[row]] == ColumnSign.Nonnegative)
            {
                double shift = Perturbation * (1 + _random.NextDouble());
                _values[row] += shift;
                AddColumn(_bounds, _basis[row], shift);
            }
        }

        _perturbed = true;
        _perturbations++;
        _stalled = 0;
    }
}
