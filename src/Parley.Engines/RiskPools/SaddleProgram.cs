namespace Parley.Engines.RiskPools;

/// <summary>A number of a program: a constant plus, perhaps, one of its variables.</summary>
/// <param name="Variable">The variable; -1 for none.</param>
/// <param name="Constant">The constant.</param>
internal readonly record struct ProgramNumber(int Variable, double Constant)
{
    public static ProgramNumber Fixed(double value) => new(-1, value);

    /// <summary>The values of several.</summary>
    public static double[] At(ProgramNumber[] numbers, ReadOnlySpan<double> point)
    {
        double[] values = new double[numbers.Length];
        for (int s = 0; s < values.Length; s++)
        {
            values[s] = numbers[s].At(point);
        }

        return values;
    }

    public double At(ReadOnlySpan<double> point) => Variable < 0 ? Constant : Constant + point[Variable];
}

/// <summary>
/// A convex program, to be minimised: a linear cost and relative entropies, subject to equations, inequalities between one or two
/// variables, and relative entropies that are at most a radius. Every variable and every row says at which stage it is to be
/// eliminated, which is what makes large programs cheap.
/// </summary>
internal sealed class SaddleProgram
{
    /// <summary>The inequality <c>scale * first - second + constant >= 0</c>; second is -1 where there is one variable only.</summary>
    internal readonly record struct Inequality(int First, double Scale, int Second, double Constant, double Weight, long Stage);

    /// <summary>The cost <c>scale * KL(q || v)</c> of one scenario; where v is no variable its constant is the probability.</summary>
    internal readonly record struct EntropyTerm(double Scale, int Tilt, ProgramNumber Prior);

    /// <summary>The equation <c>sum of coefficients times variables = right</c>.</summary>
    internal sealed record Equation(int[] Variables, double[] Coefficients, double Right, long Stage);

    /// <summary>The inequality <c>sum of v log(v/p) - v + p at most radius</c> over some variables v.</summary>
    internal sealed record Ball(int[] Variables, double[] Centre, double Radius, long Stage);

    /// <summary>The size of an ordinary probability.</summary>
    public double Even { get; init; } = 1;

    public List<double> Start { get; } = [];

    public List<double> Cost { get; } = [];

    public List<long> Stages { get; } = [];

    public List<Inequality> Inequalities { get; } = [];

    public List<EntropyTerm> Entropies { get; } = [];

    public List<Equation> Equations { get; } = [];

    public List<Ball> Balls { get; } = [];

    /// <summary>Adds a variable.</summary>
    /// <param name="start">Where the search begins; strictly inside all inequalities.</param>
    /// <param name="stage">When it is eliminated.</param>
    /// <param name="cost">Its coefficient in the cost.</param>
    public int Variable(double start, long stage, double cost = 0)
    {
        Start.Add(start);
        Stages.Add(stage);
        Cost.Add(cost);
        return Start.Count - 1;
    }

    /// <summary>A variable is at least 0.</summary>
    public int Nonnegative(int variable, double weight) => Add(new Inequality(variable, 1, -1, 0, weight, 0));

    /// <summary>A variable is at most a constant.</summary>
    public int AtMost(int variable, double bound, double weight) => Add(new Inequality(variable, -1, -1, bound, weight, 0));

    /// <summary>Scale times one number is at least another: both may be constant, in which case nothing is added and -1 returned.</summary>
    public int AtLeast(ProgramNumber larger, double scale, ProgramNumber smaller, double weight, long stage)
    {
        double constant = (scale * larger.Constant) - smaller.Constant;
        if (larger.Variable >= 0)
        {
            return Add(new Inequality(larger.Variable, scale, smaller.Variable, constant, weight, stage));
        }

        return smaller.Variable < 0 ? -1 : Add(new Inequality(smaller.Variable, -1, -1, constant, weight, stage));
    }

    public int Equal(IEnumerable<(int Variable, double Coefficient)> terms, double right, long stage)
    {
        var listed = terms.ToList();
        Equations.Add(new Equation([.. listed.Select(term => term.Variable)], [.. listed.Select(term => term.Coefficient)], right, stage));
        return Equations.Count - 1;
    }

    /// <summary>Numbers sum to a constant; those without a variable move to the right-hand side.</summary>
    public void Sum(IEnumerable<ProgramNumber> numbers, double right, long stage, int extra = -1)
    {
        var variables = new List<int>();
        foreach (ProgramNumber number in numbers)
        {
            right -= number.Constant;
            if (number.Variable >= 0)
            {
                variables.Add(number.Variable);
            }
        }

        if (extra >= 0)
        {
            variables.Add(extra);
        }

        Equations.Add(new Equation([.. variables], [.. Enumerable.Repeat(1.0, variables.Count)], right, stage));
    }

    private int Add(Inequality inequality)
    {
        Inequalities.Add(inequality);
        return Inequalities.Count - 1;
    }
}
