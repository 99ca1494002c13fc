using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Certificates.Coalitions;

/// <summary>
/// Nash's condition for two players: the gains over the disagreement payoffs have the greatest product exactly where the
/// weights that support the payoffs make the weighted gains equal (Nash 1950; Theorem 5 without private information).
/// </summary>
public static class NashProduct
{
    /// <summary>Minus the difference between the weighted gains.</summary>
    /// <exception cref="ArgumentException">Not two players without private information, or no weights.</exception>
    public static Finding Check(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        if (subgame.MemberCount != 2 || subgame.States.Count != 1 || threat.Efficiency is not EfficiencyEvidence.Supported(var weights, _))
        {
            throw new ArgumentException("Nash's condition is for two players without private information", nameof(threat));
        }

        Rational WeightedGain(int member) =>
            weights[member, 0] * (threat.Value[member, 0] - subgame.Game.BestAlone(subgame.Players[member], 0));
        return Finding.About(subgame, -(WeightedGain(0) - WeightedGain(1)).Abs());
    }
}
