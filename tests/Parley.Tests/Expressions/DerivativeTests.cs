using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Expressions;

/// <summary>Derivatives: a table of rules, the conventions at kinks, and polynomials as an exact oracle.</summary>
public sealed class DerivativeTests
{
    private static readonly Reference s_x = new("x");

    [Theory]
    [InlineData("7", "0")]
    [InlineData("y", "0")]
    [InlineData("x", "1")]
    [InlineData("-x", "-1")]
    [InlineData("x + 3 - y", "1")]
    [InlineData("own + x / 2", "0.5")]
    [InlineData("3 * x * y", "3 * y")]
    [InlineData("x^2", "2 * x")]
    [InlineData("x^n", "n * x^(n - 1)")]
    [InlineData("y^x", "y^x * log(y)")]
    [InlineData("2^x", "2^x * log(2)")]
    [InlineData("exp(2 * x)", "2 * exp(2 * x)")]
    [InlineData("log(x)", "1 / x")]
    [InlineData("sqrt(x)", "0.5 / sqrt(x)")]
    [InlineData("1 / x", "-(1 / x^2)")]
    [InlineData("abs(x)", "sign(x)")]
    [InlineData("max(x, y)", "max(x -> 1, y -> 0)")]
    [InlineData("min(x + 1, x, 2 + x)", "1")]
    [InlineData("max(y, 1)", "0")]
    [InlineData("0 * log(x)", "0")]
    [InlineData("exp(0) * x^(4/2)", "2 * x")]
    public void Rules_give_simple_derivatives(string text, string derivative) =>
        Assert.Equal(derivative, Expression.Parse(text).Differentiate(s_x).ToString());

    [Theory]
    [InlineData("abs(x)", 0, 0)]
    [InlineData("abs(x)", -3, -1)]
    [InlineData("max(x, 0)", 0, 1)]
    [InlineData("max(0, x)", 0, 0)]
    [InlineData("min(x, 2 * x)", 0, 1)]
    [InlineData("min(2 * x, x)", 0, 2)]
    [InlineData("max(x^2, 3 * x)", 3, 6)]
    [InlineData("max(1, x, x^2)", 1, 0)]
    public void Kinks_follow_the_convention_exactly_and_in_floating_point(string text, int at, int slope)
    {
        Expression derivative = Expression.Parse(text).Differentiate(s_x);

        Assert.Equal(slope, derivative.EvaluateExactly(_ => at));
        Assert.Equal(slope, derivative.Evaluate(_ => at));
    }

    [Fact]
    public void Second_derivatives_are_derivatives_of_derivatives()
    {
        Expression expression = Expression.Parse("max(x^3, 1 - abs(x)) / x");

        Expression second = expression.Differentiate(s_x).Differentiate(s_x);

        Assert.Equal(2, second.EvaluateExactly(_ => 5));
        Assert.Equal(new Rational(-1, 4), second.EvaluateExactly(_ => -2));
    }

    [Fact]
    public void Errors_in_a_derivative_point_at_the_operation_it_came_from()
    {
        Expression derivative = Expression.Parse("3 + log(x)").Differentiate(s_x);

        var error = Assert.Throws<ExpressionValueException>(() => derivative.EvaluateExactly(_ => 0));

        Assert.Equal((ValueFailure.Undefined, 4), (error.Failure, error.Position));
    }

    [Fact]
    public void Derivatives_of_polynomials_are_exact()
    {
        var random = new RandomExpressions(seed: 6);
        for (int trial = 0; trial < 1_000; trial++)
        {
            (string text, Rational[] coefficients) = RandomPolynomial(random, depth: 4);
            Expression derivative = Expression.Parse(text).Differentiate(s_x);
            Rational at = new(random.Next(41) - 20, 7);

            Rational expected = Rational.Zero;
            for (int degree = coefficients.Length - 1; degree > 0; degree--)
            {
                expected = (expected * at) + (coefficients[degree] * degree);
            }

            Assert.Equal(expected, derivative.EvaluateExactly(_ => at));
        }
    }

    /// <summary>A polynomial as a text and, computed alongside, its coefficients from the constant upwards.</summary>
    private static (string Text, Rational[] Coefficients) RandomPolynomial(RandomExpressions random, int depth)
    {
        if (depth == 0)
        {
            int constant = random.Next(9);
            return random.Next(2) == 0 ? ("x", [0, 1]) : ($"{constant}/4", [new Rational(constant, 4)]);
        }

        (string leftText, Rational[] left) = RandomPolynomial(random, depth - 1);
        (string rightText, Rational[] right) = RandomPolynomial(random, depth - 1);
        return random.Next(4) switch
        {
            0 => ($"({leftText} + {rightText})", Add(left, right)),
            1 => ($"({leftText} - ({rightText}))", Add(left, Multiply([-1], right))),
            2 => ($"({leftText})^2", Multiply(left, left)),
            _ => ($"({leftText}) * ({rightText})", Multiply(left, right)),
        };
    }

    private static Rational[] Add(Rational[] left, Rational[] right) =>
        [.. Enumerable.Range(0, Math.Max(left.Length, right.Length))
            .Select(degree => left.ElementAtOrDefault(degree) + right.ElementAtOrDefault(degree))];

    private static Rational[] Multiply(Rational[] left, Rational[] right)
    {
        var product = new Rational[left.Length + right.Length - 1];
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
            {
                product[i + j] += left[i] * right[j];
            }
        }

        return product;
    }
}
