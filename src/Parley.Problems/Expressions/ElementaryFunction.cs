namespace Parley.Problems.Expressions;

/// <summary>The functions that an expression can call.</summary>
public enum ElementaryFunction
{
    /// <summary>The smallest of its arguments.</summary>
    Min,

    /// <summary>The largest of its arguments.</summary>
    Max,

    /// <summary>The exponential function.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>The absolute value.</summary>
    Abs,

    /// <summary>-1, 0 or 1: the derivative of the absolute value. It cannot be written in a text.</summary>
    Sign,
}

/// <summary>How functions are written.</summary>
internal static class FunctionNames
{
    /// <summary>The functions that a text can call, by name.</summary>
    public static IReadOnlyDictionary<string, ElementaryFunction> Callable { get; } =
        Enum.GetValues<ElementaryFunction>().Where(function => function != ElementaryFunction.Sign).ToDictionary(Name);

    public static string Name(this ElementaryFunction function) => function switch
    {
        ElementaryFunction.Min => "min",
        ElementaryFunction.Max => "max",
        ElementaryFunction.Exp => "exp",
        ElementaryFunction.Log => "log",
        ElementaryFunction.Sqrt => "sqrt",
        ElementaryFunction.Abs => "abs",
        _ => "sign",
    };

    /// <summary>True for <c>min</c> and <c>max</c>, which take any number of arguments from one.</summary>
    public static bool IsExtreme(this ElementaryFunction function) => function is ElementaryFunction.Min or ElementaryFunction.Max;
}
