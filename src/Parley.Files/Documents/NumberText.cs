using System.Globalization;
using Parley.Problems.Numbers;

namespace Parley.Files.Documents;

/// <summary>Explains why a text is not a number, for the slips that people make.</summary>
internal static class NumberText
{
    public const string Mend = "Write a number such as 3, 0.25, 1e-3 or 2/5";

    private static readonly string[] s_notFinite = [".inf", "inf", "infinity", ".nan", "nan", "∞"];

    /// <summary>True for <c>.inf</c>, <c>.nan</c> and their like.</summary>
    public static bool IsNotFinite(string text) =>
        s_notFinite.Contains(text.Trim().TrimStart('+', '-'), StringComparer.OrdinalIgnoreCase);

    /// <summary>A message and a mend for a text that <see cref="Rational.TryParse"/> refuses.</summary>
    public static (string Message, string Mend) Explain(string written)
    {
        string text = written.Trim();
        string shown = Shown.Quoted(text);
        if (IsNotFinite(text))
        {
            return ($"{shown} is not a finite number", "Leave it out, or write a number such as 1e6");
        }

        if (IsNumber(text, '%', "", out _) && Rational.TryParse(text.AsSpan().TrimEnd('%').TrimEnd(), out Rational percent))
        {
            return ($"{shown} is a percentage", $"Write {(percent / 100).ToString()} instead");
        }

        if (text.Count(letter => letter == ',') == 1 && IsNumber(text, ',', ".", out string decimalPoint))
        {
            return ($"{shown} has a decimal comma", $"Write {decimalPoint} with a point; a fraction is written 3/2");
        }

        if (IsNumber(text, '_', "", out string joined) || IsNumber(text, ',', "", out joined) || IsNumber(text, ' ', "", out joined)
            || IsNumber(text, '\'', "", out joined))
        {
            return ($"{shown} has separators between its digits", $"Write {joined} instead");
        }

        return ExplainShape(text, shown);
    }

    private static (string Message, string Mend) ExplainShape(string text, string shown)
    {
        if (text.Split('/') is [var above, var below] && IsDigits(above.Trim().TrimStart('-', '+')) && below.Trim().TrimStart('0').Length == 0
            && below.Trim().Length > 0)
        {
            return ($"{shown} divides by zero", "Write a fraction with a denominator other than 0");
        }

        if (text.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '/' or '-' or '+' or 'e' or 'E' or ' '))
        {
            int digits = text.Count(char.IsAsciiDigit);
            if (digits > Rational.MaximumDigits)
            {
                return ($"a number of {digits.ToString(CultureInfo.InvariantCulture)} digits; at most {Rational.MaximumDigits} are read",
                    "Write fewer digits");
            }

            if (HasHugeExponent(text))
            {
                return ($"{shown} has an exponent beyond {Rational.MaximumDigits}", "Choose a unit in which the numbers are ordinary");
            }

            if (text.Contains('/') && text.Contains('.'))
            {
                return ($"{shown} mixes a fraction and a decimal", "Write integers above and below the line, such as 5/2");
            }
        }

        return ($"expected a number, found {(text.Length == 0 ? "an empty text" : shown)}", Mend);
    }

    /// <summary>True where the text becomes a number once a mark that stands in it is replaced.</summary>
    private static bool IsNumber(string text, char mark, string replacement, out string replaced)
    {
        replaced = text;
        if (text.Length > Rational.MaximumDigits || !text.Contains(mark))
        {
            return false;
        }

        replaced = text.Replace(mark.ToString(), replacement, StringComparison.Ordinal);
        return Rational.TryParse(replaced, out _);
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool HasHugeExponent(string text)
    {
        string[] parts = text.ToLowerInvariant().Split('e');
        return parts is [{ Length: > 0 }, var exponent] && IsDigits(exponent.TrimStart('-', '+'));
    }
}
