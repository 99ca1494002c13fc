using Parley.Problems.Numbers;

namespace Parley.Files.Results;

/// <summary>
/// One value of a result: a <see cref="ResultMap"/>, <see cref="ResultList"/>, <see cref="ResultText"/>,
/// <see cref="ResultFlag"/>, <see cref="ExactNumber"/> or <see cref="Approximate"/>, and nothing else.
/// </summary>
/// <remarks>
/// The type of a number says what is known about it, and the conversions keep that: a <see cref="Rational"/> becomes
/// an exact number, a double or an int a plain one.
/// </remarks>
public abstract record ResultNode
{
    private protected ResultNode()
    {
    }

    /// <summary>What the value is, for a message: <c>10/3 exactly</c>, <c>about 3.33</c>, <c>a list of 3</c>.</summary>
    internal abstract string Described { get; }

    /// <summary>A text.</summary>
    public static implicit operator ResultNode(string text) => new ResultText(text);

    /// <summary>A flag.</summary>
    public static implicit operator ResultNode(bool flag) => new ResultFlag(flag);

    /// <summary>A number that was proved exactly.</summary>
    public static implicit operator ResultNode(Rational number) => new ExactNumber(number);

    /// <summary>A plain number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static implicit operator ResultNode(double number) => new Approximate(number);
}
