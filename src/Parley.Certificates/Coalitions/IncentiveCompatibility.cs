using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>Bayesian incentive compatibility (3.2): no type of any member expects to gain by a false report.</summary>
public static class IncentiveCompatibility
{
    /// <summary>The false report that costs least, over all members, types and reports, in exact arithmetic.</summary>
    public static Finding Check(Mechanism mechanism) => Finding.Tightest(
        Enumerable.Range(0, mechanism.Subgame.MemberCount).SelectMany(member => Reports(mechanism, member)));

    /// <summary>What every false report of one member costs.</summary>
    internal static IEnumerable<Finding> Reports(Mechanism mechanism, int member)
    {
        int types = mechanism.Subgame.States.TypeCount(member);
        for (int type = 0; type < types; type++)
        {
            Rational truthful = mechanism.InterimPayoff(member, type, type);
            for (int reported = 0; reported < types; reported++)
            {
                if (reported != type)
                {
                    Rational cost = truthful - mechanism.InterimPayoff(member, type, reported);
                    yield return Finding.About(mechanism.Subgame, member, type, cost, reported);
                }
            }
        }
    }
}

/// <summary>Interim individual rationality (3.3): no type does better alone.</summary>
public static class IndividualRationality
{
    /// <summary>The type that gains least over what it can do alone.</summary>
    public static Finding Check(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        return Finding.Tightest(
            from member in Enumerable.Range(0, subgame.MemberCount)
            from type in Enumerable.Range(0, subgame.States.TypeCount(member))
            select Finding.About(subgame, member, type, threat.Value[member, type] - subgame.Game.BestAlone(subgame.Players[member], type)));
    }
}
