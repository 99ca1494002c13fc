using System.Collections;
using System.Runtime.CompilerServices;

namespace Parley.Files.Results;

/// <summary>
/// A list of values, built with a collection expression: <c>ResultList list = [1, "two", third]</c>, or
/// <c>new ResultList(payoffs.Select(payoff =&gt; (ResultNode)payoff))</c>.
/// </summary>
/// <remarks>Equality is by reference; <see cref="ResultComparison"/> compares contents.</remarks>
public sealed record ResultList : ResultNode, IReadOnlyList<ResultNode>
{
    private readonly List<ResultNode> _items = [];

    /// <summary>An empty list.</summary>
    public ResultList()
    {
    }

    /// <summary>A list of these values.</summary>
    public ResultList(IEnumerable<ResultNode> items) => _items.AddRange(items);

    /// <summary>How many values the list has.</summary>
    public int Count => _items.Count;

    /// <inheritdoc/>
    internal override string Described => Count == 0 ? "an empty list" : $"a list of {Count}";

    /// <summary>The value at a position counted from 0.</summary>
    public ResultNode this[int index] => _items[index];

    /// <summary>Adds a value at the end.</summary>
    public void Add(ResultNode value) => _items.Add(value);

    /// <inheritdoc/>
    public IEnumerator<ResultNode> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ResultList? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
