using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>A number.</summary>
public sealed record Constant(Rational Value) : Expression([])
{
    /// <summary>The number 0.</summary>
    public static Constant Zero { get; } = new(Rational.Zero);

    /// <summary>The number 1.</summary>
    public static Constant One { get; } = new(Rational.One);
}

/// <summary>A named quantity: <c>price</c>, or a dotted path such as <c>buyer.value</c>.</summary>
/// <param name="Name">The whole path, as written.</param>
public sealed record Reference(string Name) : Expression([])
{
    /// <summary>The names between the points: <c>buyer</c> and <c>value</c>.</summary>
    public IReadOnlyList<string> Path => Name.Split('.');
}

/// <summary>The opposite number of the operand.</summary>
public sealed record Negation : Expression
{
    internal Negation(Expression operand)
        : base([operand])
    {
    }

    /// <summary>What is negated.</summary>
    public Expression Operand => Parts[0];
}

/// <summary>The sum of its terms; a term that is subtracted is a <see cref="Negation"/> or a negative constant.</summary>
public sealed record Sum : Expression
{
    internal Sum(ExpressionList terms)
        : base(terms)
    {
    }

    /// <summary>Two terms or more.</summary>
    public ExpressionList Terms => Parts;
}

/// <summary>The product of its factors; a factor that divides is a <see cref="Reciprocal"/>.</summary>
public sealed record Product : Expression
{
    internal Product(ExpressionList factors)
        : base(factors)
    {
    }

    /// <summary>Two factors or more.</summary>
    public ExpressionList Factors => Parts;
}

/// <summary>1 divided by the operand.</summary>
public sealed record Reciprocal : Expression
{
    internal Reciprocal(Expression operand)
        : base([operand])
    {
    }

    /// <summary>The divisor.</summary>
    public Expression Operand => Parts[0];
}

/// <summary>A base raised to an exponent; 0^0 is 1.</summary>
public sealed record Power : Expression
{
    internal Power(Expression @base, Expression exponent)
        : base([@base, exponent])
    {
    }

    /// <summary>What is raised.</summary>
    public Expression Base => Parts[0];

    /// <summary>The exponent.</summary>
    public Expression Exponent => Parts[1];
}

/// <summary>A function applied to arguments.</summary>
public sealed record Application : Expression
{
    internal Application(ElementaryFunction function, ExpressionList arguments)
        : base(arguments) => Function = function;

    /// <summary>The function.</summary>
    public ElementaryFunction Function { get; }

    /// <summary>One argument, or any number from one for <c>min</c> and <c>max</c>.</summary>
    public ExpressionList Arguments => Parts;
}

/// <summary>
/// The branch that belongs to the smallest (or largest) argument, the first of them in a tie: the derivative of
/// <c>min</c> (or <c>max</c>). Prints as <c>min(x -> 1, y -> 0)</c>.
/// </summary>
public sealed record Selection : Expression
{
    internal Selection(ElementaryFunction extreme, ExpressionList arguments, ExpressionList branches)
        : base([.. arguments, .. branches]) => Extreme = extreme;

    /// <summary><see cref="ElementaryFunction.Min"/> or <see cref="ElementaryFunction.Max"/>.</summary>
    public ElementaryFunction Extreme { get; }

    /// <summary>The arguments compared.</summary>
    public ExpressionList Arguments => [.. Parts.Take(Parts.Count / 2)];

    /// <summary>One value per argument.</summary>
    public ExpressionList Branches => [.. Parts.Skip(Parts.Count / 2)];
}
