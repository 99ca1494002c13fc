namespace Parley.Problems.Expressions;

/// <summary>What people are told about a text that is no expression, and how to mend it.</summary>
internal static class SyntaxErrors
{
    private const string Example = "write one such as own + ben.common / 2";

    private static readonly Dictionary<char, string> s_mends = new()
    {
        ['−'] = "write the minus sign of the keyboard: -",
        ['–'] = "write the minus sign of the keyboard: -",
        ['—'] = "write the minus sign of the keyboard: -",
        ['×'] = "write * for a product",
        ['·'] = "write * for a product",
        ['⋅'] = "write * for a product",
        ['∗'] = "write * for a product",
        ['÷'] = "write / for a quotient",
        ['∕'] = "write / for a quotient",
        ['⁄'] = "write / for a quotient",
        [':'] = "write / for a quotient",
        ['²'] = "write ^2 for a square",
        ['³'] = "write ^3 for a cube",
        ['√'] = "write sqrt(x) for a square root",
        ['['] = "write round parentheses: ( )",
        [']'] = "write round parentheses: ( )",
        ['{'] = "write round parentheses: ( )",
        ['}'] = "write round parentheses: ( )",
        ['|'] = "write abs(x) for an absolute value",
        ['%'] = "write a fraction: 5/100 for 5%",
        [';'] = "separate arguments by commas",
        ['.'] = "write a number before or after the point: 0.5",
    };

    public static ExpressionSyntaxException Empty() => new(0, "the expression is empty", Example);

    public static ExpressionSyntaxException TooLong(int length) => new(
        Expression.MaximumLength,
        $"the expression has {length} characters, more than {Expression.MaximumLength}",
        "split it, or give the values as a table");

    public static ExpressionSyntaxException TooDeep(int position) => new(
        position,
        $"the expression nests parentheses, calls and exponents more than {Expression.MaximumNesting} deep,"
            + $" or all operations more than {Expression.MaximumDepth}",
        "remove parentheses that are not needed");

    public static ExpressionSyntaxException UnknownCharacter(string text, int position) => new(
        position,
        $"found '{CharacterAt(text, position)}', which has no meaning in an expression",
        s_mends.GetValueOrDefault(text[position], "use numbers, names, + - * / ^ and parentheses"));

    public static ExpressionSyntaxException MissingAttribute(string text, int start, int position)
    {
        string path = text[start..position];
        string found = position == text.Length ? "the end" : $"'{CharacterAt(text, position)}'";
        string mend = found == "'.'" ? $"write one point after {path[..^1]}" : $"write an attribute, as in {path}value";
        return new(position, $"expected a name after '{path}' but found {found}", mend);
    }

    public static ExpressionSyntaxException NotANumber(Token number) => new(
        number.Position,
        $"{number} is no number that can be read",
        "write one such as 3, 0.25 or 1e-3, of at most 300 digits");

    public static ExpressionSyntaxException MissingValue(Token before, Token found)
    {
        string place = before.Kind == TokenKind.End ? "at the beginning" : $"after {before}";
        return new(found.Position, $"expected a number, a name or '(' {place} but found {found}", Mend());

        string Mend() => (before.Kind, found.Kind) switch
        {
            (TokenKind.Symbol, _) when before.Is('*') && found.Is('*') => "write ^ for a power: x^2",
            (_, TokenKind.End) => $"add a value after {before}, or remove it",
            _ => $"add a value before {found}, or remove it",
        };
    }

    public static ExpressionSyntaxException MissingOperator(Token before, Token found)
    {
        string mend = (before.Kind, found.Kind) switch
        {
            _ when found.Is(')') => "remove it, or add a '(' before",
            (TokenKind.Number, _) when found.Is(',') => $"write a decimal point: {before.Text}.5",
            _ when found.Is(',') => "commas separate the arguments of min and max only",
            _ => $"put an operator between them: {before.Text} * {found.Text}",
        };
        return new(found.Position, $"expected an operator or the end after {before} but found {found}", mend);
    }

    public static ExpressionSyntaxException Unclosed(Token open, Token found) => new(
        found.Position,
        $"expected ')' for the '(' at position {open.Position} but found {found}",
        found.Kind == TokenKind.End ? "add ')' at the end"
        : found.Is(',') ? "write a decimal point, or name a function: min(x, y)"
        : $"add ')' before {found}, or an operator");

    public static ExpressionSyntaxException UnknownFunction(Token name)
    {
        string known = string.Join(", ", FunctionNames.Callable.Keys);
        string? near = Spelling.Nearest(name.Text, FunctionNames.Callable.Keys);
        string mend = near is null
            ? $"the functions are {known}; a product is written {name.Text} * (...)"
            : $"did you mean {near}?";
        return new(name.Position, $"{name} is followed by '(' but is no function", mend);
    }

    public static ExpressionSyntaxException WrongArguments(Token name, ElementaryFunction function, int count)
    {
        bool extreme = function.IsExtreme();
        string needs = extreme ? "at least one argument" : "exactly one argument";
        string mend = $"write {name.Text}({(extreme ? "x, y" : "x")})";
        return new(name.Position, $"{name} needs {needs} but has {count}", mend);
    }

    private static string CharacterAt(string text, int position) =>
        char.IsSurrogatePair(text, position) ? text.Substring(position, 2) : text[position].ToString();
}
