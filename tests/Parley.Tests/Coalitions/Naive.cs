using System.Runtime.CompilerServices;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>
/// The paper's definitions written out as sums over all type profiles, with no index arithmetic and no scaling: slow,
/// and short enough to be believed.
/// </summary>
internal static class Naive
{
    private static readonly ConditionalWeakTable<Subgame, int[][]> s_profiles = [];

    /// <summary>All profiles, the last coordinate running fastest.</summary>
    public static IEnumerable<int[]> Profiles(int[] counts)
    {
        IEnumerable<int[]> profiles = [[]];
        foreach (int count in counts)
        {
            profiles = [.. profiles.SelectMany(profile => Enumerable.Range(0, count).Select(type => (int[])[.. profile, type]))];
        }

        return profiles;
    }

    public static int[][] Profiles(Subgame subgame) => s_profiles.GetValue(
        subgame, key => [.. Profiles([.. key.Players.Select(player => key.Game.Players[player].Types.Count)])]);

    /// <summary>The number of a profile, by looking it up.</summary>
    public static int StateOf(Subgame subgame, int[] profile) => Array.FindIndex(Profiles(subgame), listed => listed.SequenceEqual(profile));

    public static Rational Chance(Subgame subgame, int member, int type) => subgame.Game.Players[subgame.Players[member]].Types[type].Probability;

    /// <summary>The product of the probabilities of the types in a profile, of all members but one (-1: of all).</summary>
    public static Rational Chance(Subgame subgame, int[] profile, int except) => profile
        .Select((type, member) => member == except ? Rational.One : Chance(subgame, member, type))
        .Aggregate(Rational.One, (product, chance) => product * chance);

    /// <summary>U_i(mu, reported | type), (3.1).</summary>
    public static Rational Interim(Subgame subgame, Func<int, IEnumerable<(int Decision, Rational Probability)>> lottery, int member, int type, int reported)
    {
        Rational sum = Rational.Zero;
        foreach (int[] profile in Profiles(subgame).Where(profile => profile[member] == type))
        {
            int[] seen = [.. profile];
            seen[member] = reported;
            foreach (var (decision, probability) in lottery(StateOf(subgame, seen)))
            {
                sum += Chance(subgame, profile, member) * probability * subgame.Payoff(decision, StateOf(subgame, profile), member);
            }
        }

        return sum;
    }

    public static Rational Interim(Mechanism mechanism, int member, int type, int reported) => Interim(
        mechanism.Subgame, state => mechanism.Lottery(state).ToArray().Select(draw => (draw.Decision, draw.Probability)), member, type, reported);

    /// <summary>v_i(d, t; lambda, alpha), (3.6) as printed.</summary>
    public static Rational VirtualUtility(
        Subgame subgame, int decision, int[] profile, int member, Func<int, int, Rational> weight, Func<int, int, int, Rational> multiplier)
    {
        int type = profile[member];
        int types = subgame.Game.Players[subgame.Players[member]].Types.Count;
        Rational own = weight(member, type);
        Rational others = Rational.Zero;
        for (int tau = 0; tau < types; tau++)
        {
            if (tau != type)
            {
                own += multiplier(member, type, tau);
                int[] mistaken = [.. profile];
                mistaken[member] = tau;
                others += multiplier(member, tau, type) * subgame.Payoff(decision, StateOf(subgame, mistaken), member);
            }
        }

        return ((own * subgame.Payoff(decision, StateOf(subgame, profile), member)) - others) / Chance(subgame, member, type);
    }

    /// <summary>W(t): the greatest sum of virtual utilities, for each profile.</summary>
    public static Rational[] VirtualWorths(Subgame subgame, Func<int, int, Rational> weight, Func<int, int, int, Rational> multiplier) =>
        [.. Profiles(subgame).Select(profile => subgame.Decisions().Max(decision => Enumerable.Range(0, subgame.MemberCount)
            .Aggregate(Rational.Zero, (sum, member) => sum + VirtualUtility(subgame, decision, profile, member, weight, multiplier))))];

    /// <summary>The dual value (3.7): sum p(t) W(t).</summary>
    public static Rational DualValue(Subgame subgame, Func<int, int, Rational> weight, Func<int, int, int, Rational> multiplier) =>
        Profiles(subgame).Zip(VirtualWorths(subgame, weight, multiplier), (profile, worth) => Chance(subgame, profile, -1) * worth)
            .Aggregate(Rational.Zero, (sum, worth) => sum + worth);
}
