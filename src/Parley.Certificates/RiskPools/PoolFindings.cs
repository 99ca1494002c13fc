using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Everything that a pool's evidence proves, recomputed from it and the problem.</summary>
public sealed class PoolFindings
{
    /// <summary>A relative gap above this is no answer, only bounds.</summary>
    public const double LargestGap = 1e-6;

    /// <summary>How near recomputed numbers of money come, relative to the pool's scale: sums over many scenarios round.</summary>
    public const double Precision = 1e-11;

    private PoolFindings(PoolOutcome outcome, PoolBounds? bounds, double meanSize)
    {
        (Outcome, Bounds, MeanSize) = (outcome, bounds, meanSize);
        double least = Outcome.Pool.Members.Sum(member => member.StandAlone);
        Surplus = (bounds?.Welfare ?? double.NaN) - least;
    }

    /// <summary>What was found.</summary>
    public PoolOutcome Outcome { get; }

    /// <summary>What the evidence proves; null without evidence of an allocation.</summary>
    public PoolBounds? Bounds { get; }

    /// <summary>The expected size of the total, <c>E|X|</c>, in money.</summary>
    public double MeanSize { get; }

    /// <summary>The unit in which gaps are judged: the larger of the welfare's size and <see cref="MeanSize"/>.</summary>
    public double Scale => Math.Max(MeanSize, Math.Abs(Bounds?.Welfare ?? 0));

    /// <summary>How near any recomputed amount of money comes.</summary>
    public double Tolerance => Math.Max(Precision * Scale, double.Epsilon);

    /// <summary>The greatest welfare is at most this.</summary>
    public double UpperBound => Bounds is null ? double.PositiveInfinity : Bounds.Welfare + Gap;

    /// <summary>How much more welfare any allocation of the menu could have, at most; rounding below 0 is 0.</summary>
    public double Gap => Bounds is null ? double.PositiveInfinity : Math.Max(0, Bounds.Gap);

    /// <summary>The gap relative to the scale.</summary>
    public double RelativeGap => Bounds is null ? double.PositiveInfinity : Scale == 0 ? Gap : Gap / Scale;

    /// <summary>True where bets without limit were proved to please everybody.</summary>
    public bool IsUnbounded { get; private init; }

    /// <summary>True where the allocation is feasible and its gap small.</summary>
    public bool IsAnswered => Bounds is not null && RelativeGap <= LargestGap && IsFeasible;

    /// <summary>True where parts sum to the total and keep to the menu, but for rounding.</summary>
    public bool IsFeasible => Bounds is not null && Bounds.Imbalance <= AllowedImbalance && Bounds.Excess <= AllowedImbalance;

    /// <summary>The rounding that sums over the members allow: a few units of the last place of the largest total or part.</summary>
    public double AllowedImbalance { get; private init; }

    /// <summary>What the members gain together over staying alone.</summary>
    public double Surplus { get; }

    /// <summary>How much a member would lose by joining without any transfer, at most 0 where it would not: stand-alone less utility.</summary>
    public double Shortfall(int member) => Outcome.Pool.Members[member].StandAlone - Bounds!.Utilities[member];

    /// <summary>True where the member would rather stay out of the allocation as it is, without transfers.</summary>
    public bool StaysOut(int member) => Shortfall(member) > Tolerance;

    /// <summary>
    /// What a member gets in the repaired split, in which everybody gains the same over staying alone: stand-alone plus an equal part of the
    /// surplus. Our own proposal; nobody would rather leave where the surplus is not negative.
    /// </summary>
    public double Repaired(int member) => Outcome.Pool.Members[member].StandAlone + (Surplus / Outcome.Pool.Members.Count);

    /// <summary>The findings. The evidence has no <see cref="PoolFlaws"/>.</summary>
    public static PoolFindings Of(PoolOutcome outcome, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        RiskPool pool = outcome.Pool;
        double meanSize = 0;
        double largest = 0;
        for (int s = 0; s < pool.Scenarios; s++)
        {
            meanSize += pool.Probabilities[s] * Math.Abs(pool.Total[s]);
            largest = Math.Max(largest, Math.Abs(pool.Total[s]));
        }

        PoolBounds? bounds = outcome.Evidence switch
        {
            WaterFilling filling => FillingBounds.Of(pool, filling, cancellation),
            Shares shares => SharesBounds.Of(pool, shares, cancellation),
            MixedShares shares => MixedSharesBounds.Of(pool, shares, cancellation),
            Choice choice => ChoiceBounds.Of(pool, choice, cancellation),
            WrittenDown written => WrittenDownBounds.Of(pool, written, cancellation),
            _ => null,
        };
        if (bounds is not null && !(double.IsFinite(bounds.Welfare) && bounds.Utilities.All(double.IsFinite)))
        {
            (outcome, bounds) = (outcome with { Unanswered = "amounts of money or utilities are beyond what floating point holds" }, null);
        }

        return new PoolFindings(outcome, bounds, meanSize)
        {
            IsUnbounded = outcome.Evidence is UnboundedBets bets && BetsWithoutLimit.Hold(pool, bets.Bet),
            AllowedImbalance = 1e-14 * Math.Max(largest, bounds?.LargestPart ?? 0) * Math.Sqrt(pool.Members.Count),
        };
    }
}
