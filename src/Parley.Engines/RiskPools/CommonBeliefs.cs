using Parley.Certificates.RiskPools;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Entropic members who hold the same priors possible share the total in proportion to their risk tolerances 1/g_i, whatever the menu (Borch,
/// Equilibrium in a reinsurance market, 1962): all are then exposed to <c>G X</c>, with <c>1/G</c> the sum of the tolerances, fear the same prior of
/// the set, and value every scenario alike. Welfare is <c>-(1/G) log sup E_v exp(-G X)</c> over the common set.
/// </summary>
public static class CommonBeliefs
{
    /// <summary>True where all members are entropic, their sets are the same, and so is the centre if the sets have one.</summary>
    public static bool Apply(RiskPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool.Menu is not ListedMenu && ClosedForms.AreEntropic(pool)
            && pool.Members.All(member => member.Beliefs.Equals(pool.Members[0].Beliefs))
            && (pool.Centres.IsCommon || !pool.Members[0].Beliefs.HasCentre || pool.Members.Count == 1);
    }

    /// <summary>
    /// The allocation. Evidence for a single prior: <see cref="Shares"/> on the proportional menu; on others <see cref="WaterFilling"/> with the members'
    /// utilities as levels, unless the prior rules scenarios out. Otherwise <see cref="WrittenDown"/>, one prior and one tilt for everybody, or the
    /// shares that these follow from where the pool is large.
    /// </summary>
    public static PoolOutcome Solve(RiskPool pool)
    {
        const string Method = "closed form";
        double[] shares = ClosedForms.ToleranceShares(pool);
        double[] centre = MemberPriors.Of(pool, [0])[0];
        if (!pool.Members[0].Beliefs.IsSingle || (pool.Menu is not ProportionalMenu && centre.Contains(0)))
        {
            ShareMixture[] own = [.. shares.Select(share => new ShareMixture(share, share, 1))];
            return new PoolOutcome(pool, Method, ShareProof.Of(pool, new MixedShares(shares, own)));
        }

        return new PoolOutcome(pool, Method, pool.Menu is ProportionalMenu ? new Shares(shares) : new WaterFilling(
            [.. Levels(pool, centre)], [.. shares.Select(_ => double.PositiveInfinity)]));
    }

    /// <summary>What the members' shares are worth to them: welfare in proportion to their tolerances.</summary>
    private static IEnumerable<double> Levels(RiskPool pool, double[] centre)
    {
        double aversion = ClosedForms.JointAversion(pool);
        double welfare = new Entropic(aversion).Value(
            pool.Total, pool.Members[0].Beliefs, centre, new double[pool.Scenarios], new double[pool.Scenarios]);
        return pool.Members.Select(member => welfare * aversion / ((Entropic)member.Utility).RiskAversion);
    }
}
