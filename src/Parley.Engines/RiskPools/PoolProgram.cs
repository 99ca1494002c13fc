using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// The program whose optimum is a pool's welfare: over tilts q_i and priors v_i of all members, the least sum of their penalties
/// and of the menu's support function at the tilts. Parts of the total are multipliers of the inequalities that link tilts and prices.
/// </summary>
/// <remarks>Money is counted in a unit given by the caller, in which totals are of ordinary size.</remarks>
internal sealed class PoolProgram
{
    /// <summary>The largest logarithm of a ratio of tilts to begin with, where the prior may move: both had better move together.</summary>
    private const double MostTilt = 0.5;

    private readonly RiskPool _pool;
    private readonly double _unit;
    private readonly bool _isSummed;

    /// <summary>States the program.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="centres">The centre of each member.</param>
    /// <param name="sets">How credal sets are stated.</param>
    /// <param name="unit">The unit of money.</param>
    /// <param name="stages">When unknowns are eliminated.</param>
    /// <param name="bets">Whether only what bets at ever larger stakes are worth is to count: every tilt that is plausible, at no cost.</param>
    public PoolProgram(RiskPool pool, double[][] centres, StatedSets sets, double unit, Stages stages, bool bets = false)
    {
        (_pool, _unit, Program) = (pool, unit, new SaddleProgram { Even = 1.0 / pool.Scenarios });
        var beliefs = new BeliefRows(Program, stages);
        double tolerance = pool.Members.Sum(member => member.Utility is Entropic entropic ? 1 / entropic.RiskAversion : 0);
        _isSummed = pool.Menu is not ComonotoneMenu;
        bool shared = pool.Members.All(member => member.Utility is Entropic);
        for (int i = 0; i < pool.Members.Count; i++)
        {
            Member member = pool.Members[i];
            ProgramNumber[] prior = sets.Only(i) is { } only ? [.. only.Select(ProgramNumber.Fixed)] : beliefs.Prior(member.Beliefs, centres[i], sets.Core(i));
            Priors.Add(prior);
            Tilts.Add(member.Utility switch
            {
                Expected => prior,
                ExpectedShortfall shortfall => Tail(prior, shortfall.Level, stages),
                Entropic when bets => Tail(prior, 1, stages),
                Entropic entropic => Tilted(prior, entropic.RiskAversion, shared ? 1 / tolerance : 0, stages),
                _ => throw new ArgumentException($"no method for a utility of the kind {member.Utility.GetType().Name}", nameof(pool)),
            });
        }
    }

    public SaddleProgram Program { get; }

    /// <summary>The prior of each member, by scenario.</summary>
    public List<ProgramNumber[]> Priors { get; } = [];

    /// <summary>The tilt of each member, by scenario.</summary>
    public List<ProgramNumber[]> Tilts { get; } = [];

    /// <summary>
    /// The members whose tilts are yet to be told that they sum to 1: all with tilts of their own on the comonotone menu, whose prices know the sums of
    /// the tilts' tails.
    /// </summary>
    public List<int> Unsummed { get; } = [];

    /// <summary>Tilts at most the prior divided by 1 - level; at level 1 any where the prior is positive.</summary>
    private ProgramNumber[] Tail(ProgramNumber[] prior, double level, Stages stages)
    {
        double even = 1.0 / prior.Length;
        var tilt = new ProgramNumber[prior.Length];
        for (int s = 0; s < prior.Length; s++)
        {
            tilt[s] = ProgramNumber.Fixed(0);
            double start = StartOf(prior[s]);
            if (start > 0)
            {
                tilt[s] = new ProgramNumber(Program.Variable(start, Stages.Local), 0);
                Program.Nonnegative(tilt[s].Variable, even);
                if (level < 1)
                {
                    Program.AtLeast(prior[s], 1 / (1 - level), tilt[s], even, Stages.Local);
                }
            }
        }

        AddSum(tilt, stages);
        return tilt;
    }

    /// <summary>Tilts that cost their relative entropy to the prior, from those of a proportional share.</summary>
    private ProgramNumber[] Tilted(ProgramNumber[] prior, double riskAversion, double pooled, Stages stages)
    {
        double[] start = new double[prior.Length];
        double lowest = _pool.Total.ToArray().Min();
        double range = pooled * (_pool.Total.ToArray().Max() - lowest);
        pooled *= prior.Any(number => number.Variable >= 0) && range > MostTilt ? MostTilt / range : 1;
        for (int s = 0; s < prior.Length; s++)
        {
            start[s] = Math.Exp(-pooled * (_pool.Total[s] - lowest)) * StartOf(prior[s]);
        }

        double sum = start.Sum();
        var tilt = new ProgramNumber[prior.Length];
        for (int s = 0; s < prior.Length; s++)
        {
            tilt[s] = ProgramNumber.Fixed(0);
            if (StartOf(prior[s]) > 0)
            {
                tilt[s] = new ProgramNumber(Program.Variable(Math.Max(start[s] / sum, 1e-12 * StartOf(prior[s])), Stages.Local), 0);
                Program.Entropies.Add(new SaddleProgram.EntropyTerm(1 / (riskAversion * _unit), tilt[s].Variable, prior[s]));
            }
        }

        AddSum(tilt, stages);
        return tilt;
    }

    private void AddSum(ProgramNumber[] tilt, Stages stages)
    {
        if (_isSummed)
        {
            Program.Sum(tilt, 1, stages.Member);
        }
        else
        {
            Unsummed.Add(Tilts.Count);
        }
    }

    /// <summary>A number's value where the search begins.</summary>
    public double StartOf(ProgramNumber number) => number.Variable < 0 ? number.Constant : number.Constant + Program.Start[number.Variable];
}
