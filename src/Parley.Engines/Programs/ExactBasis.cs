using System.Numerics;

namespace Parley.Engines.Programs;

/// <summary>
/// A basis of an integer program, factored modulo a prime, with exact solutions by p-adic lifting: each step of a solve
/// gives one more digit of the solution in base p, until the fractions behind the digits are determined.
/// </summary>
/// <remarks>
/// Sources: Dixon, 1982; Cook and Steffy, "Solving very sparse rational systems of equations", 2011. A basis that is
/// nonsingular modulo a prime is nonsingular. Cost of a solve: (digits of the answer) times (entries of the factors),
/// plus the square of the digits for each unknown; there is no growth of intermediate fractions.
/// </remarks>
internal sealed class ExactBasis
{
    /// <summary>Digits computed before the first attempt to read the fractions; a power of two, doubled until they can be read.</summary>
    private const int FirstDigits = 4;

    /// <summary>Bits that a residual may take in the fast path, with room left for its sign.</summary>
    private const int NarrowBits = 124;

    private const int DigitBits = 31;

    private readonly SparseLines<BigInteger> _columns;
    private readonly BasisFactors<uint, PrimeField> _factors;
    private readonly PrimeField _field;
    private readonly BigInteger _largestEntry;
    private readonly int _size;
    private SparseLines<Int128>? _narrowColumns;

    private ExactBasis(IntegerProgram program, int[] basis, PrimeField field, out bool complete)
    {
        _size = basis.Length;
        _field = field;
        _columns = new SparseLines<BigInteger>(_size, 4 * _size);
        _factors = new BasisFactors<uint, PrimeField>(_size, field);
        complete = FactorModuloPrime(program, basis);
        program.Columns.Select(basis, _columns);
        for (int column = 0; column < _size; column++)
        {
            foreach (BigInteger entry in _columns.Values(column))
            {
                _largestEntry = BigInteger.Max(_largestEntry, BigInteger.Abs(entry));
            }
        }
    }

    /// <summary>
    /// Factors a suggested basis, arranged by pivot rows; where its columns are dependent (also: modulo the prime
    /// only), slacks replace some of them, so that the result is nonsingular in any case.
    /// </summary>
    public static ExactBasis Repair(IntegerProgram program, int[] basis) =>
        new(program, basis, PrimeField.Largest, out _);

    /// <summary>Factors a basis known to be nonsingular, arranged by pivot rows; primes that divide its determinant are passed over.</summary>
    public static ExactBasis Factor(IntegerProgram program, int[] basis)
    {
        for (PrimeField field = PrimeField.Largest; ; field = field.Next())
        {
            int[] arranged = [.. basis];
            var factored = new ExactBasis(program, arranged, field, out bool complete);
            if (complete)
            {
                arranged.CopyTo(basis, 0);
                return factored;
            }
        }
    }

    /// <summary>The x with B x = <paramref name="bounds"/>; x is numbered like the basis.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FractionVector Solve(ReadOnlySpan<BigInteger> bounds, CancellationToken cancellation) =>
        Lift(bounds, transposed: false, cancellation);

    /// <summary>The y with B'y = <paramref name="costs"/>; costs are numbered like the basis.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FractionVector SolveTransposed(ReadOnlySpan<BigInteger> costs, CancellationToken cancellation) =>
        Lift(costs, transposed: true, cancellation);

    private bool FactorModuloPrime(IntegerProgram program, int[] basis)
    {
        var residues = new SparseLines<uint>(_size, 4 * _size);
        foreach (int column in basis)
        {
            ReadOnlySpan<int> rows = program.Columns.Indices(column);
            ReadOnlySpan<BigInteger> values = program.Columns.Values(column);
            for (int k = 0; k < rows.Length; k++)
            {
                uint residue = _field.Residue(values[k]);
                if (residue != 0)
                {
                    residues.Add(rows[k], residue);
                }
            }

            residues.EndLine();
        }

        var pivotRows = new int[_size];
        bool complete = _factors.Factor(residues, pivotRows);
        Basis.Arrange(basis, pivotRows, new int[_size], program.VariableCount);
        return complete;
    }

    private FractionVector Lift(ReadOnlySpan<BigInteger> target, bool transposed, CancellationToken cancellation)
    {
        BigInteger largest = Largest(target);
        long sumBits = _largestEntry.GetBitLength() + DigitBits + BitOperations.Log2((uint)_size + 1) + 1;
        if (Math.Max(sumBits, largest.GetBitLength() + 1) > NarrowBits)
        {
            return Lift(_columns, target, largest, transposed, cancellation);
        }

        _narrowColumns ??= _columns.Convert(value => (Int128)value);
        return Lift(_narrowColumns, target, largest, transposed, cancellation);
    }

    /// <remarks>One text for residuals in 128 bits and, where these do not suffice, of any length.</remarks>
    private FractionVector Lift<TInteger>(
        SparseLines<TInteger> columns,
        ReadOnlySpan<BigInteger> target,
        BigInteger largestTarget,
        bool transposed,
        CancellationToken cancellation)
        where TInteger : IBinaryInteger<TInteger>
    {
        var residual = new TInteger[_size];
        for (int k = 0; k < _size; k++)
        {
            residual[k] = TInteger.CreateChecked(target[k]);
        }

        var digits = new List<uint[]>();
        var powers = new List<BigInteger> { _field.Prime }; // p, p^2, p^4, ...: one for each doubling of the digits
        for (int goal = 1; ; goal *= 2, powers.Add(powers[^1] * powers[^1]))
        {
            while (digits.Count < goal)
            {
                cancellation.ThrowIfCancellationRequested();
                digits.Add(NextDigit(columns, residual, transposed));
            }

            if (goal >= FirstDigits
                && FractionVector.TryReconstruct(_size, unknown => Join(digits, unknown, powers), powers[^1], out FractionVector solution)
                && IsDetermined(solution, largestTarget, powers[^1]))
            {
                return solution;
            }
        }
    }

    /// <summary>The next digit of every unknown; the residual becomes what the digits so far leave, divided by p.</summary>
    private uint[] NextDigit<TInteger>(SparseLines<TInteger> columns, TInteger[] residual, bool transposed)
        where TInteger : IBinaryInteger<TInteger>
    {
        var digit = new uint[_size];
        for (int k = 0; k < _size; k++)
        {
            digit[k] = _field.Residue(residual[k]);
        }

        if (transposed)
        {
            _factors.SolveTransposed(digit);
        }
        else
        {
            _factors.Solve(digit);
        }

        SubtractProduct(columns, digit, residual, transposed);
        var prime = TInteger.CreateTruncating(_field.Prime);
        for (int k = 0; k < _size; k++)
        {
            residual[k] /= prime;
        }

        return digit;
    }

    private static void SubtractProduct<TInteger>(
        SparseLines<TInteger> columns, uint[] digit, TInteger[] residual, bool transposed)
        where TInteger : IBinaryInteger<TInteger>
    {
        for (int column = 0; column < residual.Length; column++)
        {
            ReadOnlySpan<int> rows = columns.Indices(column);
            ReadOnlySpan<TInteger> values = columns.Values(column);
            for (int k = 0; k < rows.Length; k++)
            {
                (int into, int from) = transposed ? (column, rows[k]) : (rows[k], column);
                if (digit[from] != 0)
                {
                    residual[into] -= values[k] * TInteger.CreateTruncating(digit[from]);
                }
            }
        }
    }

    /// <summary>Joins the digits of an unknown, neighbours first: base p, then p^2, p^4, ...</summary>
    private static BigInteger Join(List<uint[]> digits, int unknown, List<BigInteger> powers)
    {
        var parts = new BigInteger[digits.Count];
        for (int place = 0; place < parts.Length; place++)
        {
            parts[place] = digits[place][unknown];
        }

        for (int count = parts.Length / 2, level = 0; count > 0; count /= 2, level++)
        {
            for (int pair = 0; pair < count; pair++)
            {
                parts[pair] = parts[2 * pair] + (powers[level] * parts[(2 * pair) + 1]);
            }
        }

        return parts[0];
    }

    /// <summary>
    /// With fractions Y / d, both sides of B Y = d b agree modulo p^k; they are equal where neither can reach half of it.
    /// </summary>
    private bool IsDetermined(FractionVector solution, BigInteger largestTarget, BigInteger modulus)
    {
        BigInteger left = _size * _largestEntry * Largest(solution.Numerators);
        return left + (solution.Denominator * largestTarget) < modulus;
    }

    private static BigInteger Largest(ReadOnlySpan<BigInteger> values)
    {
        BigInteger largest = BigInteger.Zero;
        foreach (BigInteger value in values)
        {
            largest = BigInteger.Max(largest, BigInteger.Abs(value));
        }

        return largest;
    }
}
