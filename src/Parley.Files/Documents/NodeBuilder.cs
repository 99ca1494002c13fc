namespace Parley.Files.Documents;

/// <summary>
/// Builds the tree from a stream of events, whichever notation they come from, and keeps the guards that both share:
/// depth, size, duplicate keys, and text that is not Unicode.
/// </summary>
internal sealed class NodeBuilder(ProblemSource source, int maximumNodes)
{
    /// <summary>The deepest nesting of lists and maps.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The most values in a problem file.</summary>
    public const int MaximumNodes = 200_000;

    private readonly Stack<Frame> _open = new();
    private int _nodes;

    /// <summary>The finished tree; null until the first value is complete.</summary>
    public DocumentNode? Root { get; private set; }

    /// <summary>True where the next event names a key of the innermost open map.</summary>
    public bool AwaitsKey => _open.TryPeek(out Frame? frame) && frame is { Entries: not null, Key: null };

    /// <summary>The path of the next value.</summary>
    public TreePath Path => _open.TryPeek(out Frame? frame) ? frame.NextPath : TreePath.Root;

    /// <summary>Where the innermost list or map stands that is still open; null at the root.</summary>
    public NodePlace? InnermostOpen => _open.TryPeek(out Frame? frame) ? frame.Place : null;

    /// <summary>A map begins.</summary>
    public void BeginMap(TextPosition at) => Open(new Frame(Place(at), new OrderedDictionary<string, MapEntry>(), null));

    /// <summary>A list begins.</summary>
    public void BeginList(TextPosition at) => Open(new Frame(Place(at), null, []));

    /// <summary>The innermost list or map ends.</summary>
    public void End()
    {
        Frame frame = _open.Pop();
        Attach(frame.Entries is null ? new ListNode(frame.Place, frame.Items!) : new MapNode(frame.Place, frame.Entries));
    }

    /// <summary>A key of the innermost map.</summary>
    public void Key(string key, TextPosition at)
    {
        Frame frame = _open.Peek();
        RejectBrokenText(key, at);
        if (frame.Entries!.TryGetValue(key, out MapEntry? first))
        {
            throw source.Error(
                at,
                frame.Place.Path.Key(key).ToString(),
                $"the key {Shown.Quoted(key)} stands twice, first on line {first.KeyPosition.Line} and again on line {at.Line}",
                "Remove or rename one of them");
        }

        (frame.Key, frame.KeyPosition) = (key, at);
    }

    /// <summary>A single value.</summary>
    public void Scalar(string text, bool isQuoted, TextPosition at)
    {
        RejectBrokenText(text, at);
        Attach(new ScalarNode(Place(at), text, isQuoted));
    }

    /// <summary>An exception about the value or key that comes next.</summary>
    public ProblemFileException Error(TextPosition at, string message, string? mend = null) =>
        source.Error(at, AwaitsKey ? _open.Peek().Place.Path.ToString() : Path.ToString(), message, mend);

    private NodePlace Place(TextPosition at)
    {
        if (++_nodes > maximumNodes)
        {
            throw source.Error(
                at, "", $"more than {maximumNodes} values", "Keep large tables in .csv or .npy files and name them with file:");
        }

        return new NodePlace(source, Path, at);
    }

    private void Open(Frame frame)
    {
        if (_open.Count == MaximumDepth)
        {
            throw Error(frame.Place.Position, $"lists and maps are nested more than {MaximumDepth} deep", "Flatten them");
        }

        _open.Push(frame);
    }

    private void Attach(DocumentNode node)
    {
        if (!_open.TryPeek(out Frame? parent))
        {
            Root = node;
        }
        else if (parent.Entries is null)
        {
            parent.Items!.Add(node);
        }
        else
        {
            parent.Entries.Add(parent.Key!, new MapEntry(parent.Key!, parent.KeyPosition, node));
            parent.Key = null;
        }
    }

    /// <summary>An escape can write half of a surrogate pair, which no output could repeat.</summary>
    private void RejectBrokenText(string text, TextPosition at)
    {
        int first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (int index = first; index >= 0 && index < text.Length; index++)
        {
            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                throw Error(at, $"half of a surrogate pair, \\u{(int)text[index]:x4}", "Write the character itself");
            }
        }
    }

    /// <summary>A list or map that is still open.</summary>
    private sealed class Frame(NodePlace place, OrderedDictionary<string, MapEntry>? entries, List<DocumentNode>? items)
    {
        public NodePlace Place { get; } = place;

        public OrderedDictionary<string, MapEntry>? Entries { get; } = entries;

        public List<DocumentNode>? Items { get; } = items;

        public string? Key { get; set; }

        public TextPosition KeyPosition { get; set; }

        public TreePath NextPath => Items is null ? Place.Path.Key(Key ?? "") : Place.Path.Element(Items.Count);
    }
}
