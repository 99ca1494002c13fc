using Parley.Files.Documents;
using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Files;

/// <summary>Reads a number that may be written as an expression without names, such as <c>90 - 15/2</c>.</summary>
internal static class NumberReader
{
    /// <summary>The exact value.</summary>
    /// <exception cref="ProblemFileException">It is neither a number nor such an expression.</exception>
    public static Rational AsNumber(this DocumentNode node)
    {
        if (node is not ScalarNode { IsNull: false } scalar || Rational.TryParse(scalar.Text, out _))
        {
            return node.AsRational();
        }

        try
        {
            Expression expression = Expression.Parse(scalar.Text);
            return expression.References.Count == 0 ? expression.EvaluateExactly(_ => Rational.Zero) : node.AsRational();
        }
        catch (Exception noNumber) when (noNumber is ExpressionSyntaxException or ExpressionValueException)
        {
            return node.AsRational();
        }
    }
}
