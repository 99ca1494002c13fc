using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Expressions;

/// <summary>Values, precedence and names, as tables.</summary>
public sealed class ExpressionValueTests
{
    [Theory]
    [InlineData("3", "3")]
    [InlineData("0.25", "1/4")]
    [InlineData(".5", "1/2")]
    [InlineData("1e-3", "1/1000")]
    [InlineData("2.5E+2", "250")]
    [InlineData("2/5", "2/5")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("12 / 2 / 3", "2")]
    [InlineData("12 / (2 / 3)", "18")]
    [InlineData("12 / 2 * 3", "18")]
    [InlineData("-2^2", "-4")]
    [InlineData("(-2)^2", "4")]
    [InlineData("2^-1", "1/2")]
    [InlineData("2^3^2", "512")]
    [InlineData("(2^3)^2", "64")]
    [InlineData("2^-2^2", "1/16")]
    [InlineData("2 * -3", "-6")]
    [InlineData("2 - -3", "5")]
    [InlineData("--3", "3")]
    [InlineData("-+-+-3", "-3")]
    [InlineData("+3", "3")]
    [InlineData("min(3, 1, 2)", "1")]
    [InlineData("max(3, 1, 2)", "3")]
    [InlineData("min(4)", "4")]
    [InlineData("min (1, 2)", "1")]
    [InlineData("abs(-7/2)", "7/2")]
    [InlineData("exp(0)", "1")]
    [InlineData("log(1)", "0")]
    [InlineData("log(exp(0))", "0")]
    [InlineData("sqrt(4/9)", "2/3")]
    [InlineData("sqrt(0)", "0")]
    [InlineData("4^(1/2)", "2")]
    [InlineData("(8/27)^(1/3)", "2/3")]
    [InlineData("(8/27)^(-2/3)", "9/4")]
    [InlineData("0^0", "1")]
    [InlineData("0^(1/2)", "0")]
    [InlineData("1^(1/7)", "1")]
    [InlineData("1^1e300", "1")]
    [InlineData("0^1e300", "0")]
    [InlineData(" \t1\n+ 1 ", "2")]
    public void Constants_have_their_exact_value(string text, string value)
    {
        Expression expression = Expression.Parse(text);

        Assert.Equal(Rational.Parse(value), expression.EvaluateExactly(NoName));
        Assert.Equal(Rational.Parse(value).ToDouble(), expression.Evaluate(_ => 0), 1e-12);
    }

    [Theory]
    [InlineData("(-1)^(1e300 + 1)", "-1")]
    [InlineData("(2^4000)^(1/4000)", "2")]
    [InlineData("(1 + 1e-30) - 1", "1/1000000000000000000000000000000")]
    public void Exact_values_reach_where_floating_point_does_not(string text, string value) =>
        Assert.Equal(Rational.Parse(value), Expression.Parse(text).EvaluateExactly(NoName));

    [Theory]
    [InlineData("exp(1)", Math.E)]
    [InlineData("log(2)", 0.6931471805599453)]
    [InlineData("sqrt(2)", 1.4142135623730951)]
    [InlineData("2^0.5", 1.4142135623730951)]
    [InlineData("2/5", 0.4)]
    [InlineData("1/0", double.PositiveInfinity)]
    [InlineData("log(0)", double.NegativeInfinity)]
    [InlineData("sqrt(-1)", double.NaN)]
    [InlineData("(-8)^(1/3)", double.NaN)]
    public void Floating_point_values_follow_the_standard(string text, double value) =>
        Assert.Equal(value, Expression.Parse(text).Evaluate(_ => 0));

    [Theory]
    [InlineData("own + ben.common / 2", "own@0 ben.common@6")]
    [InlineData("x + y*x", "x@0 y@4")]
    [InlineData("buyer.value - price", "buyer.value@0 price@14")]
    [InlineData("-(-x)", "x@3")]
    [InlineData("min + exp(min)", "min@0")]
    [InlineData("größe_2 * 名前.値", "größe_2@0 名前.値@10")]
    [InlineData("𝑥 + e\u0301t\u00e9", "𝑥@0 e\u0301t\u00e9@5")]
    [InlineData("a.b.c_1", "a.b.c_1@0")]
    [InlineData("3", "")]
    public void References_are_distinct_in_order_with_their_position(string text, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Expression.Parse(text).References.Select(reference => $"{reference.Name}@{reference.Position}")));

    [Fact]
    public void Path_of_a_reference_is_split_at_the_points() =>
        Assert.Equal(["buyer", "value"], Expression.Parse("buyer.value").References[0].Path);

    [Fact]
    public void Compiled_expressions_take_values_in_the_given_order()
    {
        Expression expression = Expression.Parse("x^2 - y / z");
        CompiledExpression compiled = expression.Compile([new Reference("z"), new Reference("x"), new("unused"), new("y")]);

        Assert.Equal(9 - 2.5, compiled([2, 3, 0, 5]));
    }

    [Fact]
    public void Compilation_names_a_reference_that_is_missing_or_listed_twice()
    {
        Expression expression = Expression.Parse("x + y");

        Assert.Contains("'y'", Assert.Throws<ArgumentException>(() => expression.Compile([new("x")])).Message);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => expression.Compile([new("x"), new("x")])).Message);
    }

    [Fact]
    public void Equality_is_structural_and_ignores_spaces_and_positions()
    {
        Expression expression = Expression.Parse("max(a, b) - 2 * a.b^c");

        Assert.Equal(expression, Expression.Parse("  max(a,b)-2*(a.b ^ c)"));
        Assert.Equal(expression.GetHashCode(), Expression.Parse("max(a,b)-2*a.b^c").GetHashCode());
        Assert.NotEqual(expression, Expression.Parse("min(a, b) - 2 * a.b^c"));
        Assert.NotEqual(expression, Expression.Parse("max(b, a) - 2 * a.b^c"));
        Assert.NotEqual(Expression.Parse("1 + 2"), Expression.Parse("2 + 1"));
    }

    [Theory]
    [InlineData("((a)) + (b * c)", "a + b * c")]
    [InlineData("(a + b) * c", "(a + b) * c")]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("(a - b) - c", "a - b - c")]
    [InlineData("a - -3", "a + 3")]
    [InlineData("a + -b", "a - b")]
    [InlineData("a/(b/c)", "a / (b / c)")]
    [InlineData("a/(b*c)", "a / (b * c)")]
    [InlineData("(a/b)*c", "a / b * c")]
    [InlineData("-(a^2)", "-a^2")]
    [InlineData("(-a)^2", "(-a)^2")]
    [InlineData("(a^b)^c", "(a^b)^c")]
    [InlineData("a^(b^c)", "a^b^c")]
    [InlineData("a^(-b)", "a^-b")]
    [InlineData("a^(1/2)", "a^(1 / 2)")]
    [InlineData("-(a + b)", "-(a + b)")]
    [InlineData("(-2)^x", "(-2)^x")]
    [InlineData("min( a,b ,exp(0.250))", "min(a, b, exp(0.25))")]
    public void Printing_uses_no_more_parentheses_than_needed(string text, string printed) =>
        Assert.Equal(printed, Expression.Parse(text).ToString());

    private static Rational NoName(Reference reference) => throw new InvalidOperationException(reference.Name);
}
