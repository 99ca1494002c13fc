using System.Collections;

namespace Parley.Files.Documents;

/// <summary>A list of values, in the order of the file.</summary>
public sealed class ListNode : DocumentNode, IReadOnlyList<DocumentNode>
{
    private readonly List<DocumentNode> _items;

    internal ListNode(NodePlace place, List<DocumentNode> items)
        : base(place) => _items = items;

    /// <summary>How many elements the list has; zero for <c>[]</c>.</summary>
    public int Count => _items.Count;

    /// <inheritdoc/>
    internal override string Found => Count == 0 ? "an empty list" : $"a list of {Count}";

    /// <summary>The element at a position counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public DocumentNode this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<DocumentNode> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
