namespace Parley.Problems.Beliefs;

/// <summary>The priors with bounds on the probabilities of some events.</summary>
/// <remarks>
/// Source: Walley, Statistical Reasoning with Imprecise Probabilities, section 3.1 (natural extension). Equality of two such sets is
/// of the lists, not of their numbers.
/// </remarks>
/// <param name="Events">The events and their bounds; none: every prior. Copied.</param>
public sealed record EventBounds(IReadOnlyList<EventBound> Events) : CredalSet
{
    /// <summary>How far the optimum and its bound may lie apart, in units of the range of losses; only a bug of ours exceeds it.</summary>
    private const double DualTolerance = 1e-9;

    private const string Contradiction = "no prior satisfies the bounds on events: widen one of them";

    /// <summary>The events and their bounds.</summary>
    public IReadOnlyList<EventBound> Events { get; } = Consistent(Events);

    /// <inheritdoc/>
    public override bool HasCentre => false;

    /// <inheritdoc/>
    public override string Objection(int scenarios) => Objection(Events, scenarios);

    /// <inheritdoc/>
    /// <remarks>
    /// A linear program with a row for each event and a column for each pattern of events (<see cref="EventPatterns"/>). Its
    /// multipliers y bound the greatest expectation from above, by the highest of <c>f_s - (sum of y over the events of s)</c> plus what
    /// the bounds are worth at y; the bound is checked.
    /// </remarks>
    public override double GreatestExpectation(ReadOnlySpan<double> centre, ReadOnlySpan<double> loss, Span<double> worst)
    {
        RequireStates(loss.Length);
        var patterns = new EventPatterns(Events, loss.Length);
        ColumnProgram program = Program(Events, patterns);
        if (!program.IsFeasible())
        {
            throw new ArgumentException(Contradiction, nameof(loss));
        }

        int[] highest = patterns.Highest(loss);
        (double[] objective, double least, double range) = Scaled(highest, loss, Events.Count);
        double[] point = program.Maximise(objective);
        worst.Clear();
        for (int p = 0; p < highest.Length; p++)
        {
            worst[highest[p]] = point[p];
        }

        double greatest = Expectation.Of(worst, loss);
        double bound = least + (range * Bound(patterns, objective, program.Multipliers));
        return bound - greatest <= DualTolerance * Math.Max(range, Math.Abs(greatest))
            ? greatest
            : throw new InvalidOperationException($"the greatest expectation under bounds on events was not found: {greatest}, where it is at most {bound}");
    }

    /// <summary>The patterns' highest losses, brought to the range from 0 to 1, and zeros for what events leave.</summary>
    private static (double[] Objective, double Least, double Range) Scaled(int[] highest, ReadOnlySpan<double> loss, int events)
    {
        double[] objective = new double[highest.Length + events];
        for (int p = 0; p < highest.Length; p++)
        {
            objective[p] = loss[highest[p]];
        }

        Span<double> losses = objective.AsSpan(0, highest.Length);
        (double least, double most) = (objective[..highest.Length].Min(), objective[..highest.Length].Max());
        double range = most > least ? most - least : 1;
        foreach (ref double scaled in losses)
        {
            scaled = (scaled - least) / range;
        }

        return (objective, least, range);
    }

    /// <inheritdoc/>
    public override double Excess(ReadOnlySpan<double> centre, ReadOnlySpan<double> prior)
    {
        RequireStates(prior.Length);
        double excess = ExcessAsPrior(prior);
        foreach (EventBound bound in Events)
        {
            double sum = 0;
            double rest = 0;
            foreach (int s in bound.States)
            {
                Expectation.Add(prior[s], ref sum, ref rest);
            }

            excess = Math.Max(excess, Math.Max(bound.Low - (sum + rest), sum + rest - bound.High));
        }

        return excess;
    }

    /// <summary>Weak duality: no prior that satisfies the bounds has a greater expectation, whatever the multipliers of the events.</summary>
    private double Bound(EventPatterns patterns, double[] objective, double[] multipliers)
    {
        double[] priced = objective[..patterns.Count];
        double worth = 0;
        for (int j = 0; j < Events.Count; j++)
        {
            double multiplier = multipliers[j + 1];
            worth += multiplier * (multiplier > 0 ? Events[j].High : Events[j].Low);
            foreach (int p in Inside(Events[j], patterns))
            {
                priced[p] -= multiplier;
            }
        }

        return priced.Max() + worth;
    }

    /// <summary>
    /// Probabilities sum to 1, and with what is left to its upper bound an event has exactly that: at most the bounds' difference is left.
    /// </summary>
    private static ColumnProgram Program(IReadOnlyList<EventBound> events, EventPatterns patterns)
    {
        int rows = events.Count + 1;
        int columns = patterns.Count + events.Count;
        double[] matrix = new double[rows * columns];
        for (int p = 0; p < patterns.Count; p++)
        {
            matrix[p * rows] = 1;
        }

        for (int j = 0; j < events.Count; j++)
        {
            matrix[((patterns.Count + j) * rows) + j + 1] = 1;
            foreach (int p in Inside(events[j], patterns))
            {
                matrix[(p * rows) + j + 1] = 1;
            }
        }

        double[] upper = [.. Enumerable.Repeat(double.PositiveInfinity, patterns.Count), .. events.Select(bound => bound.High - bound.Low)];
        return new ColumnProgram(matrix, upper, [1, .. events.Select(bound => bound.High)]);
    }

    private static IEnumerable<int> Inside(EventBound bound, EventPatterns patterns) =>
        bound.States.Select(s => patterns[s]).Distinct();

    private static string Objection(IReadOnlyList<EventBound> events, int scenarios)
    {
        string states = StateObjection(events, scenarios);
        return states.Length > 0 || Program(events, new EventPatterns(events, scenarios)).IsFeasible() ? states : Contradiction;
    }

    private static string StateObjection(IReadOnlyList<EventBound> events, int scenarios)
    {
        int last = events.Count == 0 ? -1 : events.Max(bound => bound.States.Max());
        return last < scenarios ? "" : $"an event names scenario {last} (from 0), and there are {scenarios}: name those from 0 to {scenarios - 1}";
    }

    private void RequireStates(int scenarios)
    {
        string objection = StateObjection(Events, scenarios);
        if (objection.Length > 0)
        {
            throw new ArgumentException(objection, nameof(scenarios));
        }
    }

    /// <summary>A copy of the events, where their bounds can all be met if there is one scenario more than they name.</summary>
    private static EventBound[] Consistent(IReadOnlyList<EventBound> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        EventBound[] copy = [.. events];
        int named = copy.Length == 0 ? 0 : copy.Max(bound => bound.States.Max()) + 1;
        string objection = Objection(copy, named + 1);
        return objection.Length == 0 ? copy : throw new ArgumentException(objection, nameof(events));
    }
}
