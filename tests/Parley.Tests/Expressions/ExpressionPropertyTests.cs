using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Expressions;

/// <summary>Properties that hold of every expression, on random ones.</summary>
public sealed class ExpressionPropertyTests
{
    private static readonly Reference s_x = new("x");
    private static readonly Reference s_y = new("y");

    [Fact]
    public void Exact_and_floating_point_values_agree() => ForRandom(seed: 1, (expression, x, y) =>
    {
        if (Exactly(expression, x, y) is { } exact)
        {
            double approximate = expression.Compile([s_x, s_y])([x.ToDouble(), y.ToDouble()]);
            AssertClose(exact.ToDouble(), approximate, expression);
        }
    });

    [Fact]
    public void Printed_text_reads_back_to_an_equal_value() => ForRandom(seed: 2, (expression, x, y) =>
    {
        Expression again = Expression.Parse(expression.ToString());

        Assert.Equal(Exactly(expression, x, y), Exactly(again, x, y));
        Assert.Equal(expression.ToString(), again.ToString());
    });

    [Fact]
    public void Printed_text_needs_all_its_parentheses() => ForRandom(seed: 3, (expression, _, _) =>
    {
        string text = expression.ToString();
        for (int open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open + 1))
        {
            bool call = open > 0 && char.IsLetter(text[open - 1]);
            Assert.True(call || !MeansTheSameWithout(text, open, expression), $"{text} has a spare '(' at {open}");
        }
    });

    [Fact]
    public void Simplification_keeps_the_value() => ForRandom(seed: 4, (expression, x, y) =>
    {
        if (Exactly(expression, x, y) is { } value)
        {
            Assert.Equal(value, Exactly(expression.Simplify(), x, y));
            Assert.Equal(expression.Simplify().Simplify(), expression.Simplify());
        }
    });

    [Fact]
    public void Derivatives_agree_with_central_differences()
    {
        var random = new RandomExpressions(seed: 5);
        for (int trial = 0; trial < 3_000; trial++)
        {
            Expression expression = Expression.Parse(random.Moderate(1 + random.Next(3)));
            CompiledExpression value = expression.Compile([s_x, s_y]);
            CompiledExpression slope = expression.Differentiate(s_x).Compile([s_x, s_y]);
            (double x, double y) = (random.Between(0.1, 3), random.Between(0.1, 3));

            double below = (value([x, y]) - value([x - 1e-5, y])) / 1e-5;
            double above = (value([x + 1e-5, y]) - value([x, y])) / 1e-5;
            if (Math.Abs(below - above) < 1e-3 * (1 + Math.Abs(above)))
            {
                double central = (below + above) / 2;
                Assert.True(
                    Math.Abs(central - slope([x, y])) < 1e-5 * (1 + Math.Abs(central) + Math.Abs(value([x, y]))),
                    $"d/dx {expression} at {x}, {y}: {slope([x, y])} instead of {central}");
            }
        }
    }

    private static bool MeansTheSameWithout(string text, int open, Expression expression)
    {
        int depth = 0;
        int close = open;
        do
        {
            depth += text[close] == '(' ? 1 : text[close] == ')' ? -1 : 0;
        }
        while (depth > 0 && ++close > 0);

        try
        {
            return Expression.Parse(text.Remove(close, 1).Remove(open, 1)).Equals(expression);
        }
        catch (ExpressionSyntaxException)
        {
            return false;
        }
    }

    private static void ForRandom(int seed, Action<Expression, Rational, Rational> check)
    {
        var random = new RandomExpressions(seed);
        for (int trial = 0; trial < 3_000; trial++)
        {
            Expression expression = Expression.Parse(random.Rational(random.Next(5)));
            check(expression, new Rational(random.Next(41) - 20, 8), new Rational(random.Next(41) - 20, 8));
        }
    }

    private static Rational? Exactly(Expression expression, Rational x, Rational y)
    {
        try
        {
            return expression.EvaluateExactly(reference => reference.Name == "x" ? x : y);
        }
        catch (ExpressionValueException error) when (error.Failure == ValueFailure.Undefined)
        {
            return null;
        }
    }

    private static void AssertClose(double expected, double actual, Expression expression) => Assert.True(
        Math.Abs(expected - actual) <= 1e-9 * (1 + Math.Abs(expected)),
        $"{expression} is {expected}, evaluated to {actual}");
}
