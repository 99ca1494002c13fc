using System.Globalization;
using System.Numerics;
using Parley.Problems.Numbers;

namespace Parley.Files;

/// <summary>
/// Proved numbers as results hold them: text in lowest terms, such as <c>10/3</c>, <c>-7</c> or <c>0</c>. They are
/// computed, not typed, and so may be much longer than <see cref="Rational.MaximumDigits"/>.
/// </summary>
internal static class ExactText
{
    /// <summary>The most characters: far beyond any proof that was found in time, and still read in milliseconds.</summary>
    public const int MaximumLength = 50_000;

    /// <summary>Reads such a text.</summary>
    /// <returns>False where the text is too long or not exactly what <see cref="Rational.ToString"/> gives.</returns>
    public static bool TryRead(string text, out Rational number)
    {
        number = default;
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> above = slash < 0 ? text : text.AsSpan(0, slash);
        ReadOnlySpan<char> below = slash < 0 ? "1" : text.AsSpan(slash + 1);
        bool isWritten = text.Length <= MaximumLength
            && IsInteger(above is ['-', .. var digits] ? digits : above)
            && IsInteger(below)
            && !above.SequenceEqual("-0")
            && (slash < 0 || below is not ("0" or "1"));
        if (!isWritten)
        {
            return false;
        }

        BigInteger denominator = BigInteger.Parse(below, NumberStyles.None, CultureInfo.InvariantCulture);
        number = new Rational(BigInteger.Parse(above, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), denominator);
        return number.Denominator == denominator;
    }

    private static bool IsInteger(ReadOnlySpan<char> digits) =>
        digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && (digits[0] != '0' || digits.Length == 1);
}
