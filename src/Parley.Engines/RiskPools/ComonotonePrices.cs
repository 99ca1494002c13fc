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
    private readonly PoolProgram _program;
    private readonly Stages _stages;
    private readonly List<Step> _steps = [];

    /// <summary>Adds prices and the members' probabilities of each step and what lies beyond to a program.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="program">The program.</param>
    /// <param name="unit">The unit of money.</param>
    /// <param name="stages">When unknowns are eliminated: successive steps one after another towards 0, the steps next to 0 in the end.</param>
    public ComonotonePrices(RiskPool pool, PoolProgram program, double unit, Stages stages)
    {
        (_pool, _program, _stages) = (pool, program, stages);
        long next = Stages.Local;
        var sums = new List<Tail[]>();
        foreach (int sign in (int[])[1, -1])
        {
            Tail[] beyond = [.. pool.Members.Select(_ => new Tail([], 0, 0))];
            (double Gap, int[] Scenarios)[] steps = SupportFunction.Steps(pool.Total, sign);
            var links = new int[steps.Length][];
            for (int j = steps.Length - 1; j >= 0; j--)
            {
                long stage = j == 0 ? stages.Member : ++next;
                (beyond, links[j]) = Add(beyond, steps[j].Scenarios, sign * steps[j].Gap / unit, stage);
            }

            sums.Add(beyond);
            for (int j = 0; j < steps.Length; j++)
            {
                _steps.Add(new Step(sign, steps[j].Gap, steps[j].Scenarios, links[j]));
            }
        }

        AddSums(sums);
    }

    /// <summary>Tilts sum to 1: those of all gains, of all losses, and of the scenarios with neither. Far fewer entries than tilt by tilt.</summary>
    private void AddSums(List<Tail[]> sums)
    {
        int[] neither = [.. Enumerable.Range(0, _pool.Scenarios).Where(s => _pool.Total[s] == 0)];
        foreach (int i in _program.Unsummed)
        {
            Tail rest = Tilts(i, neither);
            _program.Program.Equal(
                [.. sums.SelectMany(tails => tails[i].Terms), .. rest.Terms], 1 - rest.Constant - sums.Sum(tails => tails[i].Constant), _stages.Member);
        }
    }

    /// <summary>Adds a step: its price, and everybody's probability of it and what lies beyond.</summary>
    private (Tail[] Tails, int[] Links) Add(Tail[] beyond, int[] scenarios, double amount, long stage)
    {
        Tail[] tilts = [.. beyond.Select((_, i) => Tilts(i, scenarios))];
        Tail[] tails = [.. beyond.Select((tail, i) => new Tail([], tail.Constant + tilts[i].Constant, tail.Start + tilts[i].Start))];
        bool[] isFixed = [.. beyond.Select((tail, i) => tail.Terms.Length + tilts[i].Terms.Length == 0)];
        int[] links = MenuLinks.Of([.. tails.Select((tail, i) => isFixed[i] && tail.Constant <= 0)], amount);
        SaddleProgram program = _program.Program;
        int price = -1;
        if (links.Contains(MenuLinks.Open))
        {
            price = MenuLinks.Price(program, [.. tails.Select(tail => tail.Start)], amount, stage);
        }

        for (int i = 0; i < tails.Length; i++)
        {
            if (isFixed[i])
            {
                links[i] = links[i] == MenuLinks.Open ? Bound(price, tails[i].Constant, amount) : links[i];
                continue;
            }

            Tail known = tails[i];
            tails[i] = price < 0 ? new Tail([(program.Variable(known.Start, stage), 1)], 0, known.Start) : Apart(price, known.Start, Math.Sign(amount), stage);
            links[i] = price < 0 ? links[i] : program.Nonnegative(tails[i].Terms[1].Variable, Math.Abs(amount) * program.Even);
            // The row comes after its unknowns: where a tilt is at a bound it has almost nothing on its diagonal.
            program.Equal([.. tails[i].Terms, .. tilts[i].Terms.Select(Less), .. beyond[i].Terms.Select(Less)], known.Constant, stage);
        }

        return (tails, links);
    }

    /// <summary>
    /// A probability as the price less, or plus, a distance that is at least 0: of all unknowns of a step only the price is then shared by the members.
    /// </summary>
    private Tail Apart(int price, double start, int sign, long stage)
    {
        SaddleProgram program = _program.Program;
        int distance = program.Variable(Math.Abs(program.Start[price] - start), stage);
        return new Tail([(price, 1), (distance, -sign)], 0, start);
    }

    /// <summary>The price is at least, or at most, a probability that is known.</summary>
    private int Bound(int price, double probability, double amount)
    {
        double weight = Math.Abs(amount) * _program.Program.Even;
        return amount > 0
            ? _program.Program.AtLeast(new ProgramNumber(price, 0), 1, ProgramNumber.Fixed(probability), weight, Stages.Local)
            : _program.Program.AtLeast(ProgramNumber.Fixed(probability), 1, new ProgramNumber(price, 0), weight, Stages.Local);
    }

    /// <summary>A member's probability of some scenarios.</summary>
    private Tail Tilts(int member, int[] scenarios)
    {
        ProgramNumber[] tilts = [.. scenarios.Select(s => _program.Tilts[member][s])];
        (int, double)[] terms = [.. tilts.Where(tilt => tilt.Variable >= 0).Select(tilt => (tilt.Variable, 1.0))];
        return new Tail(terms, tilts.Sum(tilt => tilt.Constant), tilts.Sum(_program.StartOf));
    }

    private static (int Variable, double Coefficient) Less((int Variable, double Coefficient) term) => (term.Variable, -term.Coefficient);

    /// <summary>A probability of what lies at or beyond a step: variables with coefficients, and a constant; and its value at the start.</summary>
    private sealed record Tail((int Variable, double Coefficient)[] Terms, double Constant, double Start);

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
}
