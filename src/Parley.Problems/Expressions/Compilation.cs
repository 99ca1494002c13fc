using System.Diagnostics;

namespace Parley.Problems.Expressions;

/// <summary>Turns an expression into nested delegates that evaluate in floating point.</summary>
internal sealed class Compilation
{
    private readonly Dictionary<string, int> _slots = [];

    public Compilation(IReadOnlyList<Reference> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        for (int slot = 0; slot < order.Count; slot++)
        {
            if (!_slots.TryAdd(order[slot].Name, slot))
            {
                throw new ArgumentException($"the name '{order[slot].Name}' is listed twice; list it once", nameof(order));
            }
        }
    }

    public CompiledExpression Compile(Expression expression) => expression switch
    {
        Constant constant => Fixed(constant.Value.ToDouble()),
        Reference reference => Load(reference),
        Negation negation => Negated(Compile(negation.Operand)),
        Sum sum => Added(sum.Terms),
        Product product => Multiplied(product.Factors),
        Reciprocal reciprocal => Inverted(Compile(reciprocal.Operand)),
        Power { Exponent: Constant { Value: var two } } square when two == 2 => Squared(Compile(square.Base)),
        Power power => Raised(Compile(power.Base), Compile(power.Exponent)),
        Application extreme when extreme.Function.IsExtreme() => Extreme(extreme.Function, CompileAll([.. extreme.Arguments])),
        Application application => Applied(application.Function, Compile(application.Arguments[0])),
        Selection selection => Selected(
            selection.Extreme, CompileAll([.. selection.Arguments]), CompileAll([.. selection.Branches])),
        _ => throw new UnreachableException(),
    };

    /// <summary>A plain loop: sequences of the library would put three more frames on the stack at every level.</summary>
    private CompiledExpression[] CompileAll(Expression[] expressions)
    {
        var compiled = new CompiledExpression[expressions.Length];
        for (int part = 0; part < compiled.Length; part++)
        {
            compiled[part] = Compile(expressions[part]);
        }

        return compiled;
    }

    private CompiledExpression Load(Reference reference)
    {
        if (!_slots.TryGetValue(reference.Name, out int slot))
        {
            throw new ArgumentException(
                $"the expression uses '{reference.Name}', which the order does not list; list every name of References");
        }

        return values => values[slot];
    }

    private static CompiledExpression Fixed(double value) => _ => value;

    private static CompiledExpression Negated(CompiledExpression operand) => values => -operand(values);

    private static CompiledExpression Inverted(CompiledExpression operand) => values => 1 / operand(values);

    private static CompiledExpression Squared(CompiledExpression @base) => values =>
    {
        double value = @base(values);
        return value * value;
    };

    private static CompiledExpression Raised(CompiledExpression @base, CompiledExpression exponent) =>
        values => Math.Pow(@base(values), exponent(values));

    /// <summary>Terms from left to right; two of them, the usual case, without a loop.</summary>
    private CompiledExpression Added(ExpressionList terms)
    {
        CompiledExpression[] compiled = CompileAll([.. terms]);
        if (compiled is [CompiledExpression left, CompiledExpression right])
        {
            return values => left(values) + right(values);
        }

        return values =>
        {
            double total = compiled[0](values);
            for (int term = 1; term < compiled.Length; term++)
            {
                total += compiled[term](values);
            }

            return total;
        };
    }

    /// <summary>Factors from left to right; a reciprocal divides, so that <c>2/5</c> rounds once.</summary>
    private CompiledExpression Multiplied(ExpressionList factors)
    {
        bool[] divides = [.. factors.Select(factor => factor is Reciprocal)];
        CompiledExpression[] compiled =
            CompileAll([.. factors.Select(factor => factor is Reciprocal divisor ? divisor.Operand : factor)]);
        if (compiled is [CompiledExpression left, CompiledExpression right] && !divides[0])
        {
            return divides[1] ? values => left(values) / right(values) : values => left(values) * right(values);
        }

        return values =>
        {
            double total = 1;
            for (int factor = 0; factor < compiled.Length; factor++)
            {
                double value = compiled[factor](values);
                total = divides[factor] ? total / value : total * value;
            }

            return total;
        };
    }

    private static CompiledExpression Extreme(ElementaryFunction function, CompiledExpression[] arguments)
    {
        Func<double, double, double> better = function == ElementaryFunction.Min ? Math.Min : Math.Max;
        return values =>
        {
            double best = arguments[0](values);
            for (int argument = 1; argument < arguments.Length; argument++)
            {
                best = better(best, arguments[argument](values));
            }

            return best;
        };
    }

    private static CompiledExpression Applied(ElementaryFunction function, CompiledExpression argument) => function switch
    {
        ElementaryFunction.Exp => values => Math.Exp(argument(values)),
        ElementaryFunction.Log => values => Math.Log(argument(values)),
        ElementaryFunction.Sqrt => values => Math.Sqrt(argument(values)),
        ElementaryFunction.Abs => values => Math.Abs(argument(values)),
        _ => values => argument(values) switch { > 0 => 1, < 0 => -1, double zero => zero },
    };

    private static CompiledExpression Selected(
        ElementaryFunction extreme, CompiledExpression[] arguments, CompiledExpression[] branches) => values =>
    {
        int best = 0;
        double bestValue = arguments[0](values);
        for (int argument = 1; argument < arguments.Length; argument++)
        {
            double value = arguments[argument](values);
            if (extreme == ElementaryFunction.Min ? value < bestValue : value > bestValue)
            {
                (best, bestValue) = (argument, value);
            }
        }

        return branches[best](values);
    };
}
