using System.Globalization;
using Parley.Problems.Numbers;

namespace Parley.Reports;

/// <summary>Numbers and lists as people read them.</summary>
internal static class Words
{
    /// <summary>A longer exact number is shown rounded, and marked so.</summary>
    private const int LongestExact = 9;

    /// <summary>An exact number: <c>45</c>, <c>0.8</c>, <c>10/3</c>, or a rounded decimal marked with ≈ where that is too long.</summary>
    public static string Number(Rational number)
    {
        string exact = number.ToShortString();
        return exact.Length <= LongestExact ? exact : "≈" + Decimal(number.ToDouble(), 7);
    }

    /// <summary>A found number, rounded: <c>0.0808781</c>.</summary>
    public static string Decimal(double number, int digits = 6) =>
        number.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    /// <summary>A coalition: <c>buyer + seller</c>.</summary>
    public static string Coalition(IEnumerable<string> names) => string.Join(" + ", names);
}
