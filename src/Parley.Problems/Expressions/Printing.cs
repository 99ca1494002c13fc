using System.Diagnostics;
using System.Numerics;
using System.Text;
using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>Writes an expression with the parentheses that the parser's levels of precedence need, and no others.</summary>
internal sealed class Printing
{
    private const int CutDigits = 250;
    private static readonly BigInteger s_cut = BigInteger.Pow(10, CutDigits);
    private readonly StringBuilder _text = new();

    /// <summary>The levels of <see cref="Parser"/>'s grammar, from loose to tight.</summary>
    private enum Level
    {
        Sum,
        Product,
        Unary,
        Power,
        Atom,
    }

    public static string Write(Expression expression)
    {
        var printing = new Printing();
        printing.Write(expression, Level.Sum);
        return printing._text.ToString();
    }

    /// <summary>Writes at a place where <paramref name="needed"/> or a tighter level is read.</summary>
    private void Write(Expression expression, Level needed)
    {
        bool loose = LevelOf(expression) < needed;
        _text.Append(loose ? "(" : "");
        WriteBare(expression);
        _text.Append(loose ? ")" : "");
    }

    private void WriteBare(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                _text.Append(NumberText(constant.Value));
                break;
            case Reference reference:
                _text.Append(reference.Name);
                break;
            case Negation negation:
                _text.Append('-');
                Write(negation.Operand, Level.Power);
                break;
            case Sum sum:
                WriteSum(sum);
                break;
            case Product product:
                WriteProduct(product);
                break;
            case Reciprocal reciprocal:
                _text.Append("1 / ");
                Write(reciprocal.Operand, Level.Unary);
                break;
            case Power power:
                Write(power.Base, Level.Atom);
                _text.Append('^');
                Write(power.Exponent, Level.Unary);
                break;
            case Application application:
                WriteCall(application);
                break;
            case Selection selection:
                WriteSelection(selection);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void WriteSum(Sum sum)
    {
        Write(sum.Terms[0], Level.Sum);
        foreach (Expression term in sum.Terms.Skip(1))
        {
            bool minus = term is Negation or Constant { Value.Sign: < 0 };
            _text.Append(minus ? " - " : " + ");
            Write(minus ? Simplification.Negate(term) : term, Level.Product);
        }
    }

    private void WriteProduct(Product product)
    {
        Write(product.Factors[0], Level.Product);
        foreach (Expression factor in product.Factors.Skip(1))
        {
            _text.Append(factor is Reciprocal ? " / " : " * ");
            Write(factor is Reciprocal divisor ? divisor.Operand : factor, Level.Unary);
        }
    }

    private void WriteCall(Application application)
    {
        _text.Append(application.Function.Name()).Append('(');
        WriteList(application.Arguments, argument => Write(argument, Level.Sum));
        _text.Append(')');
    }

    private void WriteSelection(Selection selection)
    {
        _text.Append(selection.Extreme.Name()).Append('(');
        WriteList(selection.Arguments.Zip(selection.Branches), pair =>
        {
            Write(pair.First, Level.Sum);
            _text.Append(" -> ");
            Write(pair.Second, Level.Sum);
        });
        _text.Append(')');
    }

    private void WriteList<T>(IEnumerable<T> items, Action<T> write)
    {
        string separator = "";
        foreach (T item in items)
        {
            _text.Append(separator);
            write(item);
            separator = ", ";
        }
    }

    private static Level LevelOf(Expression expression) => expression switch
    {
        Constant constant => LevelOf(constant.Value),
        Negation => Level.Unary,
        Sum => Level.Sum,
        Product or Reciprocal => Level.Product,
        Power => Level.Power,
        _ => Level.Atom,
    };

    private static Level LevelOf(Rational value) =>
        NumberText(value).Contains('/', StringComparison.Ordinal) ? Level.Product
        : value.Sign < 0 ? Level.Unary
        : Level.Atom;

    /// <summary>A decimal where a short one is exact, otherwise a fraction of integers that the parser can read.</summary>
    private static string NumberText(Rational value)
    {
        string text = value.ToShortString(digits: 12);
        return text.Length <= Rational.MaximumDigits
            ? text
            : $"{IntegerText(value.Numerator)} / {IntegerText(value.Denominator)}";
    }

    /// <summary>An integer, cut by powers of ten where it has more digits than a written number may have.</summary>
    private static string IntegerText(BigInteger value)
    {
        if (value.Sign < 0)
        {
            return $"-{IntegerText(-value)}";
        }

        BigInteger head = BigInteger.DivRem(value, s_cut, out BigInteger tail);
        return head.IsZero ? $"{value}" : $"({IntegerText(head)} * 1e{CutDigits} + {tail})";
    }
}
