using System.Diagnostics;
using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>Evaluates in rationals, refusing what is irrational, undefined or too large to hold.</summary>
internal sealed class ExactEvaluation(Func<Reference, Rational> valueOf)
{
    public Rational ValueOf(Expression expression) => expression switch
    {
        Constant constant => constant.Value,
        Reference reference => valueOf(reference),
        Negation negation => -ValueOf(negation.Operand),
        Sum sum => Add(sum),
        Product product => Multiply(product),
        Reciprocal reciprocal => Divide(Rational.One, reciprocal),
        Power power => ExactPower.Raise(ValueOf(power.Base), ValueOf(power.Exponent), power.Position),
        Application application => Apply(application),
        Selection selection => ValueOf(selection.Branches[Extreme(selection.Extreme, selection.Arguments).Index]),
        _ => throw new UnreachableException(),
    };

    /// <summary>The value itself, where it is small enough.</summary>
    public static Rational Bounded(Rational value, int position) => value.BitLength <= Expression.MaximumBits
        ? value
        : throw TooLarge(position);

    public static ExpressionValueException TooLarge(int position) => new(
        ValueFailure.TooLarge, position, $"the exact result has more than {Expression.MaximumBits} bits");

    public static ExpressionValueException Undefined(int position, string what) =>
        new(ValueFailure.Undefined, position, what);

    public static ExpressionValueException Irrational(int position, string what) =>
        new(ValueFailure.Irrational, position, $"{what} is irrational: it has no exact value, only a decimal approximation");

    private Rational Add(Sum sum)
    {
        Rational total = Rational.Zero;
        foreach (Expression term in sum.Terms)
        {
            total = Bounded(total + ValueOf(term), sum.Position);
        }

        return total;
    }

    private Rational Multiply(Product product)
    {
        Rational total = Rational.One;
        foreach (Expression factor in product.Factors)
        {
            total = factor is Reciprocal divisor
                ? Divide(total, divisor)
                : Bounded(total * ValueOf(factor), product.Position);
        }

        return total;
    }

    private Rational Divide(Rational dividend, Reciprocal divisor)
    {
        Rational value = ValueOf(divisor.Operand);
        return value.IsZero
            ? throw Undefined(divisor.Position, "division by zero")
            : Bounded(dividend / value, divisor.Position);
    }

    private Rational Apply(Application application)
    {
        if (application.Function.IsExtreme())
        {
            return Extreme(application.Function, application.Arguments).Value;
        }

        Rational argument = ValueOf(application.Arguments[0]);
        return application.Function switch
        {
            ElementaryFunction.Abs => argument.Abs(),
            ElementaryFunction.Sign => argument.Sign,
            ElementaryFunction.Sqrt => ExactPower.SquareRoot(argument, application.Position),
            ElementaryFunction.Exp when argument.IsZero => Rational.One,
            ElementaryFunction.Log when argument == Rational.One => Rational.Zero,
            ElementaryFunction.Log when argument.Sign <= 0 =>
                throw Undefined(application.Position, $"the logarithm of {ExactPower.Show(argument)}, which is not positive"),
            _ => throw Irrational(application.Position, $"{application.Function.Name()}({ExactPower.Show(argument)})"),
        };
    }

    private (int Index, Rational Value) Extreme(ElementaryFunction function, ExpressionList arguments)
    {
        (int Index, Rational Value) best = (0, ValueOf(arguments[0]));
        for (int index = 1; index < arguments.Count; index++)
        {
            Rational value = ValueOf(arguments[index]);
            if (function == ElementaryFunction.Min ? value < best.Value : value > best.Value)
            {
                best = (index, value);
            }
        }

        return best;
    }
}
