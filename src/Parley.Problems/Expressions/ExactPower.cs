using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>Powers and roots of rationals where they are rational themselves.</summary>
internal static class ExactPower
{
    /// <summary>The power; <paramref name="position"/> is where errors point.</summary>
    public static Rational Raise(Rational @base, Rational exponent, int position)
    {
        if (@base.IsZero)
        {
            return exponent.Sign < 0
                ? throw ExactEvaluation.Undefined(position, "division by zero: 0 raised to a negative power")
                : exponent.IsZero ? Rational.One : Rational.Zero;
        }

        if (exponent.IsInteger)
        {
            return RaiseToInteger(@base, exponent.Numerator, position);
        }

        if (@base.Sign < 0)
        {
            throw ExactEvaluation.Undefined(position, $"a root of {Show(@base)}, which is negative");
        }

        return TryRoot(@base, exponent.Denominator, out Rational root)
            ? RaiseToInteger(root, exponent.Numerator, position)
            : throw ExactEvaluation.Irrational(position, $"({Show(@base)})^({Show(exponent)})");
    }

    public static Rational SquareRoot(Rational radicand, int position)
    {
        if (radicand.Sign < 0)
        {
            throw ExactEvaluation.Undefined(position, $"the square root of {Show(radicand)}, which is negative");
        }

        return TryRoot(radicand, 2, out Rational root)
            ? root
            : throw ExactEvaluation.Irrational(position, $"sqrt({Show(radicand)})");
    }

    /// <summary>A number as a message shows it.</summary>
    public static string Show(Rational value) => value.BitLength < 128 ? value.ToShortString() : $"about {value.ToDouble():G6}";

    private static Rational RaiseToInteger(Rational @base, BigInteger exponent, int position)
    {
        if (@base.Abs() == Rational.One)
        {
            return exponent.IsEven ? Rational.One : @base;
        }

        // A base other than 0, 1 and -1 gains at least this many bits with every factor: refuse before computing.
        long bits = Math.Max((long)@base.Numerator.GetBitLength(), (long)@base.Denominator.GetBitLength()) - 1;
        if (BigInteger.Abs(exponent) * bits > Expression.MaximumBits)
        {
            throw ExactEvaluation.TooLarge(position);
        }

        return ExactEvaluation.Bounded(@base.Pow((int)exponent), position);
    }

    /// <summary>The root of a nonnegative rational in lowest terms: rational only if both its integers have one.</summary>
    private static bool TryRoot(Rational radicand, BigInteger degree, out Rational root)
    {
        root = radicand;
        if (radicand.IsZero || radicand == Rational.One)
        {
            return true;
        }

        // Both integers have fewer bits than the degree, so neither is the power of an integer other than 1.
        if (degree >= radicand.BitLength)
        {
            return false;
        }

        BigInteger numerator = IntegerRoot(radicand.Numerator, (int)degree);
        BigInteger denominator = IntegerRoot(radicand.Denominator, (int)degree);
        root = new Rational(numerator, denominator);
        return BigInteger.Pow(numerator, (int)degree) == radicand.Numerator
            && BigInteger.Pow(denominator, (int)degree) == radicand.Denominator;
    }

    /// <summary>The largest integer whose power is not above the radicand: Newton's method from above.</summary>
    private static BigInteger IntegerRoot(BigInteger radicand, int degree)
    {
        int bits = (int)radicand.GetBitLength();
        BigInteger next = BigInteger.One << ((bits + degree - 1) / degree);
        BigInteger current;
        do
        {
            current = next;
            next = (((degree - 1) * current) + (radicand / BigInteger.Pow(current, degree - 1))) / degree;
        }
        while (next < current);

        return current;
    }
}
