using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// How a pool shares any total, also one that none of its scenarios foresaw: the rule that the evidence of a best allocation stands for.
/// On the listed scenarios of a water-filling or of fixed shares it gives the allocation itself.
/// </summary>
public abstract class SharingRule
{
    /// <summary>What the rule is, in the words of a result.</summary>
    public abstract string Name { get; }

    /// <summary>The rule in a sentence that members can read.</summary>
    public abstract string Sentence { get; }

    /// <summary>True where parts depend on how likely members held what happened, not on the total alone.</summary>
    public virtual bool UsesBeliefs => false;

    /// <summary>The rule of an allocation.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="evidence">The evidence of its allocation, without flaws.</param>
    /// <exception cref="ArgumentException">The evidence stands for no allocation.</exception>
    public static SharingRule Of(RiskPool pool, PoolEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return evidence switch
        {
            WaterFilling filling => new FillingRule(pool, filling),
            Shares shares => new FixedShares(shares.Parts),
            MixedShares shares => new FixedShares(shares.Parts),
            WrittenDown or Choice => new RuleByTotal(pool, evidence),
            _ => throw new ArgumentException("bets without limit are no allocation", nameof(evidence)),
        };
    }

    /// <summary>Splits a total.</summary>
    /// <param name="total">What is to be shared, in money.</param>
    /// <param name="logRatios">
    /// For each member the logarithm of its probability of what happened over the reference's; zeros where nothing is known. A rule that
    /// does not use beliefs ignores it.
    /// </param>
    /// <param name="parts">Receives the members' parts, in money; they sum to the total but for rounding.</param>
    public abstract void Parts(double total, ReadOnlySpan<double> logRatios, Span<double> parts);

    /// <summary>Gives what rounding left of the total to whoever has the largest part.</summary>
    private protected static void TakeUpRounding(double total, Span<double> parts)
    {
        double rest = total;
        int largest = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            rest -= parts[i];
            largest = Math.Abs(parts[i]) > Math.Abs(parts[largest]) ? i : largest;
        }

        parts[largest] += rest;
    }
}
