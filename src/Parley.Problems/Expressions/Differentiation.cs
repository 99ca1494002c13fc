using System.Diagnostics;
using static Parley.Problems.Expressions.Simplification;

namespace Parley.Problems.Expressions;

/// <summary>Derivatives of simplified expressions with respect to one name, by the rules of calculus.</summary>
internal sealed class Differentiation(Reference variable)
{
    public Expression DerivativeOf(Expression expression) => expression switch
    {
        Constant => Constant.Zero,
        Reference reference => reference.Name == variable.Name ? Constant.One : Constant.Zero,
        Negation negation => Negate(DerivativeOf(negation.Operand)),
        Sum sum => Add(sum.Terms.Select(DerivativeOf)),
        Product product => OfProduct([.. product.Factors]),
        Reciprocal reciprocal => OfReciprocal(reciprocal),
        Power power => OfPower(power),
        Application extreme when extreme.Function.IsExtreme() => OfExtreme(extreme.Function, extreme.Arguments, extreme.Arguments),
        Application application => OfFunction(application, application.Arguments[0]),
        Selection selection => OfExtreme(selection.Extreme, selection.Arguments, selection.Branches),
        _ => throw new UnreachableException(),
    };

    /// <summary>(u v)' = u' v + u v', by halves, so that n factors give order n log n parts rather than n squared.</summary>
    private Expression OfProduct(ReadOnlySpan<Expression> factors)
    {
        if (factors.Length == 1)
        {
            return DerivativeOf(factors[0]);
        }

        int half = factors.Length / 2;
        Expression left = OfProduct(factors[..half]);
        Expression right = OfProduct(factors[half..]);
        return Add(
            Multiply([left, .. factors[half..]]),
            Multiply([.. factors[..half], right]));
    }

    /// <summary>(1/u)' = -u'/u^2.</summary>
    private Expression OfReciprocal(Reciprocal reciprocal)
    {
        Expression square = Raise(reciprocal.Operand, new Constant(2), reciprocal.Position);
        return Negate(Multiply(DerivativeOf(reciprocal.Operand), Invert(square, reciprocal.Position)));
    }

    /// <summary>(u^v)' = v u^(v-1) u' + u^v log(u) v'.</summary>
    private Expression OfPower(Power power)
    {
        (Expression u, Expression v) = (power.Base, power.Exponent);
        Expression slope = Multiply(v, Raise(u, Add(v, new Constant(-1)), power.Position), DerivativeOf(u));
        Expression growth = Multiply(power, Apply(ElementaryFunction.Log, [u], power.Position), DerivativeOf(v));
        return Add(slope, growth);
    }

    private Expression OfExtreme(ElementaryFunction extreme, ExpressionList arguments, ExpressionList branches) =>
        Select(extreme, arguments, [.. branches.Select(DerivativeOf)]);

    private Expression OfFunction(Application application, Expression argument)
    {
        Expression outer = application.Function switch
        {
            ElementaryFunction.Exp => application,
            ElementaryFunction.Log => Invert(argument, application.Position),
            ElementaryFunction.Sqrt => Multiply(new Constant(new(1, 2)), Invert(application, application.Position)),
            ElementaryFunction.Abs => Apply(ElementaryFunction.Sign, [argument], application.Position),
            _ => Constant.Zero,
        };
        return Multiply(outer, DerivativeOf(argument));
    }
}
