namespace Parley.Engines.Programs;

/// <summary>
/// The triangular factors L and U of a basis, and a product of elementary matrices for the columns replaced since.
/// Columns are numbered by their pivot rows, so every solve works in place on one vector.
/// </summary>
/// <remarks>
/// Left-looking elimination in a <see cref="PivotOrder"/>, with threshold pivoting towards short rows. Sources: Chvatal,
/// Linear Programming, chapters 7 and 24 (the product form of the inverse); Gilbert and Peierls, 1988 (left-looking).
/// Cost of factoring: the entries and the multiplications, plus the square of the nucleus. Cost of a solve: the entries.
/// </remarks>
internal sealed class BasisFactors<T, TField>(int size, TField field)
    where TField : struct, IField<T>
{
    /// <summary>A pivot may be this much smaller than the largest candidate when its row is shorter.</summary>
    private const double Threshold = 0.1;

    private readonly PivotOrder _order = new(size);
    private readonly SparseLines<T> _lower = new(size, 2 * size);
    private readonly SparseLines<T> _upper = new(size, 2 * size);
    private readonly SparseLines<T> _updates = new(64, 4 * size);
    private readonly List<int> _lowerRows = [];
    private readonly List<(int Row, T Reciprocal)> _upperPivots = new(size);
    private readonly List<(int Row, T Reciprocal)> _updatePivots = [];
    private readonly T[] _work = new T[size];
    private readonly bool[] _pivoted = new bool[size];
    private readonly bool[] _touched = new bool[size];
    private readonly int[] _pattern = new int[size];
    private int _patternCount;

    /// <summary>How many columns were replaced since the last factorisation.</summary>
    public int UpdateCount => _updates.Count;

    /// <summary>How many entries the replaced columns brought; solves slow down with them.</summary>
    public int UpdateEntryCount => _updates.EntryCount;

    /// <summary>How many entries the triangular factors have.</summary>
    public int EntryCount => _lower.EntryCount + _upper.EntryCount;

    /// <summary>
    /// Factors a square matrix. <paramref name="pivotRows"/> receives each column's row, or -1 where the column
    /// depends on the others; the unit columns of the rows left over stand in for those.
    /// </summary>
    /// <returns>True where no column was left out.</returns>
    public bool Factor(SparseLines<T> columns, Span<int> pivotRows)
    {
        Forget();
        pivotRows.Fill(-1);
        _order.Compute(columns);
        int found = 0;
        int reaching = int.MaxValue; // the first line of L that a later column may need
        for (int step = 0; step < _order.Count; step++)
        {
            bool triangular = step < _order.TriangularCount;
            reaching = triangular ? reaching : Math.Min(reaching, _lower.Count);
            Scatter(columns, _order.Column(step));
            Eliminate(reaching);
            int row = triangular ? Accept(_order.Row(step)) : ChoosePivot();
            pivotRows[_order.Column(step)] = row;
            found += row >= 0 ? 1 : 0;
            reaching = row >= 0 ? reaching : 0; // a refusal breaks the triangle
            Store(row);
        }

        CompleteWithUnits();
        return found == size;
    }

    /// <summary>Solves B x = b in place; x is numbered by pivot rows.</summary>
    public void Solve(Span<T> vector)
    {
        for (int line = 0; line < _lower.Count; line++)
        {
            Subtract(vector, _lower, line, vector[_lowerRows[line]]);
        }

        for (int line = _upper.Count - 1; line >= 0; line--)
        {
            ApplyPivot(vector, _upper, line, _upperPivots[line]);
        }

        for (int line = 0; line < _updates.Count; line++)
        {
            ApplyPivot(vector, _updates, line, _updatePivots[line]);
        }
    }

    /// <summary>Solves B'y = c in place; c is numbered by pivot rows.</summary>
    public void SolveTransposed(Span<T> vector)
    {
        for (int line = _updates.Count - 1; line >= 0; line--)
        {
            (int row, T reciprocal) = _updatePivots[line];
            vector[row] = field.Multiply(reciprocal, Remainder(vector, _updates, line, row));
        }

        for (int line = 0; line < _upper.Count; line++)
        {
            (int row, T reciprocal) = _upperPivots[line];
            vector[row] = field.Multiply(reciprocal, Remainder(vector, _upper, line, row));
        }

        for (int line = _lower.Count - 1; line >= 0; line--)
        {
            vector[_lowerRows[line]] = Remainder(vector, _lower, line, _lowerRows[line]);
        }
    }

    /// <summary>
    /// Replaces the column of a pivot row by one whose solution <paramref name="solved"/> (B^-1 times the new column)
    /// is not zero there.
    /// </summary>
    public void Replace(int row, ReadOnlySpan<T> solved)
    {
        for (int k = 0; k < solved.Length; k++)
        {
            if (k != row && !field.IsZero(solved[k]))
            {
                _updates.Add(k, solved[k]);
            }
        }

        _updates.EndLine();
        _updatePivots.Add((row, field.Reciprocal(solved[row])));
    }

    private void Forget()
    {
        _lower.Clear();
        _upper.Clear();
        _updates.Clear();
        _lowerRows.Clear();
        _upperPivots.Clear();
        _updatePivots.Clear();
        Array.Clear(_pivoted);
    }

    private void Scatter(SparseLines<T> columns, int column)
    {
        _patternCount = 0;
        ReadOnlySpan<int> rows = columns.Indices(column);
        ReadOnlySpan<T> values = columns.Values(column);
        for (int k = 0; k < rows.Length; k++)
        {
            Touch(rows[k]);
            _work[rows[k]] = values[k];
        }
    }

    private void Touch(int row)
    {
        if (!_touched[row])
        {
            _touched[row] = true;
            _work[row] = field.Zero;
            _pattern[_patternCount++] = row;
        }
    }

    /// <summary>Applies the earlier columns of L from one on; before the nucleus none reaches a later column.</summary>
    private void Eliminate(int firstLine)
    {
        for (int line = firstLine; line < _lower.Count; line++)
        {
            int pivotRow = _lowerRows[line];
            if (!_touched[pivotRow] || field.IsZero(_work[pivotRow]))
            {
                continue;
            }

            foreach (int row in _lower.Indices(line))
            {
                Touch(row);
            }

            Subtract(_work, _lower, line, _work[pivotRow]);
        }
    }

    private int Accept(int row) => field.Magnitude(_work[row]) > 0 ? row : -1;

    private int ChoosePivot()
    {
        double largest = 0;
        foreach (int row in Pattern)
        {
            largest = _pivoted[row] ? largest : Math.Max(largest, field.Magnitude(_work[row]));
        }

        int best = -1;
        foreach (int row in Pattern)
        {
            bool allowed = !_pivoted[row] && largest > 0 && field.Magnitude(_work[row]) >= Threshold * largest;
            if (allowed && (best < 0 || _order.RowCount(row) < _order.RowCount(best)))
            {
                best = row;
            }
        }

        return best;
    }

    private ReadOnlySpan<int> Pattern => _pattern.AsSpan(0, _patternCount);

    /// <summary>Moves the worked column into U (rows with a pivot) and L (the others), and clears the workspace.</summary>
    private void Store(int pivotRow)
    {
        T reciprocal = pivotRow >= 0 ? field.Reciprocal(_work[pivotRow]) : field.Zero;
        int lowerBefore = _lower.EntryCount;
        foreach (int row in Pattern)
        {
            _touched[row] = false;
            if (pivotRow < 0 || row == pivotRow || field.IsZero(_work[row]))
            {
                continue;
            }

            if (_pivoted[row])
            {
                _upper.Add(row, _work[row]);
            }
            else
            {
                _lower.Add(row, field.Multiply(_work[row], reciprocal));
            }
        }

        if (pivotRow >= 0)
        {
            EndStep(pivotRow, reciprocal, hasLower: _lower.EntryCount > lowerBefore);
        }
    }

    private void EndStep(int pivotRow, T reciprocal, bool hasLower)
    {
        _pivoted[pivotRow] = true;
        _upper.EndLine();
        _upperPivots.Add((pivotRow, reciprocal));
        if (hasLower)
        {
            _lower.EndLine();
            _lowerRows.Add(pivotRow);
        }
    }

    private void CompleteWithUnits()
    {
        for (int row = 0; row < size; row++)
        {
            if (!_pivoted[row])
            {
                // The unit column of a row that never was a pivot passes through L unchanged.
                EndStep(row, field.One, hasLower: false);
            }
        }
    }

    private void ApplyPivot(Span<T> vector, SparseLines<T> lines, int line, (int Row, T Reciprocal) pivot)
    {
        if (!field.IsZero(vector[pivot.Row]))
        {
            vector[pivot.Row] = field.Multiply(vector[pivot.Row], pivot.Reciprocal);
            Subtract(vector, lines, line, vector[pivot.Row]);
        }
    }

    private void Subtract(Span<T> vector, SparseLines<T> lines, int line, T factor)
    {
        if (field.IsZero(factor))
        {
            return;
        }

        ReadOnlySpan<int> indices = lines.Indices(line);
        ReadOnlySpan<T> values = lines.Values(line);
        for (int k = 0; k < indices.Length; k++)
        {
            vector[indices[k]] = field.MinusProduct(vector[indices[k]], values[k], factor);
        }
    }

    private T Remainder(Span<T> vector, SparseLines<T> lines, int line, int row)
    {
        T rest = vector[row];
        ReadOnlySpan<int> indices = lines.Indices(line);
        ReadOnlySpan<T> values = lines.Values(line);
        for (int k = 0; k < indices.Length; k++)
        {
            rest = field.MinusProduct(rest, values[k], vector[indices[k]]);
        }

        return rest;
    }
}
