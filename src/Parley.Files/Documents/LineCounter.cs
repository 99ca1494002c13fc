using System.Text;

namespace Parley.Files.Documents;

/// <summary>
/// Turns byte offsets that only grow into lines and columns. Cost: one pass over the text for all offsets together.
/// </summary>
internal ref struct LineCounter(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _line = 1;
    private int _column = 1;
    private int _offset;

    /// <summary>The place of an offset that is not smaller than the one before.</summary>
    public TextPosition PositionOf(int offset)
    {
        ReadOnlySpan<byte> passed = _text[_offset..offset];
        int lastBreak = passed.LastIndexOf((byte)'\n');
        if (lastBreak >= 0)
        {
            _line += passed.Count((byte)'\n');
            _column = 1;
            passed = passed[(lastBreak + 1)..];
        }

        _column += Encoding.UTF8.GetCharCount(passed);
        _offset = offset;
        return new TextPosition(_line, _column);
    }
}
