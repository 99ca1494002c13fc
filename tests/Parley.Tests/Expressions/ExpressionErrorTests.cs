using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Expressions;

/// <summary>What people are told: position, message and mend of every mistake.</summary>
public sealed class ExpressionErrorTests
{
    [Theory]
    [InlineData("", 0, "empty", "own + ben.common / 2")]
    [InlineData("   ", 0, "empty", "own + ben.common / 2")]
    [InlineData("2 +", 3, "after '+' but found the end", "add a value after '+'")]
    [InlineData("3 4", 2, "after '3' but found '4'", "3 * 4")]
    [InlineData("2x", 1, "after '2' but found 'x'", "2 * x")]
    [InlineData("2e", 1, "after '2' but found 'e'", "2 * e")]
    [InlineData("a b", 2, "after 'a' but found 'b'", "a * b")]
    [InlineData("(a) (b)", 4, "after ')' but found '('", "operator")]
    [InlineData("buyer..value", 6, "after 'buyer.' but found '.'", "one point after buyer")]
    [InlineData("buyer.", 6, "after 'buyer.' but found the end", "buyer.value")]
    [InlineData("buyer.1", 6, "after 'buyer.' but found '1'", "buyer.value")]
    [InlineData("foo(1)", 0, "'foo' is followed by '('", "min, max, exp, log, sqrt, abs")]
    [InlineData("1 + sqr(4)", 4, "'sqr' is followed by '('", "did you mean sqrt?")]
    [InlineData("Max(1, 2)", 0, "'Max'", "did you mean max?")]
    [InlineData("min()", 0, "at least one argument but has 0", "min(x, y)")]
    [InlineData("exp()", 0, "exactly one argument but has 0", "exp(x)")]
    [InlineData("1 + exp(1, 2)", 4, "exactly one argument but has 2", "exp(x)")]
    [InlineData("min(1,)", 6, "after ',' but found ')'", "add a value before ')'")]
    [InlineData("min(,1)", 4, "after '(' but found ','", "add a value before ','")]
    [InlineData("min(1 2)", 6, "found '2'", "before '2'")]
    [InlineData("(1", 2, "for the '(' at position 0 but found the end", "add ')'")]
    [InlineData("max(1, 2", 8, "for the '(' at position 3 but found the end", "add ')'")]
    [InlineData("1)", 1, "found ')'", "remove it")]
    [InlineData(")", 0, "at the beginning but found ')'", "before ')'")]
    [InlineData("()", 1, "after '(' but found ')'", "add a value")]
    [InlineData("1,5", 1, "found ','", "decimal point: 1.5")]
    [InlineData("(1,5)", 2, "found ','", "decimal point")]
    [InlineData("a, b", 1, "found ','", "min and max")]
    [InlineData("x**2", 2, "after '*' but found '*'", "write ^ for a power")]
    [InlineData("* 2", 0, "at the beginning but found '*'", "add a value before '*'")]
    [InlineData("a − b", 2, "found '−'", "minus sign of the keyboard: -")]
    [InlineData("a – b", 2, "found '–'", "minus sign of the keyboard: -")]
    [InlineData("2 × 3", 2, "found '×'", "write *")]
    [InlineData("2·3", 1, "found '·'", "write *")]
    [InlineData("2 ÷ 3", 2, "found '÷'", "write /")]
    [InlineData("x²", 1, "found '²'", "^2")]
    [InlineData("[1]", 0, "found '['", "round parentheses")]
    [InlineData("1 $ 2", 2, "found '$'", "use numbers, names")]
    [InlineData("1 + 😀", 4, "found '😀'", "use numbers, names")]
    [InlineData("1 + \ud83d", 4, "found", "use numbers, names")]
    [InlineData("a\0b", 1, "found", "use numbers, names")]
    [InlineData("1.2.3", 0, "'1.2.3' is no number", "0.25")]
    [InlineData("1 + 1.", 4, "'1.' is no number", "0.25")]
    [InlineData("1e301", 0, "'1e301' is no number", "300 digits")]
    [InlineData(". 5", 0, "found '.'", "0.5")]
    [InlineData("a.b(1)", 3, "after 'a.b' but found '('", "a.b * (")]
    public void Syntax_errors_say_where_what_and_how_to_mend(string text, int position, string message, string mend)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(text));

        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(mend, error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + exp(1)", ValueFailure.Irrational, 4, "exp(1)")]
    [InlineData("sqrt(2)", ValueFailure.Irrational, 0, "sqrt(2)")]
    [InlineData("log(2)", ValueFailure.Irrational, 0, "log(2)")]
    [InlineData("3 * 2^(1/2)", ValueFailure.Irrational, 5, "(2)^(0.5)")]
    [InlineData("(4/3)^(1/2)", ValueFailure.Irrational, 5, "irrational")]
    [InlineData("2^1e-300", ValueFailure.Irrational, 1, "irrational")]
    [InlineData("1 / (2 - 2)", ValueFailure.Undefined, 2, "division by zero")]
    [InlineData("0^-1", ValueFailure.Undefined, 1, "division by zero")]
    [InlineData("1 + log(0)", ValueFailure.Undefined, 4, "logarithm of 0")]
    [InlineData("log(-1/3)", ValueFailure.Undefined, 0, "logarithm of -1/3")]
    [InlineData("sqrt(-4)", ValueFailure.Undefined, 0, "square root of -4")]
    [InlineData("(-8)^(1/3)", ValueFailure.Undefined, 4, "root of -8")]
    [InlineData("1 + 9^9^9", ValueFailure.TooLarge, 5, "4096 bits")]
    [InlineData("2^100000", ValueFailure.TooLarge, 1, "4096 bits")]
    [InlineData("2^-100000", ValueFailure.TooLarge, 1, "4096 bits")]
    [InlineData("2^1e300", ValueFailure.TooLarge, 1, "4096 bits")]
    [InlineData("((((((((10^9)^9)^9)^9)^9)^9)^9)^9)", ValueFailure.TooLarge, 19, "4096 bits")]
    [InlineData("(2^4000) * (2^4000)", ValueFailure.TooLarge, 9, "4096 bits")]
    public void Exact_values_that_do_not_exist_say_why_and_where(string text, ValueFailure failure, int position, string message)
    {
        Expression expression = Expression.Parse(text);

        var error = Assert.Throws<ExpressionValueException>(() => expression.EvaluateExactly(_ => Rational.Zero));

        Assert.Equal((failure, position), (error.Failure, error.Position));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("valu", "value")]
    [InlineData("VALUE", "value")]
    [InlineData("prise", "price")]
    [InlineData("vlaue", "value")]
    [InlineData("something", null)]
    [InlineData("", null)]
    public void Spelling_finds_the_nearest_word(string word, string? nearest) =>
        Assert.Equal(nearest, Spelling.Nearest(word, ["price", "value", "share"]));
}
