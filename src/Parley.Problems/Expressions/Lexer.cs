using System.Globalization;
using System.Text;

namespace Parley.Problems.Expressions;

/// <summary>Cuts a text into tokens.</summary>
internal sealed class Lexer(string text)
{
    private int _position;

    /// <summary>The next token; past the last one, <see cref="TokenKind.End"/> again and again.</summary>
    /// <exception cref="ExpressionSyntaxException">A character belongs to no token.</exception>
    public Token Next()
    {
        while (char.IsWhiteSpace(Ahead()))
        {
            _position++;
        }

        int start = _position;
        TokenKind kind = Skip();
        return new Token(kind, start, text[start.._position]);
    }

    private TokenKind Skip()
    {
        if (_position == text.Length)
        {
            return TokenKind.End;
        }

        if (char.IsAsciiDigit(Ahead()) || (Ahead() == '.' && char.IsAsciiDigit(Ahead(1))))
        {
            SkipNumber();
            return TokenKind.Number;
        }

        if (LetterAhead() > 0)
        {
            SkipPath();
            return TokenKind.Name;
        }

        return "+-*/^(),".Contains(Ahead(), StringComparison.Ordinal)
            ? SkipSymbol()
            : throw SyntaxErrors.UnknownCharacter(text, _position);
    }

    private TokenKind SkipSymbol()
    {
        _position++;
        return TokenKind.Symbol;
    }

    /// <summary>Digits and points, and an exponent where digits follow its mark: <c>2e</c> is a number and a name.</summary>
    private void SkipNumber()
    {
        SkipDigits();
        if (Ahead() is 'e' or 'E')
        {
            int sign = Ahead(1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(Ahead(1 + sign)))
            {
                _position += 1 + sign;
                SkipDigits();
            }
        }
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Ahead()) || Ahead() == '.')
        {
            _position++;
        }
    }

    private void SkipPath()
    {
        int start = _position;
        SkipName();
        while (Ahead() == '.')
        {
            _position++;
            if (LetterAhead() == 0)
            {
                throw SyntaxErrors.MissingAttribute(text, start, _position);
            }

            SkipName();
        }
    }

    private void SkipName()
    {
        for (int width = LetterAhead(); width > 0; width = LetterAhead(inside: true))
        {
            _position += width;
        }
    }

    /// <summary>How many characters the letter or underscore here takes; 0 where there is none.</summary>
    /// <param name="inside">True inside a name, where digits and the marks of composed letters are welcome too.</param>
    private int LetterAhead(bool inside = false)
    {
        if (_position == text.Length || !Rune.TryGetRuneAt(text, _position, out Rune rune))
        {
            return 0;
        }

        bool belongs = rune.Value == '_' || Rune.IsLetter(rune) || (inside && (Rune.IsDigit(rune) || IsMark(rune)));
        return belongs ? rune.Utf16SequenceLength : 0;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private char Ahead(int offset = 0) => _position + offset < text.Length ? text[_position + offset] : '\0';
}
