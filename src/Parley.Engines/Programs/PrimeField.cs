using System.Numerics;

namespace Parley.Engines.Programs;

/// <summary>The integers modulo a prime below 2^31.</summary>
internal readonly struct PrimeField : IField<uint>
{
    private readonly uint _prime;

    private PrimeField(uint prime) => _prime = prime;

    /// <summary>The largest such field: modulo 2^31 - 1.</summary>
    public static PrimeField Largest => new(int.MaxValue);

    /// <summary>The field's prime.</summary>
    public uint Prime => _prime;

    /// <inheritdoc/>
    public uint Zero => 0;

    /// <inheritdoc/>
    public uint One => 1;

    /// <summary>The field of the next smaller prime, for when this one divides a determinant.</summary>
    public PrimeField Next()
    {
        uint candidate = _prime - 2;
        while (!IsPrime(candidate))
        {
            candidate -= 2;
        }

        return new PrimeField(candidate);
    }

    /// <summary>The residue of an integer, from 0 to the prime less one.</summary>
    public uint Residue<TInteger>(TInteger value)
        where TInteger : IBinaryInteger<TInteger>
    {
        long remainder = long.CreateTruncating(value % TInteger.CreateTruncating(_prime));
        return (uint)(remainder < 0 ? remainder + _prime : remainder);
    }

    /// <inheritdoc/>
    public bool IsZero(uint value) => value == 0;

    /// <inheritdoc/>
    public double Magnitude(uint value) => value == 0 ? 0 : 1;

    /// <inheritdoc/>
    public uint Multiply(uint left, uint right) => (uint)((ulong)left * right % _prime);

    /// <inheritdoc/>
    public uint MinusProduct(uint value, uint left, uint right) =>
        (uint)((value + ((ulong)(_prime - left) * right)) % _prime);

    /// <inheritdoc/>
    public uint Reciprocal(uint value)
    {
        // Euclid: every remainder is (coefficient * value) modulo the prime; the last one is 1.
        (long remainder, long next) = (_prime, value);
        (long coefficient, long nextCoefficient) = (0, 1);
        while (next > 1)
        {
            long quotient = remainder / next;
            (remainder, next) = (next, remainder - (quotient * next));
            (coefficient, nextCoefficient) = (nextCoefficient, coefficient - (quotient * nextCoefficient));
        }

        return (uint)(nextCoefficient < 0 ? nextCoefficient + _prime : nextCoefficient);
    }

    private static bool IsPrime(uint odd)
    {
        for (uint divisor = 3; (ulong)divisor * divisor <= odd; divisor += 2)
        {
            if (odd % divisor == 0)
            {
                return false;
            }
        }

        return true;
    }
}
