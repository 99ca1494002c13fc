using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>
/// A formula over named quantities, such as <c>own + ben.common / 2</c>: immutable, equal by structure, and readable
/// from text by <see cref="Parse"/>.
/// </summary>
/// <remarks>
/// <para>The cases are closed: <see cref="Constant"/>, <see cref="Reference"/>, <see cref="Negation"/>,
/// <see cref="Sum"/>, <see cref="Product"/>, <see cref="Reciprocal"/>, <see cref="Power"/>, <see cref="Application"/> and,
/// in derivatives only, <see cref="Selection"/>. A chain of terms or factors is one node, so that long formulas are
/// wide rather than deep.</para>
/// <para>No expression is deeper than <see cref="MaximumDepth"/> or larger than <see cref="MaximumSize"/>, whatever
/// text it came from: every walk over one may recurse and ends soon.</para>
/// </remarks>
public abstract record Expression
{
    /// <summary>Characters that a text may have.</summary>
    public const int MaximumLength = 10_000;

    /// <summary>Parentheses, calls and exponents that a text may nest.</summary>
    public const int MaximumNesting = 80;

    /// <summary>Nodes on a path from the root to a leaf: every walk fits on a thread with a megabyte of stack.</summary>
    public const int MaximumDepth = 200;

    /// <summary>Nodes altogether, a shared one counted as often as it occurs.</summary>
    public const int MaximumSize = 250_000;

    /// <summary>Bits that numerator and denominator of an exact result may take together.</summary>
    public const int MaximumBits = 4_096;

    private readonly int _depth = 1;
    private readonly int _size = 1;

    private protected Expression(ExpressionList parts)
    {
        Parts = parts;
        long size = 1;
        foreach (Expression part in parts)
        {
            _depth = Math.Max(_depth, part._depth + 1);
            size += part._size;
        }

        if (_depth > MaximumDepth || size > MaximumSize)
        {
            throw ExpressionValueException.TooComplex();
        }

        _size = (int)size;
    }

    /// <summary>The operands, in the order in which they are written.</summary>
    public ExpressionList Parts { get; }

    /// <summary>
    /// Where this part stands in the text that it was read from (0-based, in characters): its operator, function name
    /// or first character; -1 where it was derived. It takes no part in equality.
    /// </summary>
    public int Position { get; init; } = -1;

    /// <summary>The distinct names used, in order of appearance, each where it appears first.</summary>
    public IReadOnlyList<Reference> References => ReferenceWalk.Over(this);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">At most <see cref="MaximumLength"/> characters, nested at most <see cref="MaximumNesting"/> deep.</param>
    /// <exception cref="ExpressionSyntaxException">The text is no expression: what was found, where, and the mend.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(text).ParseAll();
    }

    /// <summary>The exact value.</summary>
    /// <param name="valueOf">The value of each name; called at every occurrence.</param>
    /// <exception cref="ExpressionValueException">
    /// The value is irrational, undefined or beyond <see cref="MaximumBits"/>.
    /// </exception>
    public Rational EvaluateExactly(Func<Reference, Rational> valueOf) => new ExactEvaluation(valueOf).ValueOf(this);

    /// <summary>
    /// The value in floating point; infinite or not a number where IEEE 754 says so. To evaluate many times,
    /// <see cref="Compile"/> once.
    /// </summary>
    /// <param name="valueOf">The value of each name; called once per name.</param>
    public double Evaluate(Func<Reference, double> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        IReadOnlyList<Reference> order = References;
        return Compile(order)(order.Select(valueOf).ToArray());
    }

    /// <summary>A function that evaluates in floating point, a few nanoseconds per operation, without allocating.</summary>
    /// <param name="order">The names whose values the function takes, in order; it may list more than occur.</param>
    /// <exception cref="ArgumentException">A name that occurs is not in <paramref name="order"/>, or one is there twice.</exception>
    public CompiledExpression Compile(IReadOnlyList<Reference> order) => new Compilation(order).Compile(this);

    /// <summary>
    /// The partial derivative, simplified. At a kink <c>min</c> and <c>max</c> follow their first argument among those
    /// that attain the value, and <c>abs</c> has slope 0.
    /// </summary>
    /// <exception cref="ExpressionValueException">The derivative outgrows <see cref="MaximumSize"/> or <see cref="MaximumDepth"/>.</exception>
    public Expression Differentiate(Reference variable) => new Differentiation(variable).DerivativeOf(Simplify());

    /// <summary>
    /// An expression with the same value, constants folded where they fold exactly, and 0 and 1 absorbed. A product
    /// with the factor 0 becomes 0 even where another factor is undefined.
    /// </summary>
    public Expression Simplify() => Simplification.Of(this);

    /// <summary>
    /// The text, with no more parentheses than needed. <see cref="Parse"/> reads it back to an expression of equal
    /// value, except for a <see cref="Selection"/> or a sign, which occur in derivatives only, and as far as the text
    /// is no longer than <see cref="MaximumLength"/>.
    /// </summary>
    public sealed override string ToString() => Printing.Write(this);

    /// <summary>Equality of structure; positions do not matter.</summary>
    public virtual bool Equals(Expression? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && _size == other._size
        && Parts.Equals(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Parts);
}
