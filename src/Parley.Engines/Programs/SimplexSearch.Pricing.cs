namespace Parley.Engines.Programs;

/// <content>Which column enters: multipliers, reduced costs and devex weights.</content>
internal sealed partial class SimplexSearch
{
    /// <summary>
    /// Computes the multipliers of the phase: of the objective where every basic variable is within its sign, otherwise
    /// of minus the sum of infeasibilities.
    /// </summary>
    private void PrepareMultipliers()
    {
        bool wasFeasible = _feasible;
        _feasible = true;
        for (int row = 0; row < _rowCount; row++)
        {
            int violated = Violation(row);
            _multipliers[row] = -violated;
            _feasible &= violated == 0;
        }

        if (_feasible != wasFeasible)
        {
            ResetWeights();
        }

        for (int row = 0; _feasible && row < _rowCount; row++)
        {
            _multipliers[row] = _basis[row] < _variableCount ? _program.Objective[_basis[row]] : 0;
        }

        _factors.SolveTransposed(_multipliers);
    }

    /// <summary>-1 where a basic variable is too small, 1 where it is too large, 0 where it is within its sign.</summary>
    private int Violation(int row) => (_program.Signs[_basis[row]], _values[row]) switch
    {
        (ColumnSign.Free, _) => 0,
        (_, < -FeasibilityTolerance) => -1,
        (ColumnSign.Zero, > FeasibilityTolerance) => 1,
        _ => 0,
    };

    private int ChooseEntering()
    {
        ReducedCosts();
        int best = -1;
        double bestScore = 0;
        for (int column = 0; column < _reducedCosts.Length; column++)
        {
            double cost = _reducedCosts[column];
            double score = cost * cost;
            if (score > bestScore * _weights[column] && IsAttractive(column, cost))
            {
                (best, bestScore) = (column, score / _weights[column]);
            }
        }

        return best;
    }

    private bool IsAttractive(int column, double cost) => !_basic[column] && !_barred[column]
        && _program.Signs[column] switch
        {
            ColumnSign.Nonnegative => cost > CostTolerance,
            ColumnSign.Free => Math.Abs(cost) > CostTolerance,
            _ => false,
        };

    private void ReducedCosts()
    {
        if (_feasible)
        {
            _program.Objective.CopyTo(_reducedCosts);
        }
        else
        {
            _reducedCosts.AsSpan(0, _variableCount).Clear();
        }

        _reducedCosts.AsSpan(_variableCount).Clear();
        AddRows(_reducedCosts, _multipliers, -1);
    }

    /// <summary>Adds factor * multipliers' * (A, I).</summary>
    private void AddRows(double[] destination, double[] multipliers, double factor)
    {
        for (int row = 0; row < _rowCount; row++)
        {
            double multiplier = factor * multipliers[row];
            if (multiplier == 0)
            {
                continue;
            }

            destination[_variableCount + row] += multiplier;
            ReadOnlySpan<int> columns = _program.Rows.Indices(row);
            ReadOnlySpan<double> values = _program.Rows.Values(row);
            for (int k = 0; k < columns.Length; k++)
            {
                destination[columns[k]] += multiplier * values[k];
            }
        }
    }

    private void ResetWeights() => Array.Fill(_weights, 1);

    /// <summary>Devex: a column's weight is at least its entry in the pivot row, measured by the entering weight.</summary>
    private void UpdateWeights(int entering, int leaving)
    {
        Array.Clear(_pivotRow);
        _pivotRow[leaving] = 1;
        _factors.SolveTransposed(_pivotRow);
        Array.Clear(_pivotEntries);
        AddRows(_pivotEntries, _pivotRow, 1);
        double pivot = _column[leaving];
        double unit = _weights[entering] / (pivot * pivot);
        for (int column = 0; column < _weights.Length; column++)
        {
            double entry = _pivotEntries[column];
            _weights[column] = Math.Max(_weights[column], entry * entry * unit);
        }

        _weights[_basis[leaving]] = Math.Max(unit, 1);
    }
}
