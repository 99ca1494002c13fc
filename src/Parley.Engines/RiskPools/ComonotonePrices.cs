using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The support function of the comonotone menu: for each step between successive totals, away from 0, a price that is at least
/// everybody's probability of a gain that large, or at most everybody's probability of a loss that large. The multipliers of these
/// inequalities say how much of the step each member takes.
/// </summary>
internal sealed class ComonotonePrices : IMenuPrices
{
    private readonly RiskPool _pool;
    private readonly List<Step> _steps = [];

    /// <summary>Adds prices and the members' probabilities of each step and what lies beyond to a program.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="program">The program.</param>
    /// <param name="unit">The unit of money.</param>
    /// <param name="stages">When unknowns are eliminated: successive steps one after another towards 0, the steps next to 0 in the end.</param>
    public ComonotonePrices(RiskPool pool, PoolProgram program, double unit, Stages stages)
    {
        _pool = pool;
        long next = Stages.Local;
        var sums = new List<ProgramNumber[]>();
        foreach (int sign in (int[])[1, -1])
        {
            var beyond = new ProgramNumber[pool.Members.Count];
            double[] starts = new double[beyond.Length];
            Array.Fill(beyond, ProgramNumber.Fixed(0));
            (double Gap, int[] Scenarios)[] steps = SupportFunction.Steps(pool.Total, sign);
            var links = new int[steps.Length][];
            for (int j = steps.Length - 1; j >= 0; j--)
            {
                long stage = j == 0 ? stages.Member : ++next;
                for (int i = 0; i < beyond.Length; i++)
                {
                    (beyond[i], starts[i]) = Tail(program, [.. steps[j].Scenarios.Select(s => program.Tilts[i][s])], beyond[i], starts[i], stage);
                }

                links[j] = MenuLinks.Add(program.Program, beyond, starts, sign * steps[j].Gap / unit, stage, stage);
            }

            sums.Add(beyond);
            for (int j = 0; j < steps.Length; j++)
            {
                _steps.Add(new Step(sign, steps[j].Gap, steps[j].Scenarios, links[j]));
            }
        }

        AddSums(pool, program, sums, stages);
    }

    /// <summary>Tilts sum to 1: those of all gains, of all losses, and of the scenarios with neither. Far fewer entries than tilt by tilt.</summary>
    private static void AddSums(RiskPool pool, PoolProgram program, List<ProgramNumber[]> sums, Stages stages)
    {
        int[] neither = [.. Enumerable.Range(0, pool.Scenarios).Where(s => pool.Total[s] == 0)];
        foreach (int i in program.Unsummed)
        {
            program.Program.Sum([.. sums.Select(beyond => beyond[i]), .. neither.Select(s => program.Tilts[i][s])], 1, stages.Member);
        }
    }

    /// <summary>A step, with the link of each member.</summary>
    private sealed record Step(int Sign, double Gap, int[] Scenarios, int[] Links);

    /// <inheritdoc/>
    public Allocation Parts(InteriorPoint point)
    {
        var parts = new Allocation(_pool.Members.Count, _pool.Scenarios);
        double[] sums = new double[_pool.Members.Count];
        double[] taken = new double[_pool.Members.Count];
        int sign = 1;
        foreach (Step step in _steps)
        {
            if (step.Sign != sign)
            {
                Array.Clear(sums);
                sign = step.Sign;
            }

            MenuLinks.Split(point, step.Links, step.Sign * step.Gap, taken);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += taken[i];
                foreach (int s in step.Scenarios)
                {
                    parts[i][s] = sums[i];
                }
            }

            foreach (int s in step.Scenarios)
            {
                MendedAllocation.SettleRounding(_pool, parts, s);
            }
        }

        return parts;
    }

    /// <summary>The probability of what lies beyond plus that of some scenarios, as a variable with a row where it is not a constant.</summary>
    private static (ProgramNumber Tail, double Start) Tail(PoolProgram program, ProgramNumber[] tilts, ProgramNumber beyond, double start, long stage)
    {
        double constant = tilts.Sum(tilt => tilt.Constant);
        int[] variables = [.. tilts.Where(tilt => tilt.Variable >= 0).Select(tilt => tilt.Variable)];
        start += tilts.Sum(program.StartOf);
        if (variables.Length == 0)
        {
            return (beyond with { Constant = beyond.Constant + constant }, start);
        }

        int tail = program.Program.Variable(start, stage);
        var terms = new List<(int, double)> { (tail, 1) };
        terms.AddRange(variables.Select(variable => (variable, -1.0)));
        if (beyond.Variable >= 0)
        {
            terms.Add((beyond.Variable, -1));
        }

        program.Program.Equal(terms, constant + beyond.Constant, Stages.Local);
        return (new ProgramNumber(tail, 0), start);
    }
}
