using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// One number for every type of every member of a coalition: interim payoffs U_i(t), utility weights lambda_i(t) or
/// warranted claims omega_i(t).
/// </summary>
public sealed class TypeVector : IEquatable<TypeVector>
{
    private readonly Rational[][] _values;

    /// <summary>The numbers, by member and type; the arrays are copied.</summary>
    public TypeVector(IEnumerable<IEnumerable<Rational>> values) => _values = [.. values.Select(row => row.ToArray())];

    /// <summary>The vector whose entry for a member's type is given by a function.</summary>
    public static TypeVector Of(StateSpace states, Func<int, int, Rational> entry) =>
        new(Enumerable.Range(0, states.MemberCount).Select(
            member => Enumerable.Range(0, states.TypeCount(member)).Select(type => entry(member, type))));

    /// <summary>The number for a member's type.</summary>
    public Rational this[int member, int type] => _values[member][type];

    /// <summary>The number of members.</summary>
    public int MemberCount => _values.Length;

    /// <summary>The numbers of one member.</summary>
    public ReadOnlySpan<Rational> Of(int member) => _values[member];

    /// <summary>The smallest number.</summary>
    public Rational Minimum() => _values.SelectMany(row => row).Min();

    /// <summary>The sum of all numbers.</summary>
    public Rational Sum() => _values.SelectMany(row => row).Aggregate(Rational.Zero, (sum, value) => sum + value);

    /// <summary>The sum of products with another vector of the same shape.</summary>
    public Rational Dot(TypeVector other)
    {
        Rational sum = Rational.Zero;
        for (int member = 0; member < _values.Length; member++)
        {
            sum += Dot(other, member);
        }

        return sum;
    }

    /// <summary>The sum of products with another vector over one member's types.</summary>
    public Rational Dot(TypeVector other, int member)
    {
        Rational sum = Rational.Zero;
        for (int type = 0; type < _values[member].Length; type++)
        {
            sum += _values[member][type] * other._values[member][type];
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool Equals(TypeVector? other) => other is not null
        && _values.Length == other._values.Length
        && _values.Zip(other._values).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TypeVector);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(0, (hash, row) => row.Aggregate(hash, HashCode.Combine));
}
