using System.Diagnostics;
using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>Builds expressions in simple form: constants folded, 0 and 1 absorbed, chains flat, signs in front.</summary>
/// <remarks>A result keeps no position, except that parts left as they were keep theirs.</remarks>
internal static class Simplification
{
    public static Expression Of(Expression expression) => expression switch
    {
        Constant or Reference => expression,
        Negation negation => Negate(Of(negation.Operand)),
        Sum sum => Add(sum.Terms.Select(Of)),
        Product product => Multiply(product.Factors.Select(Of)),
        Reciprocal reciprocal => Invert(Of(reciprocal.Operand), reciprocal.Position),
        Power power => Raise(Of(power.Base), Of(power.Exponent), power.Position),
        Application application => Apply(
            application.Function, [.. application.Arguments.Select(Of)], application.Position),
        Selection selection => Select(
            selection.Extreme, [.. selection.Arguments.Select(Of)], [.. selection.Branches.Select(Of)]),
        _ => throw new UnreachableException(),
    };

    public static Expression Negate(Expression operand) => operand switch
    {
        Constant constant => new Constant(-constant.Value),
        Negation negation => negation.Operand,
        _ => new Negation(operand),
    };

    public static Expression Add(params IEnumerable<Expression> terms)
    {
        List<Expression> kept = [];
        Rational constant = Rational.Zero;
        foreach (Expression term in terms.SelectMany(term => term is Sum inner ? inner.Terms : [term]))
        {
            Fold(ref constant, term, kept, Rational.Zero, static (left, right) => left + right);
        }

        return kept.Count switch
        {
            0 => new Constant(constant),
            1 when constant.IsZero => kept[0],
            _ when constant.IsZero => new Sum([.. kept]),
            _ => new Sum([.. kept, new Constant(constant)]),
        };
    }

    public static Expression Multiply(params IEnumerable<Expression> factors)
    {
        List<Expression> kept = [];
        Rational constant = Rational.One;
        foreach (Expression factor in factors.SelectMany(FactorsOf))
        {
            Fold(ref constant, factor, kept, Rational.One, static (left, right) => left * right);
        }

        if (constant.IsZero || kept.Count == 0)
        {
            return new Constant(constant);
        }

        Expression magnitude = constant.Abs() == Rational.One
            ? kept.Count == 1 ? kept[0] : new Product([.. kept])
            : new Product([new Constant(constant.Abs()), .. kept]);
        return constant.Sign < 0 ? new Negation(magnitude) : magnitude;
    }

    public static Expression Invert(Expression operand, int position = -1) => operand switch
    {
        Constant constant when !constant.Value.IsZero => new Constant(constant.Value.Reciprocal()),
        _ => new Reciprocal(operand) { Position = position },
    };

    public static Expression Raise(Expression @base, Expression exponent, int position = -1) => (@base, exponent) switch
    {
        (_, Constant { Value.IsZero: true }) => Constant.One,
        (_, Constant one) when one.Value == Rational.One => @base,
        (Constant one, _) when one.Value == Rational.One => Constant.One,
        _ => Evaluated(new Power(@base, exponent) { Position = position }),
    };

    public static Expression Apply(ElementaryFunction function, ExpressionList arguments, int position = -1) =>
        function.IsExtreme() && arguments.Count == 1
            ? arguments[0]
            : Evaluated(new Application(function, arguments) { Position = position });

    public static Expression Select(ElementaryFunction extreme, ExpressionList arguments, ExpressionList branches) =>
        branches.All(branches[0].Equals) ? branches[0] : Evaluated(new Selection(extreme, arguments, branches));

    /// <summary>Factors of a factor: a product falls apart, and a minus sign becomes the factor -1.</summary>
    private static IEnumerable<Expression> FactorsOf(Expression factor) => factor switch
    {
        Product product => product.Factors,
        Negation negation => FactorsOf(negation.Operand).Append(new Constant(-1)),
        _ => [factor],
    };

    /// <summary>Takes a part into the constant if it is one, or keeps it; a constant that would outgrow the limit is kept too.</summary>
    private static void Fold(
        ref Rational constant, Expression part, List<Expression> kept, Rational neutral, Func<Rational, Rational, Rational> join)
    {
        if (part is not Constant { Value: Rational value })
        {
            kept.Add(part);
        }
        else if (join(constant, value) is { BitLength: <= Expression.MaximumBits } joined)
        {
            constant = joined;
        }
        else
        {
            kept.Add(new Constant(constant));
            constant = join(neutral, value);
        }
    }

    /// <summary>The value, where all parts are constants and it is an exact number; otherwise the operation itself.</summary>
    private static Expression Evaluated(Expression operation)
    {
        if (operation.Parts.Any(part => part is not Constant))
        {
            return operation;
        }

        try
        {
            return new Constant(operation.EvaluateExactly(_ => throw new UnreachableException()));
        }
        catch (ExpressionValueException)
        {
            return operation;
        }
    }
}
