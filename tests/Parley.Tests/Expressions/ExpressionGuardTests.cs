using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Expressions;

/// <summary>Hostile texts end quickly, with an error or a value, on a thread with a small stack.</summary>
public sealed class ExpressionGuardTests
{
    private static readonly Reference s_x = new("x");

    public static TheoryData<string> LongTexts => new(
        Repeat("1+", 4_999) + "1",
        Repeat("x*", 4_999) + "x",
        Repeat("x/", 4_999) + "x",
        Repeat("x-", 4_999) + "x",
        new string('-', 9_999) + "x",
        Repeat("1e300*", 1_600) + "x",
        Repeat("1e-300+", 1_400) + "x",
        Repeat("(", 80) + "x" + Repeat(")", 80),
        Repeat("2*x+3*(", 80) + "x" + Repeat(")", 80),
        Repeat("1+2*-x/-(", 48) + "x" + Repeat(")", 48),
        Repeat("1+2/-x^-abs(", 28) + "x" + Repeat(")", 28),
        Repeat("1+2/-abs(", 32) + "x" + Repeat(")^2", 32),
        Repeat("x^", 80) + "x",
        Repeat("sqrt(", 80) + "x" + Repeat(")", 80),
        Repeat("max(x,", 80) + "x" + Repeat(")", 80),
        "min(" + Repeat("x,", 4_990) + "x)");

    [Theory]
    [MemberData(nameof(LongTexts))]
    public void Long_and_deep_texts_are_evaluated_differentiated_and_printed(string text) => OnSmallStack(() =>
    {
        Expression expression = Expression.Parse(text);
        Assert.Equal(expression, Expression.Parse(text));
        Assert.Equal(expression.GetHashCode(), Expression.Parse(text).GetHashCode());
        Assert.InRange(expression.References.Count, 0, 1);
        if (expression.ToString() is { Length: <= Expression.MaximumLength } printed)
        {
            _ = Expression.Parse(printed);
        }

        _ = expression.Evaluate(_ => 1);
        IgnoreLimits(() => expression.EvaluateExactly(_ => 1));
        IgnoreLimits(() => DifferentiateTwice(expression));
    });

    [Theory]
    [InlineData("(")]
    [InlineData("x^")]
    [InlineData("-(")]
    [InlineData("abs(")]
    [InlineData("min(x,")]
    public void Deep_nesting_is_refused(string opening) => OnSmallStack(() =>
    {
        string text = Repeat(opening, 81) + "x";

        var error = Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(text));

        Assert.Contains("80 deep", error.Message);
    });

    [Theory]
    [InlineData("1+2*-x/-(", ")")]
    [InlineData("1+2/-abs(", ")^2")]
    public void Deep_operations_are_refused(string opening, string closing) => OnSmallStack(() =>
    {
        string text = Repeat(opening, 79) + "x" + Repeat(closing, 79);

        var error = Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(text));

        Assert.Contains("more than 200", error.Message);
    });

    [Fact]
    public void Long_texts_are_refused()
    {
        Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(new string('1', 10_001)));
        Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(new string('1', 1_000_000)));
        Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(new string('1', 10_000)));
    }

    [Fact]
    public void Repeated_derivatives_end_with_a_limit_rather_than_without_memory() => OnSmallStack(() =>
    {
        Expression expression = Expression.Parse("x^x^x^x^x");

        var error = Assert.Throws<ExpressionValueException>(() =>
        {
            for (int order = 0; order < 100; order++)
            {
                expression = expression.Differentiate(s_x);
            }
        });

        Assert.Equal(ValueFailure.TooLarge, error.Failure);
    });

    [Fact]
    public void Numbers_too_long_to_be_written_at_once_are_printed_in_pieces()
    {
        Expression expression = Expression.Parse("1e300 * 1e100 * x - 1e-300 * 1e-100").Simplify();

        Rational value = Expression.Parse(expression.ToString()).EvaluateExactly(_ => 7);

        Assert.Equal((new Rational(10).Pow(400) * 7) - new Rational(10).Pow(-400), value);
    }

    private static void DifferentiateTwice(Expression expression)
    {
        Expression derivative = expression.Differentiate(s_x);
        _ = derivative.ToString();
        _ = derivative.Evaluate(_ => 1);
        _ = derivative.Differentiate(s_x).Evaluate(_ => 1);
    }

    private static void IgnoreLimits(Action action)
    {
        try
        {
            action();
        }
        catch (ExpressionValueException error) when (error.Failure == ValueFailure.TooLarge)
        {
            // The limit is what keeps the work small.
        }
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static void OnSmallStack(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action), maxStackSize: 768 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }
}
