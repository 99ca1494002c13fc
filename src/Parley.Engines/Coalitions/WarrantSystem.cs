using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The numbers of one coalition's fixed point in doubles, every member's payoffs in units of their range: the solution does
/// not depend on anybody's unit, and so neither does the search. A column is a decision in a
/// state; scales are numbered with the weights lambda first and the multipliers alpha behind them. A column's entries
/// are what it adds to each type's payoff and to each incentive constraint's slack when its probability rises, and so
/// what each scale adds to its virtual worth.
/// </summary>
internal sealed class WarrantSystem
{
    private readonly int _decisions;
    private readonly int[] _starts;
    private readonly int[] _indices;
    private readonly double[] _values;

    /// <summary>Reads the numbers off a coalition and its threats.</summary>
    public WarrantSystem(CoalitionOutcome smaller, Subgame subgame)
    {
        Subgame = subgame;
        _decisions = subgame.DecisionCount;
        StateSpace states = subgame.States;
        Types = [.. from member in Enumerable.Range(0, states.MemberCount) from type in Enumerable.Range(0, states.TypeCount(member)) select (member, type)];
        Pairs = [.. from entry in Types from reported in Enumerable.Range(0, states.TypeCount(entry.Member)) where reported != entry.Type select (entry.Member, entry.Type, reported)];
        TypeVector threats = smaller.ThreatSum(subgame);
        Ranges = [.. Enumerable.Range(0, subgame.MemberCount).Select(member => subgame.PayoffRange(member).ToDouble())];
        ThreatSums = [.. Types.Select(entry => threats[entry.Member, entry.Type].ToDouble() / Ranges[entry.Member])];
        Probabilities = [.. Types.Select(entry => states.TypeProbability(entry.Member, entry.Type).ToDouble())];
        Outside = ReadOutside(smaller);
        (_starts, _indices, _values) = ReadColumns();
    }

    /// <summary>The coalition.</summary>
    public Subgame Subgame { get; }

    /// <summary>Every member's range of payoffs: what its unit is worth.</summary>
    public double[] Ranges { get; }

    /// <summary>Every type of every member: the index of its weight.</summary>
    public IReadOnlyList<(int Member, int Type)> Types { get; }

    /// <summary>Every false report: its multiplier's index, after the weights.</summary>
    public IReadOnlyList<(int Member, int True, int Reported)> Pairs { get; }

    /// <summary>c_i(t), by type.</summary>
    public double[] ThreatSums { get; }

    /// <summary>p_i(t), by type.</summary>
    public double[] Probabilities { get; }

    /// <summary>U_j^{S\i}(t_j) for each member i and type (j, t_j); 0 for i's own types.</summary>
    public double[][] Outside { get; }

    /// <summary>How many weights and multipliers there are.</summary>
    public int ScaleCount => Types.Count + Pairs.Count;

    /// <summary>How many columns: states times decisions.</summary>
    public int ColumnCount => _starts.Length - 1;

    /// <summary>The state of a column.</summary>
    public int StateOf(int column) => column / _decisions;

    /// <summary>The decision of a column.</summary>
    public int DecisionOf(int column) => column % _decisions;

    /// <summary>How many decisions the system knows: those that were written down when it was made.</summary>
    public int DecisionCount => _decisions;

    /// <summary>The column of a decision in a state; null where the system does not know the decision.</summary>
    public int? ColumnOf(int decision, int state) => decision < _decisions ? (state * _decisions) + decision : null;

    /// <summary>Which scales a column's entries belong to.</summary>
    public ReadOnlySpan<int> Indices(int column) => _indices.AsSpan(_starts[column].._starts[column + 1]);

    /// <summary>A column's entries.</summary>
    public ReadOnlySpan<double> Values(int column) => _values.AsSpan(_starts[column].._starts[column + 1]);

    /// <summary>p(t) times the summed virtual utility of a column.</summary>
    public double Worth(int column, ReadOnlySpan<double> scales)
    {
        double sum = 0;
        ReadOnlySpan<int> indices = Indices(column);
        ReadOnlySpan<double> values = Values(column);
        for (int k = 0; k < indices.Length; k++)
        {
            sum += values[k] * scales[indices[k]];
        }

        return sum;
    }

    /// <summary>The member that a scale belongs to.</summary>
    public int MemberOf(int scale) => scale < Types.Count ? Types[scale].Member : Pairs[scale - Types.Count].Member;

    /// <summary>Scales for payoffs in the problem's own units: worths stay what they are.</summary>
    public double[] InProblemUnits(ReadOnlySpan<double> scales)
    {
        double[] converted = scales.ToArray();
        for (int scale = 0; scale < converted.Length; scale++)
        {
            converted[scale] /= Ranges[MemberOf(scale)];
        }

        return converted;
    }

    /// <summary>The index of a type's weight.</summary>
    public int TypeIndex(int member, int type)
    {
        int index = type;
        for (int before = 0; before < member; before++)
        {
            index += Subgame.States.TypeCount(before);
        }

        return index;
    }

    private double[][] ReadOutside(CoalitionOutcome smaller) => [.. Enumerable.Range(0, Subgame.MemberCount).Select(absent =>
    {
        IReadOnlyList<Rational[]> values = smaller.ValueWithout(Subgame, absent);
        return Types.Select(entry => entry.Member == absent ? 0 : values[entry.Member][entry.Type].ToDouble() / Ranges[entry.Member]).ToArray();
    })];

    private (int[], int[], double[]) ReadColumns()
    {
        int columns = Subgame.States.Count * _decisions;
        var starts = new int[columns + 1];
        List<int> indices = [];
        List<double> values = [];
        for (int column = 0; column < columns; column++)
        {
            AddColumn(DecisionOf(column), StateOf(column), indices, values);
            starts[column + 1] = indices.Count;
        }

        return (starts, [.. indices], [.. values]);
    }

    private void AddColumn(int decision, int state, List<int> indices, List<double> values)
    {
        StateSpace states = Subgame.States;
        int firstPair = Types.Count;
        for (int member = 0; member < Subgame.MemberCount; member++)
        {
            int type = states.TypeOf(state, member);
            int types = states.TypeCount(member);
            double probability = states.OthersProbability(state, member).ToDouble() / Ranges[member];
            double own = probability * Subgame.Payoff(decision, state, member).ToDouble();
            indices.Add(TypeIndex(member, type));
            values.Add(own);
            for (int other = 0; other < types; other++)
            {
                if (other != type)
                {
                    double mistaken = probability * Subgame.Payoff(decision, states.WithType(state, member, other), member).ToDouble();
                    indices.Add(firstPair + PairOffset(types, type, other));
                    values.Add(own);
                    indices.Add(firstPair + PairOffset(types, other, type));
                    values.Add(-mistaken);
                }
            }

            firstPair += types * (types - 1);
        }
    }

    private static int PairOffset(int types, int truth, int reported) =>
        (truth * (types - 1)) + (reported < truth ? reported : reported - 1);
}
