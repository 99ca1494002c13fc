using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// How the credal sets are stated that have too many inequalities, or that one prior can stand for. Of the core of a distortion some events are
/// stated, and those that a prior found violates are added.
/// </summary>
/// <remarks>
/// On the comonotone menu everybody's parts rise with the total. The greatest expectation of a capacity's core that is alternating of order 2 is the Choquet
/// integral, which is linear among such losses (Schmeidler, Integral representation without additivity, 1986): one prior is a worst one for all parts of
/// the menu, that of the total itself. So it is for contamination, total variation, intervals and distortions.
/// </remarks>
internal sealed class StatedSets
{
    private readonly RiskPool _pool;
    private readonly double[][] _centres;
    private readonly double[]?[] _only;
    private readonly DistortedCore?[] _cores;

    /// <summary>The sets to begin with.</summary>
    public StatedSets(RiskPool pool, double[][] centres)
    {
        (_pool, _centres) = (pool, centres);
        _only = [.. pool.Members.Select((member, i) => OnlyPrior(member.Beliefs, centres[i]))];
        _cores = [.. pool.Members.Select((member, i) => _only[i] is null && member.Beliefs is DistortedCapacity distortion
            ? new DistortedCore(distortion.Power, centres[i], pool.Total) : null)];
    }

    /// <summary>True where some set is stated by some of its inequalities only.</summary>
    public bool IsPartial => _cores.Any(core => core is not null);

    /// <summary>The prior that stands for a member's set; null where there is none.</summary>
    public double[]? Only(int member) => _only[member];

    /// <summary>What is stated of a member's distortion; null for other sets.</summary>
    public DistortedCore? Core(int member) => _cores[member];

    /// <summary>About how many rows a member has that concern more than one scenario.</summary>
    public int Rows(int member) => 2 + (_only[member] is not null ? 0 : _pool.Members[member].Beliefs switch
    {
        DistortedCapacity => _cores[member]!.Events.Count,
        EventBounds bounds => bounds.Events.Count,
        PriorHull hull => hull.Priors.Count,
        _ => 1,
    });

    /// <summary>Forgets the events that are far from binding at a point of the program that stated the sets last.</summary>
    public void Forget(ReadOnlySpan<double> point)
    {
        foreach (DistortedCore? core in _cores)
        {
            core?.Forget(point);
        }
    }

    /// <summary>Adds the events that priors violate; false where they violate none.</summary>
    /// <param name="priors">A prior for each member.</param>
    public bool Extend(double[][] priors)
    {
        bool extended = false;
        for (int i = 0; i < priors.Length; i++)
        {
            extended |= _cores[i] is { } core && core.Extend(priors[i]);
        }

        return extended;
    }

    private double[]? OnlyPrior(CredalSet beliefs, double[] centre)
    {
        if (BeliefRows.IsOnlyItsCentre(beliefs))
        {
            return centre;
        }

        if (_pool.Menu is not ComonotoneMenu || beliefs is not (Contamination or TotalVariationBall or ProbabilityIntervals or DistortedCapacity))
        {
            return null;
        }

        double[] worst = new double[_pool.Scenarios];
        beliefs.GreatestExpectation(centre, [.. _pool.Total.ToArray().Select(money => -money)], worst);
        return worst;
    }
}
