using Parley.Problems.Numbers;

namespace Parley.Files.Documents;

/// <summary>
/// One value in a problem file: a <see cref="ScalarNode"/>, a <see cref="ListNode"/> or a <see cref="MapNode"/>, and
/// where it stands. The <c>As</c> methods say what is expected here and refuse anything else by name and place.
/// </summary>
public abstract class DocumentNode
{
    private readonly TreePath _path;

    private protected DocumentNode(NodePlace place) => (Source, _path, Position) = place;

    /// <summary>The file that the value stands in.</summary>
    public ProblemSource Source { get; }

    /// <summary>Where the value begins.</summary>
    public TextPosition Position { get; }

    /// <summary>The line where the value begins, from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column where the value begins, from 1.</summary>
    public int Column => Position.Column;

    /// <summary>
    /// The keys and list positions (from 0) that lead here, such as <c>decisions[2].payoffs</c>; empty at the root.
    /// </summary>
    public string Path => _path.ToString();

    /// <summary>True where nothing was written (<c>key:</c>) or plain <c>null</c> or <c>~</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>What was found, for a message: <c>'abc'</c>, <c>a list of 3</c>, <c>nothing</c>.</summary>
    internal abstract string Found { get; }

    /// <summary>The value as a map of keys.</summary>
    /// <exception cref="ProblemFileException">It is a list, a text or nothing.</exception>
    public MapNode AsMap() => this as MapNode
        ?? throw Expected("a map of keys", "Write key: value lines under it, or { key: value }; an empty one is {}");

    /// <summary>The value as a list.</summary>
    /// <exception cref="ProblemFileException">It is a map, a text or nothing.</exception>
    public ListNode AsList() => this as ListNode
        ?? throw Expected("a list", "Write [a, b, c], or one line per element starting with a dash");

    /// <summary>The value as text, exactly as written; numbers are text too. It may be empty where it is quoted.</summary>
    /// <exception cref="ProblemFileException">It is a map, a list or nothing.</exception>
    public string AsText() => AsScalar("a text", "Write a text here").Text;

    /// <summary>
    /// The value as a name: a text that is not empty, fits on one line, has no spaces around it and is at most
    /// <see cref="NameRule.MaximumLength"/> characters long.
    /// </summary>
    /// <exception cref="ProblemFileException">It is anything else.</exception>
    public string AsName()
    {
        string name = AsScalar("a name", "Write a name here").Text;
        return NameRule.Objection(name) is { } objection ? throw Error(objection, NameRule.Mend) : name;
    }

    /// <summary>The value as an exact number: <c>3</c>, <c>-0.25</c>, <c>1e-3</c> or <c>2/5</c>, in quotes or not.</summary>
    /// <exception cref="ProblemFileException">It is anything else; the message explains frequent cases.</exception>
    public Rational AsRational()
    {
        string text = AsScalar("a number", NumberText.Mend).Text;
        if (Rational.TryParse(text, out Rational number))
        {
            return number;
        }

        (string message, string mend) = NumberText.Explain(text);
        throw Error(message, mend);
    }

    /// <summary>
    /// The value as a proved number of a result: a text in lowest terms such as <c>"10/3"</c>, which may be much
    /// longer than the numbers that people type.
    /// </summary>
    /// <exception cref="ProblemFileException">It is anything else.</exception>
    public Rational AsExact() => this is ScalarNode { IsQuoted: true } scalar && ExactText.TryRead(scalar.Text, out Rational number)
        ? number
        : throw Expected("a number in lowest terms, as a text", "Let Parley write the result");

    /// <summary>The value as an integer within limits, both included.</summary>
    /// <exception cref="ProblemFileException">It is not an integer, or it lies outside.</exception>
    public int AsInteger(int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        Rational number = AsRational();
        if (number.IsInteger && number >= minimum && number <= maximum)
        {
            return (int)number.Numerator;
        }

        string limits = (minimum, maximum) switch
        {
            (int.MinValue, int.MaxValue) => "",
            (_, int.MaxValue) => $" of at least {minimum}",
            (int.MinValue, _) => $" of at most {maximum}",
            _ => $" from {minimum} to {maximum}",
        };
        throw Expected("an integer" + limits, mend: null);
    }

    /// <summary>The value as <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="ProblemFileException">It is anything else, such as <c>yes</c> or a quoted text.</exception>
    public bool AsBoolean() => this switch
    {
        ScalarNode { IsQuoted: false, Text: "true" } => true,
        ScalarNode { IsQuoted: false, Text: "false" } => false,
        _ => throw Expected("true or false", "Write true or false, without quotes"),
    };

    /// <summary>An exception to throw about this value.</summary>
    /// <param name="message">What is wrong, as a clause without a full stop.</param>
    /// <param name="mend">What to do about it, as an imperative without a full stop.</param>
    public ProblemFileException Error(string message, string? mend = null) =>
        Source.Error(Position, Path, message, mend);

    /// <summary>An exception that says what belongs here and what stands here instead.</summary>
    /// <param name="expected">What belongs here, with its article: <c>a list of names</c>.</param>
    /// <param name="mend">What to do about it, as an imperative without a full stop.</param>
    public ProblemFileException Expected(string expected, string? mend = null) =>
        Error($"expected {expected}, found {Found}", mend);

    private protected ProblemFileException ErrorAt(TextPosition at, string key, string message, string? mend) =>
        Source.Error(at, _path.Key(key).ToString(), message, mend);

    private ScalarNode AsScalar(string expected, string mend) =>
        this is ScalarNode { IsNull: false } scalar ? scalar : throw Expected(expected, mend);
}
