using Parley.Problems.Beliefs;

namespace Parley.Engines.RiskPools;

/// <summary>
/// When the unknowns of a pool's program are eliminated: those of one member and scenario first; then either the prices of
/// scenarios or the few numbers of each member, whichever there are more of.
/// </summary>
/// <param name="Member">The stage of a member's own numbers and rows.</param>
/// <param name="Price">The stage of the prices.</param>
internal readonly record struct Stages(long Member, long Price)
{
    /// <summary>The stage of what belongs to one member and one scenario.</summary>
    public const long Local = 0;
}

/// <summary>States that a prior lies in a credal set, by variables and rows of a program.</summary>
/// <param name="program">The program.</param>
/// <param name="stages">When unknowns are eliminated.</param>
internal sealed class BeliefRows(SaddleProgram program, Stages stages)
{
    /// <summary>How much of the starting prior is spread evenly over all scenarios, at most.</summary>
    private const double MostSpread = 0.1;

    /// <summary>The part of a bound's width that the even spread may use at the start.</summary>
    private const double StartShare = 0.25;

    /// <summary>The probabilities of a prior in the set: constants or variables.</summary>
    /// <param name="beliefs">The set.</param>
    /// <param name="centre">Its centre.</param>
    /// <param name="core">What is stated of a distortion's core; null for other sets.</param>
    public ProgramNumber[] Prior(CredalSet beliefs, double[] centre, DistortedCore? core) => beliefs switch
    {
        DistortedCapacity when core is not null => InCore(core, centre),
        Contamination contamination => Contaminated(centre, contamination.Weight),
        TotalVariationBall ball => Shifted(centre, ball.Radius),
        EntropyBall ball => Near(centre, ball.Radius),
        ProbabilityIntervals intervals => Between(intervals.Low.ToArray(), intervals.High.ToArray()),
        EventBounds events => Bounded(events, centre.Length),
        PriorHull hull => Mixed([.. hull.Priors.Select(prior => prior.ToArray())]),
        _ => throw new ArgumentException($"no method for beliefs of the kind {beliefs.GetType().Name}", nameof(beliefs)),
    };

    /// <summary>True where a set has no other prior than its centre.</summary>
    public static bool IsOnlyItsCentre(CredalSet beliefs) => beliefs switch
    {
        Contamination contamination => contamination.Weight == 0,
        TotalVariationBall ball => ball.Radius == 0,
        EntropyBall ball => ball.Radius == 0,
        DistortedCapacity distortion => distortion.Power == 1,
        _ => beliefs.IsSingle,
    };

    /// <summary>(1-e) centre plus nonnegative numbers with the sum e.</summary>
    private ProgramNumber[] Contaminated(double[] centre, double weight)
    {
        double even = 1.0 / centre.Length;
        ProgramNumber[] prior = [.. centre.Select(probability =>
            Variable((1 - weight) * probability, weight * (((1 - MostSpread) * probability) + (MostSpread * even)), even))];
        program.Sum(prior, 1, stages.Member);
        return prior;
    }

    /// <summary>A nonnegative variable that is added to a constant.</summary>
    private ProgramNumber Variable(double constant, double start, double weight)
    {
        int variable = program.Variable(start, Stages.Local);
        program.Nonnegative(variable, weight);
        return new ProgramNumber(variable, constant);
    }

    /// <summary>Probabilities whose excesses over the centre sum to at most the radius.</summary>
    private ProgramNumber[] Shifted(double[] centre, double radius)
    {
        double even = 1.0 / centre.Length;
        double spread = Math.Min(MostSpread, StartShare * radius);
        var prior = new ProgramNumber[centre.Length];
        var excesses = new ProgramNumber[centre.Length];
        double used = 0;
        for (int s = 0; s < centre.Length; s++)
        {
            double start = ((1 - spread) * centre[s]) + (spread * even);
            double excess = Math.Max(start - centre[s], 0) + (StartShare * radius * even);
            used += excess;
            prior[s] = Variable(0, start, even);
            excesses[s] = Variable(0, excess, even);
            program.AtLeast(excesses[s], 1, new ProgramNumber(prior[s].Variable, -centre[s]), even, Stages.Local);
        }

        int slack = program.Variable(radius - used, stages.Member);
        program.Nonnegative(slack, even);
        program.Sum(prior, 1, stages.Member);
        program.Sum(excesses, radius, stages.Member, slack);
        return prior;
    }

    /// <summary>Probabilities whose relative entropy to the centre is at most the radius.</summary>
    private ProgramNumber[] Near(double[] centre, double radius)
    {
        double even = 1.0 / centre.Length;
        ProgramNumber[] prior = [.. centre.Select(probability => probability > 0 ? Variable(0, probability, even) : ProgramNumber.Fixed(0))];
        int[] possible = [.. Enumerable.Range(0, centre.Length).Where(s => centre[s] > 0)];
        program.Sum(prior, 1, stages.Member);
        program.Balls.Add(new SaddleProgram.Ball(
            [.. possible.Select(s => prior[s].Variable)], [.. possible.Select(s => centre[s])], radius, stages.Member));
        return prior;
    }

    /// <summary>Probabilities between bounds.</summary>
    private ProgramNumber[] Between(double[] low, double[] high)
    {
        double width = high.Sum() - low.Sum();
        double even = 1.0 / low.Length;
        double share = width > 0 ? Math.Clamp((1 - low.Sum()) / width, 0, 1) : 0;
        if (share is 0 or 1)
        {
            return [.. (share == 0 ? low : high).Select(ProgramNumber.Fixed)];
        }

        var prior = new ProgramNumber[low.Length];
        for (int s = 0; s < low.Length; s++)
        {
            double room = high[s] - low[s];
            prior[s] = room > 0 ? Variable(low[s], share * room, even) : ProgramNumber.Fixed(low[s]);
            if (room > 0)
            {
                program.AtMost(prior[s].Variable, room, even);
            }
        }

        program.Sum(prior, 1, stages.Member);
        return prior;
    }

    /// <summary>Probabilities of states such that those of events are between bounds.</summary>
    private ProgramNumber[] Bounded(EventBounds beliefs, int scenarios)
    {
        double even = 1.0 / scenarios;
        var impossible = beliefs.Events.Where(bound => bound.High == 0).SelectMany(bound => bound.States).ToHashSet();
        ProgramNumber[] prior = [.. Enumerable.Range(0, scenarios).Select(s => impossible.Contains(s) ? ProgramNumber.Fixed(0) : Variable(0, even, even))];
        program.Sum(prior, 1, stages.Member);
        foreach (EventBound bound in beliefs.Events)
        {
            ProgramNumber[] states = [.. bound.States.Select(s => prior[s]).Where(number => number.Variable >= 0)];
            if (bound.Low == bound.High)
            {
                program.Sum(states, bound.Low, stages.Member);
            }
            else if (states.Length > 0 && (bound.Low > 0 || bound.High < 1))
            {
                int whole = program.Variable((bound.Low + bound.High) / 2, stages.Member);
                program.AtLeast(new ProgramNumber(whole, 0), 1, ProgramNumber.Fixed(bound.Low), even, stages.Member);
                program.AtMost(whole, bound.High, even);
                program.Equal([(whole, -1.0), .. states.Select(number => (number.Variable, 1.0))], 0, stages.Member);
            }
        }

        return prior;
    }

    /// <summary>Probabilities of at least the core's bounds: of scenarios, of all scenarios but one, and of the events stated.</summary>
    private ProgramNumber[] InCore(DistortedCore core, double[] centre)
    {
        double even = 1.0 / centre.Length;
        var prior = new ProgramNumber[centre.Length];
        for (int s = 0; s < centre.Length; s++)
        {
            double low = core.Least(centre[s]);
            double high = 1 - core.Least(1 - centre[s]);
            bool isFree = centre[s] > low && high > centre[s];
            prior[s] = isFree ? Variable(low, centre[s] - low, even) : ProgramNumber.Fixed(centre[s]);
            if (isFree)
            {
                program.AtMost(prior[s].Variable, high - low, even);
            }
        }

        program.Sum(prior, 1, stages.Member);
        core.Spares.Clear();
        foreach (int[] scenarios in core.Events)
        {
            core.Spares.Add(AddEvent(core, centre, prior, scenarios));
        }

        return prior;
    }

    /// <summary>An event's bound, stated for the event or the scenarios outside, whichever are fewer; returns what it leaves, a variable.</summary>
    private int AddEvent(DistortedCore core, double[] centre, ProgramNumber[] prior, int[] scenarios)
    {
        double probability = core.Probability(scenarios);
        double least = core.Least(probability);
        if (probability <= least)
        {
            return -1;
        }

        int spare = program.Variable(probability - least, stages.Member);
        program.Nonnegative(spare, 1.0 / centre.Length);
        bool isSmall = 2 * scenarios.Length <= centre.Length;
        int[] side = isSmall ? scenarios : [.. Enumerable.Range(0, centre.Length).Except(scenarios)];
        double right = isSmall ? least : 1 - least;
        var terms = new List<(int, double)> { (spare, isSmall ? -1 : 1) };
        foreach (int s in side)
        {
            right -= prior[s].Constant;
            if (prior[s].Variable >= 0)
            {
                terms.Add((prior[s].Variable, 1));
            }
        }

        program.Equal(terms, right, stages.Member);
        return spare;
    }

    /// <summary>Mixtures of some priors.</summary>
    private ProgramNumber[] Mixed(IReadOnlyList<double[]> priors)
    {
        if (priors.Count == 1)
        {
            return [.. priors[0].Select(ProgramNumber.Fixed)];
        }

        int scenarios = priors[0].Length;
        double even = 1.0 / scenarios;
        int[] weights = [.. priors.Select(_ => program.Variable(1.0 / priors.Count, stages.Member))];
        foreach (int weight in weights)
        {
            program.Nonnegative(weight, even);
        }

        program.Equal(weights.Select(weight => (weight, 1.0)), 1, stages.Member);
        var prior = new ProgramNumber[scenarios];
        for (int s = 0; s < scenarios; s++)
        {
            double[] column = [.. priors.Select(listed => listed[s])];
            prior[s] = column.All(probability => probability == column[0]) ? ProgramNumber.Fixed(column[0]) : Variable(0, column.Average(), even);
            if (prior[s].Variable >= 0)
            {
                program.Equal([(prior[s].Variable, -1.0), .. weights.Zip(column)], 0, Stages.Local);
            }
        }

        return prior;
    }
}
