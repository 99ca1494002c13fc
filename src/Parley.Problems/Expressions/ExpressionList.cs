using System.Collections;
using System.Runtime.CompilerServices;

namespace Parley.Problems.Expressions;

/// <summary>A fixed list of expressions, equal to another when all its items are.</summary>
[CollectionBuilder(typeof(ExpressionList), nameof(Create))]
public sealed class ExpressionList : IReadOnlyList<Expression>, IEquatable<ExpressionList>
{
    private readonly Expression[] _items;

    private ExpressionList(Expression[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public Expression this[int index] => _items[index];

    /// <summary>The list of these items.</summary>
    public static ExpressionList Create(ReadOnlySpan<Expression> items) => new(items.ToArray());

    /// <inheritdoc/>
    public bool Equals(ExpressionList? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExpressionList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (Expression item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Expression> GetEnumerator() => ((IEnumerable<Expression>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
