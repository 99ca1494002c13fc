namespace Parley.Engines.Programs;

/// <summary>
/// The arithmetic that factoring a basis needs. One elimination thus serves both uses of a basis: in doubles, where
/// the simplex method looks for it, and modulo a prime, where it is proved.
/// </summary>
internal interface IField<T>
{
    /// <summary>The neutral element of addition.</summary>
    T Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    T One { get; }

    /// <summary>True for zero itself; not a tolerance.</summary>
    bool IsZero(T value);

    /// <summary>How welcome a value is as a pivot: 0 is refused, and larger is safer.</summary>
    double Magnitude(T value);

    /// <summary>The product.</summary>
    T Multiply(T left, T right);

    /// <summary><paramref name="value"/> minus the product of the others.</summary>
    T MinusProduct(T value, T left, T right);

    /// <summary>1 divided by a value that is not zero.</summary>
    T Reciprocal(T value);
}
