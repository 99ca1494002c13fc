using static Parley.Engines.RiskPools.SaddleProgram;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Where the matrix of a <see cref="SaddleSystem"/> has entries: its unknowns are the variables, then a multiplier for each equation, for
/// each inequality between two variables and for each ball. They are placed in the order of their stages.
/// </summary>
internal sealed class SaddlePattern
{
    private readonly SaddleProgram _program;

    public SaddlePattern(SaddleProgram program)
    {
        _program = program;
        Variables = program.Start.Count;
        Pairs = [.. Enumerable.Range(0, program.Inequalities.Count).Where(k => program.Inequalities[k].Second >= 0)];
        FirstPair = Variables + program.Equations.Count;
        FirstBall = FirstPair + Pairs.Length;
        Size = FirstBall + program.Balls.Count;
        Places = Order();
        (Start, Rows, Slots) = Compress(Entries());
    }

    public int Variables { get; }

    /// <summary>The inequalities between two variables, by their position in the program.</summary>
    public int[] Pairs { get; }

    public int FirstPair { get; }

    public int FirstBall { get; }

    public int Size { get; }

    /// <summary>The place of every unknown in the order of elimination.</summary>
    public int[] Places { get; }

    /// <summary>Where each column of the upper triangle begins, and where the last one ends.</summary>
    public int[] Start { get; }

    /// <summary>The row of each entry.</summary>
    public int[] Rows { get; }

    /// <summary>For each contribution to the matrix, in the order in which they are made, its entry.</summary>
    public int[] Slots { get; }

    /// <summary>An unknown's entry on the diagonal: the last of its column.</summary>
    public int Diagonal(int unknown) => Start[Places[unknown] + 1] - 1;

    /// <summary>The entries in the order in which they are added, as rows and columns of the program's order.</summary>
    private List<(int Row, int Column)> Entries()
    {
        var entries = new List<(int, int)>();
        foreach (Inequality bound in _program.Inequalities.Where(inequality => inequality.Second < 0))
        {
            entries.Add((bound.First, bound.First));
        }

        foreach (EntropyTerm term in _program.Entropies)
        {
            entries.Add((term.Tilt, term.Tilt));
            if (term.Prior.Variable >= 0)
            {
                entries.Add((term.Prior.Variable, term.Prior.Variable));
                entries.Add((term.Tilt, term.Prior.Variable));
            }
        }

        for (int row = 0; row < _program.Equations.Count; row++)
        {
            entries.AddRange(_program.Equations[row].Variables.Select(variable => (Variables + row, variable)));
        }

        for (int k = 0; k < Pairs.Length; k++)
        {
            Inequality pair = _program.Inequalities[Pairs[k]];
            entries.Add((FirstPair + k, pair.First));
            entries.Add((FirstPair + k, pair.Second));
            entries.Add((FirstPair + k, FirstPair + k));
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            foreach (int variable in _program.Balls[k].Variables)
            {
                entries.Add((FirstBall + k, variable));
                entries.Add((variable, variable));
            }

            entries.Add((FirstBall + k, FirstBall + k));
        }

        for (int k = 0; k < Size; k++)
        {
            entries.Add((k, k));
        }

        return entries;
    }

    /// <summary>Sorts the unknowns by stage.</summary>
    private int[] Order()
    {
        long[] stages = new long[Size];
        _program.Stages.CopyTo(stages);
        for (int k = 0; k < _program.Equations.Count; k++)
        {
            stages[Variables + k] = _program.Equations[k].Stage;
        }

        for (int k = 0; k < Pairs.Length; k++)
        {
            stages[FirstPair + k] = _program.Inequalities[Pairs[k]].Stage;
        }

        for (int k = 0; k < _program.Balls.Count; k++)
        {
            stages[FirstBall + k] = _program.Balls[k].Stage;
        }

        int[] place = new int[Size];
        int next = 0;
        foreach (int unknown in Enumerable.Range(0, Size).OrderBy(k => stages[k]))
        {
            place[unknown] = next++;
        }

        return place;
    }

    /// <summary>Columns of the upper triangle without repetitions, and where each of the entries went.</summary>
    private (int[] Start, int[] Rows, int[] Slots) Compress(List<(int Row, int Column)> entries)
    {
        long[] keys = new long[entries.Count];
        int[] order = new int[entries.Count];
        for (int k = 0; k < keys.Length; k++)
        {
            (int row, int column) = (Places[entries[k].Row], Places[entries[k].Column]);
            keys[k] = ((long)Math.Max(row, column) * Size) + Math.Min(row, column);
            order[k] = k;
        }

        Array.Sort(keys, order);
        int[] start = new int[Size + 1];
        int[] slots = new int[entries.Count];
        var rows = new List<int>();
        for (int k = 0; k < keys.Length; k++)
        {
            if (k == 0 || keys[k] != keys[k - 1])
            {
                rows.Add((int)(keys[k] % Size));
                start[(keys[k] / Size) + 1]++;
            }

            slots[order[k]] = rows.Count - 1;
        }

        for (int column = 0; column < Size; column++)
        {
            start[column + 1] += start[column];
        }

        return (start, [.. rows], slots);
    }
}
