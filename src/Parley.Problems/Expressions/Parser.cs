using Parley.Problems.Numbers;

namespace Parley.Problems.Expressions;

/// <summary>Reads an expression by recursive descent, one method per level of precedence.</summary>
/// <remarks>
/// <code>
/// sum     = product { ("+" | "-") product }
/// product = unary { ("*" | "/") unary }
/// unary   = { "+" | "-" } power
/// power   = atom [ "^" unary ]
/// atom    = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
/// </code>
/// </remarks>
internal sealed class Parser
{
    private readonly Lexer _lexer;
    private Token _previous = new(TokenKind.End, 0, "");
    private Token _current;
    private int _nesting;

    public Parser(string text)
    {
        if (text.Length > Expression.MaximumLength)
        {
            throw SyntaxErrors.TooLong(text.Length);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw SyntaxErrors.Empty();
        }

        _lexer = new Lexer(text);
        _current = _lexer.Next();
    }

    public Expression ParseAll()
    {
        try
        {
            Expression all = ParseSum();
            return _current.Kind == TokenKind.End ? all : throw SyntaxErrors.MissingOperator(_previous, _current);
        }
        catch (ExpressionValueException)
        {
            throw SyntaxErrors.TooDeep(_previous.Position);
        }
    }

    private Expression ParseSum()
    {
        List<Expression> terms = [ParseProduct()];
        int position = _current.Position;
        while (_current.Is('+') || _current.Is('-'))
        {
            Token sign = Take();
            Expression term = ParseProduct();
            terms.Add(sign.Is('-') ? Negated(term, sign) : term);
        }

        return terms.Count == 1 ? terms[0] : new Sum([.. terms]) { Position = position };
    }

    private Expression ParseProduct()
    {
        List<Expression> factors = [ParseUnary()];
        int position = _current.Position;
        while (_current.Is('*') || _current.Is('/'))
        {
            Token sign = Take();
            Expression factor = ParseUnary();
            factors.Add(sign.Is('/') ? new Reciprocal(factor) { Position = sign.Position } : factor);
        }

        return factors.Count == 1 ? factors[0] : new Product([.. factors]) { Position = position };
    }

    private Expression ParseUnary()
    {
        Token first = _current;
        bool negative = false;
        while (_current.Is('+') || _current.Is('-'))
        {
            negative ^= Take().Is('-');
        }

        Expression operand = ParsePower();
        return negative ? Negated(operand, first) : operand;
    }

    private Expression ParsePower()
    {
        Expression @base = ParseAtom();
        if (!_current.Is('^'))
        {
            return @base;
        }

        Token sign = Take();
        Expression exponent = Nested(sign, ParseUnary);
        return new Power(@base, exponent) { Position = sign.Position };
    }

    private Expression ParseAtom()
    {
        Token before = _previous;
        Token token = Take();
        return token.Kind switch
        {
            TokenKind.Number => ParseNumber(token),
            TokenKind.Name when _current.Is('(') && !token.Text.Contains('.', StringComparison.Ordinal) => ParseCall(token),
            TokenKind.Name => new Reference(token.Text) { Position = token.Position },
            _ when token.Is('(') => ParseParenthesis(token),
            _ => throw SyntaxErrors.MissingValue(before, token),
        };
    }

    private static Constant ParseNumber(Token token) => Rational.TryParse(token.Text, out Rational value)
        ? new Constant(value) { Position = token.Position }
        : throw SyntaxErrors.NotANumber(token);

    private Expression ParseParenthesis(Token open)
    {
        Expression inside = Nested(open, ParseSum);
        Close(open);
        return inside;
    }

    private Application ParseCall(Token name)
    {
        if (!FunctionNames.Callable.TryGetValue(name.Text, out ElementaryFunction function))
        {
            throw SyntaxErrors.UnknownFunction(name);
        }

        Token open = Take();
        List<Expression> arguments = [];
        while (!_current.Is(')') && (arguments.Count == 0 || _current.Is(',')))
        {
            if (arguments.Count > 0)
            {
                Take();
            }

            arguments.Add(Nested(open, ParseSum));
        }

        Close(open);
        return arguments.Count == 1 || (function.IsExtreme() && arguments.Count > 1)
            ? new Application(function, [.. arguments]) { Position = name.Position }
            : throw SyntaxErrors.WrongArguments(name, function, arguments.Count);
    }

    private void Close(Token open)
    {
        if (!_current.Is(')'))
        {
            throw SyntaxErrors.Unclosed(open, _current);
        }

        Take();
    }

    private Expression Nested(Token at, Func<Expression> parse)
    {
        if (++_nesting > Expression.MaximumNesting)
        {
            throw SyntaxErrors.TooDeep(at.Position);
        }

        Expression inside = parse();
        _nesting--;
        return inside;
    }

    private static Expression Negated(Expression operand, Token sign) => operand is Constant constant
        ? new Constant(-constant.Value) { Position = sign.Position }
        : new Negation(operand) { Position = sign.Position };

    private Token Take()
    {
        _previous = _current;
        _current = _lexer.Next();
        return _previous;
    }
}
