using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>Evidence that cannot be what it says: wrong shapes, numbers that are none, forms that do not fit the pool.</summary>
public static class PoolFlaws
{
    /// <summary>The flaws, in words; empty where the evidence can be evaluated.</summary>
    public static IEnumerable<string> Of(PoolOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        RiskPool pool = outcome.Pool;
        return outcome.Evidence switch
        {
            null => [],
            WaterFilling filling => OfFilling(pool, filling),
            Shares shares => OfShares(pool, shares),
            MixedShares shares => OfMixed(pool, shares),
            Choice choice => pool.Menu is ListedMenu listed && choice.Index >= 0 && choice.Index < listed.Allocations.Count ? [] : ["the choice is not on the menu"],
            WrittenDown written => OfWritten(pool, written),
            UnboundedBets bets => pool.Menu is UnrestrictedMenu && Fits(pool, bets.Bet) ? [] : ["bets without limit take an unrestricted menu and a bet for every member and scenario"],
            _ => ["the evidence has a form that is unknown"],
        };
    }

    private static IEnumerable<string> OfFilling(RiskPool pool, WaterFilling filling)
    {
        int members = pool.Members.Count;
        if (filling.Levels.Count != members || filling.Caps.Count != members)
        {
            yield return $"{members} members take {members} levels and caps";
            yield break;
        }

        bool isCut = pool.Menu is SignPreservingMenu or ComonotoneMenu;
        if (!isCut && pool.Menu is not UnrestrictedMenu)
        {
            yield return "levels describe allocations of the sign-preserving, the comonotone and the unrestricted menu only";
        }

        for (int i = 0; i < members; i++)
        {
            Member member = pool.Members[i];
            bool isDoubtful = isCut && member.Beliefs is Contamination;
            if (member.Utility is not Entropic || !(member.Beliefs.IsSingle || isDoubtful))
            {
                yield return $"{member.Name}: levels are for entropic members with single priors, or contaminated ones on the sign-preserving menu";
            }

            if (!double.IsFinite(filling.Levels[i]) || !(filling.Caps[i] >= 0) || (!isDoubtful && !double.IsPositiveInfinity(filling.Caps[i])))
            {
                yield return $"{member.Name}: a level is a finite number, and a cap, which contaminated members have, is at least 0";
            }
        }

        double loss = -pool.Total.ToArray().Min();
        double room = filling.Caps.Sum();
        if (room < loss * (1 - 1e-13))
        {
            yield return $"the caps sum to {room}, less than the largest loss {loss}";
        }
    }

    private static IEnumerable<string> OfShares(RiskPool pool, Shares shares)
    {
        if (pool.Menu is not ProportionalMenu || shares.Parts.Count != pool.Members.Count || shares.Parts.Any(part => !(part >= 0 && part <= 1)))
        {
            yield return "shares take a proportional menu and a number from 0 to 1 for each member";
        }
        else if (Math.Abs(shares.Parts.Sum() - 1) > 1e-12)
        {
            yield return $"the shares sum to {shares.Parts.Sum()}, not 1";
        }
        else if (pool.Members.FirstOrDefault(member => !member.Beliefs.IsSingle || member.Utility is ExpectedShortfall) is { } other)
        {
            yield return $"{other.Name}: shares are their own proof only for single priors and smooth utilities";
        }
    }

    private static IEnumerable<string> OfMixed(RiskPool pool, MixedShares shares)
    {
        if (pool.Menu is ListedMenu || shares.Parts.Count != pool.Members.Count || shares.Tilts.Count != pool.Members.Count || shares.Parts.Any(part => !(part >= 0 && part <= 1)))
        {
            yield return "mixed shares take a number from 0 to 1 and a mixture for each member, and no list as the menu";
        }
        else if (Math.Abs(shares.Parts.Sum() - 1) > 1e-12)
        {
            yield return $"the shares sum to {shares.Parts.Sum()}, not 1";
        }

        if (shares.Tilts.Any(tilt => !(tilt.Below >= 0 && tilt.Above >= 0 && double.IsFinite(tilt.Below + tilt.Above) && tilt.Weight >= 0 && tilt.Weight <= 1)))
        {
            yield return "a mixture has two shares of at least 0 and a weight from 0 to 1";
        }
    }

    private static IEnumerable<string> OfWritten(RiskPool pool, WrittenDown written)
    {
        if (pool.Menu is ListedMenu || !Fits(pool, written.Allocation) || !AreVectors(pool, written.Priors) || !AreVectors(pool, written.Tilts))
        {
            yield return "an allocation that is written down takes a part, a prior and a tilt for every member and scenario";
        }
    }

    private static bool Fits(RiskPool pool, Allocation allocation) =>
        allocation.Members == pool.Members.Count && allocation.Scenarios == pool.Scenarios
        && Enumerable.Range(0, allocation.Members).All(i => !allocation[i].ContainsAnyExceptInRange(double.MinValue, double.MaxValue));

    private static bool AreVectors(RiskPool pool, IReadOnlyList<double[]> vectors) =>
        vectors.Count == pool.Members.Count && vectors.All(vector => vector.Length == pool.Scenarios && !vector.AsSpan().ContainsAnyExceptInRange(0, 1));
}
