using System.Numerics;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Programs;

/// <summary>
/// A linear program in integers for the proof: every row and the objective are multiplied by the positive number that
/// makes their entries integers without a common factor, and at-least rows are negated. Variables keep their meaning.
/// </summary>
internal sealed class IntegerProgram
{
    private readonly Rational[] _rowFactors;
    private readonly BigInteger[] _bounds;
    private readonly BigInteger[] _objective;
    private readonly ColumnSign[] _signs;

    /// <summary>Converts a program. Cost: one pass over its entries.</summary>
    public IntegerProgram(LinearProgram program)
    {
        VariableCount = program.VariableCount;
        RowCount = program.RowCount;
        _signs = [.. ScaledProgram.SignsOf(program), ColumnSign.Nonnegative];
        _rowFactors = new Rational[RowCount];
        _bounds = new BigInteger[RowCount];
        Columns = ConvertRows(program).Transpose(VariableCount);
        for (int row = 0; row < RowCount; row++)
        {
            Columns.Add(row, BigInteger.One);
            Columns.EndLine();
        }

        ObjectiveFactor = IntegerFactor(program.Objective);
        _objective = new BigInteger[VariableCount];
        for (int variable = 0; variable < VariableCount; variable++)
        {
            _objective[variable] = Times(program.Objective[variable], ObjectiveFactor);
        }
    }

    /// <summary>The number of variables.</summary>
    public int VariableCount { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The column that <see cref="AddArtificial"/> adds, after variables and slacks.</summary>
    public int Artificial => VariableCount + RowCount;

    /// <summary>The columns of the variables, then the unit columns of the slacks, then perhaps the artificial one.</summary>
    public SparseLines<BigInteger> Columns { get; }

    /// <summary>The right-hand side.</summary>
    public ReadOnlySpan<BigInteger> Bounds => _bounds;

    /// <summary>The coefficient of each variable.</summary>
    public ReadOnlySpan<BigInteger> Objective => _objective;

    /// <summary>Which values a column may take.</summary>
    public ReadOnlySpan<ColumnSign> Signs => _signs;

    /// <summary>What the stated objective was multiplied by.</summary>
    public Rational ObjectiveFactor { get; }

    /// <summary>What each stated row was multiplied by; negative for at-least rows.</summary>
    public ReadOnlySpan<Rational> RowFactors => _rowFactors;

    /// <summary>Adds the artificial column, divided by its entries' common factor.</summary>
    public void AddArtificial(ReadOnlySpan<BigInteger> entries)
    {
        BigInteger common = BigInteger.Zero;
        foreach (BigInteger entry in entries)
        {
            common = BigInteger.GreatestCommonDivisor(common, entry);
        }

        for (int row = 0; row < entries.Length; row++)
        {
            if (!entries[row].IsZero)
            {
                Columns.Add(row, entries[row] / common);
            }
        }

        Columns.EndLine();
    }

    /// <summary>The positive number that makes all values integers without a common factor.</summary>
    public static Rational IntegerFactor(ReadOnlySpan<Rational> values)
    {
        (BigInteger divisor, BigInteger multiple) = (BigInteger.Zero, BigInteger.One);
        foreach (Rational value in values)
        {
            Absorb(value, ref divisor, ref multiple);
        }

        return Quotient(multiple, divisor);
    }

    private SparseLines<BigInteger> ConvertRows(LinearProgram program)
    {
        var rows = new SparseLines<BigInteger>(RowCount, 4 * RowCount);
        for (int index = 0; index < RowCount; index++)
        {
            Row row = program.Rows[index];
            Rational factor = IntegerFactor(row.Terms, row.Bound);
            factor = row.Relation == Relation.AtLeast ? -factor : factor;
            _rowFactors[index] = factor;
            _bounds[index] = Times(row.Bound, factor);
            foreach (Term term in row.Terms)
            {
                rows.Add(term.Index, Times(term.Value, factor));
            }

            rows.EndLine();
        }

        return rows;
    }

    private static BigInteger Times(Rational value, Rational factor) => (value * factor).Numerator;

    private static Rational IntegerFactor(ReadOnlySpan<Term> terms, Rational bound)
    {
        (BigInteger divisor, BigInteger multiple) = (BigInteger.Zero, BigInteger.One);
        Absorb(bound, ref divisor, ref multiple);
        foreach (Term term in terms)
        {
            Absorb(term.Value, ref divisor, ref multiple);
        }

        return Quotient(multiple, divisor);
    }

    /// <summary>Keeps the greatest divisor of all numerators and the least multiple of all denominators.</summary>
    private static void Absorb(Rational value, ref BigInteger divisor, ref BigInteger multiple)
    {
        if (!divisor.IsOne)
        {
            divisor = BigInteger.GreatestCommonDivisor(divisor, value.Numerator);
        }

        if (!value.IsInteger)
        {
            BigInteger denominator = value.Denominator;
            multiple *= denominator / BigInteger.GreatestCommonDivisor(multiple, denominator);
        }
    }

    private static Rational Quotient(BigInteger multiple, BigInteger divisor) =>
        divisor.IsZero ? Rational.One : new Rational(multiple, divisor);
}
