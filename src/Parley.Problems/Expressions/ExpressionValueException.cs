namespace Parley.Problems.Expressions;

/// <summary>Why an expression has no exact value.</summary>
public enum ValueFailure
{
    /// <summary>The value exists but is irrational, as <c>sqrt(2)</c>: evaluate in floating point instead.</summary>
    Irrational,

    /// <summary>There is no value: division by zero, the logarithm of a nonpositive number, the root of a negative one.</summary>
    Undefined,

    /// <summary>The value, or the expression itself, is larger than the limits of <see cref="Expression"/>.</summary>
    TooLarge,
}

/// <summary>An expression has no exact value, or none that is small enough to write.</summary>
public sealed class ExpressionValueException : ArithmeticException
{
    internal ExpressionValueException(ValueFailure failure, int position, string message)
        : base(message) => (Failure, Position) = (failure, position);

    /// <summary>Which of the three.</summary>
    public ValueFailure Failure { get; }

    /// <summary>The <see cref="Expression.Position"/> of the operation that failed.</summary>
    public int Position { get; }

    internal static ExpressionValueException TooComplex() => new(
        ValueFailure.TooLarge,
        -1,
        $"the expression has more than {Expression.MaximumSize} parts or nests them more than {Expression.MaximumDepth} deep");
}
