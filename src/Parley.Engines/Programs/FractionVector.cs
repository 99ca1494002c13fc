using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Engines.Programs;

/// <summary>Rational numbers over one positive denominator: signs and sums need integers only.</summary>
internal sealed record FractionVector(BigInteger[] Numerators, BigInteger Denominator)
{
    /// <summary>One of the numbers.</summary>
    public Rational this[int index] => new(Numerators[index], Denominator);

    /// <summary>
    /// The fractions with small numerators and denominators that leave given residues modulo an integer; at most one
    /// choice is small enough.
    /// </summary>
    /// <param name="count">How many numbers.</param>
    /// <param name="residue">The residue that a number leaves; asked in order, and no further than a number that has none.</param>
    /// <param name="modulus">The modulus of all residues.</param>
    /// <param name="fractions">The numbers, where they exist.</param>
    /// <returns>False where there are none.</returns>
    /// <remarks>Wang, 1981; the common denominator is carried along, so most residues need no division at all.</remarks>
    public static bool TryReconstruct(
        int count, Func<int, BigInteger> residue, BigInteger modulus, out FractionVector fractions)
    {
        BigInteger limit = BigInteger.One << (int)((modulus.GetBitLength() - 2) / 2);
        var numerators = new BigInteger[count];
        BigInteger denominator = BigInteger.One;
        fractions = new FractionVector(numerators, denominator);
        for (int index = 0; index < count; index++)
        {
            (numerators[index], BigInteger factor) = Reconstruct(residue(index) * denominator % modulus, modulus, limit);
            denominator *= factor;
            if (factor.IsZero || denominator > limit)
            {
                return false;
            }

            for (int earlier = 0; earlier < index && !factor.IsOne; earlier++)
            {
                numerators[earlier] *= factor;
            }
        }

        fractions = new FractionVector(numerators, denominator);
        return true;
    }

    /// <summary>Euclid's remainders of the modulus and the residue until one is small; a denominator of 0 says none is.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Reconstruct(
        BigInteger residue, BigInteger modulus, BigInteger limit)
    {
        BigInteger negative = residue - modulus;
        if (residue <= limit || -negative <= limit)
        {
            return (residue <= limit ? residue : negative, BigInteger.One);
        }

        (BigInteger previous, BigInteger remainder) = (modulus, residue);
        (BigInteger before, BigInteger coefficient) = (BigInteger.Zero, BigInteger.One);
        while (remainder > limit)
        {
            BigInteger quotient = BigInteger.DivRem(previous, remainder, out BigInteger next);
            (previous, remainder) = (remainder, next);
            (before, coefficient) = (coefficient, before - (quotient * coefficient));
        }

        if (BigInteger.Abs(coefficient) > limit)
        {
            return (BigInteger.Zero, BigInteger.Zero);
        }

        return coefficient.Sign > 0 ? (remainder, coefficient) : (-remainder, -coefficient);
    }
}
