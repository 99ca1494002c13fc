using Parley.Certificates.Coalitions;
using Parley.Engines.Numerics;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// A coalition's neutral procedural solution where random dictatorship gives none: the central path finds it in doubles,
/// exact programs turn it into an exact one where it is rational, and into Definition 4's evidence along epsilon where
/// it is degenerate or irrational.
/// </summary>
internal sealed class FixedPoint(CoalitionOutcome smaller, Subgame subgame, int seed, CancellationToken cancellation)
{
    private const int MaximumSteps = 400;
    private const double SmallestTau = 1e-12;

    /// <summary>A path that ends farther from its limit than this has found nothing.</summary>
    private const double LargestEnd = 1e-6;

    /// <summary>How many random starts look for other solutions.</summary>
    private const int OtherStarts = 4;

    /// <summary>Ends whose payoffs differ by less, in units of the payoffs' ranges, count as one.</summary>
    private const double SamePayoff = 1e-3;

    /// <summary>A decision must be worth so much more than its state's worth, in units of the payoffs' ranges, to be wanted.</summary>
    private const double WantedBy = 1e-7;


    /// <summary>Products of weights and excesses at the start, in units of the payoffs' ranges: each leads along another path.</summary>
    private static readonly double[] s_barriers = [100, 1000, 10];

    private readonly Improvement _improvement = new(subgame, cancellation);

    /// <summary>The threat; null where no path led to one that could be certified.</summary>
    /// <param name="tried">Told what was tried.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Threat? Find(List<string> tried)
    {
        foreach (var start in Starts())
        {
            PathEnd? end = Follow(start, SmallestTau);
            if (end is null)
            {
                tried.Add("a central path was lost");
                continue;
            }

            if (Certify(end) is { } threat)
            {
                return LookForOthers(threat with { Mechanism = _improvement.Gentlest(threat.Mechanism) });
            }

            tried.Add($"the end of a central path (at a distance of {end.Distance:0.#e+0}) could not be certified");
        }

        return null;
    }

    private IEnumerable<Func<WarrantSystem, CentralPath>> Starts() =>
    [
        .. s_barriers.Select(barrier => (Func<WarrantSystem, CentralPath>)(system => new CentralPath(system, system.Probabilities, barrier))),
        .. Enumerable.Range(1, OtherStarts).Select(Elsewhere),
    ];

    /// <summary>A path from random weights, the same ones for the same seed and start.</summary>
    private Func<WarrantSystem, CentralPath> Elsewhere(int start) => system =>
    {
        var random = new Random(seed + start);
        double[] weights = [.. system.Probabilities.Select(probability => probability * Math.Exp((3 * random.NextDouble()) - 1.5))];
        return new CentralPath(system, weights, s_barriers[start % s_barriers.Length]);
    };

    /// <summary>
    /// The end of a path over the decisions that are written down; where the scales there want another decision, it is
    /// written down and the path is followed again. Null where the path is lost.
    /// </summary>
    private PathEnd? Follow(Func<WarrantSystem, CentralPath> start, double target)
    {
        while (true)
        {
            var system = new WarrantSystem(smaller, subgame);
            PathEnd? end = PathEnd.Of(system, start(system), target, MaximumSteps, cancellation);
            if (end is null || end.Distance > LargestEnd)
            {
                return null;
            }

            if (!end.WriteDownWanted(WantedBy))
            {
                return end;
            }
        }
    }

    /// <summary>
    /// The threat, with whether paths from other weights end at other payoffs. Nothing is proved by it either way; where
    /// the time is up, the certified threat stands without it.
    /// </summary>
    private Threat LookForOthers(Threat threat)
    {
        int starts = 1;
        List<TypeVector> others = [];
        try
        {
            for (int start = 1; start <= OtherStarts; start++)
            {
                if (Follow(Elsewhere(start), LargestEnd) is { } end)
                {
                    starts++;
                    AddIfDifferent(end, threat, others);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return threat;
        }

        return threat with { Search = new Search(starts, others) };
    }

    /// <summary>Adds the efficient payoffs at an end, if they are neither the threat's nor known.</summary>
    private void AddIfDifferent(PathEnd end, Threat threat, List<TypeVector> others)
    {
        TypeVector floors = TypeVector.Of(subgame.States, (member, type) =>
        {
            double rounding = SamePayoff * end.System.Ranges[member] / 20;
            return SimplestRational.Near(end.Payoff(member, type) - rounding, rounding);
        });
        if (_improvement.FindAbove(floors) is { } above
            && above.Mechanism.Payoffs() is var payoffs
            && !IsNear(payoffs, threat.Value, end.System) && !others.Exists(other => IsNear(payoffs, other, end.System)))
        {
            others.Add(payoffs);
        }
    }

    private static bool IsNear(TypeVector first, TypeVector second, WarrantSystem system) => system.Types.All(entry =>
        (first[entry.Member, entry.Type] - second[entry.Member, entry.Type]).Abs().ToDouble() <= SamePayoff * system.Ranges[entry.Member]);

    /// <summary>
    /// The threat at the end of a path. Each candidate is efficient and at least as good for every type as a guess of the
    /// end's payoffs (a path may end where some types whose weights vanish could get more). The first that positive
    /// weights warrant exactly is exact; otherwise the first that the scales along the path warrant up to small epsilons.
    /// </summary>
    private Threat? Certify(PathEnd end)
    {
        List<Threat> candidates = [];
        foreach (TypeVector guess in Guesses(end))
        {
            if (_improvement.FindAbove(guess) is not var (mechanism, evidence))
            {
                continue;
            }

            var candidate = new Threat(mechanism, evidence, []);
            if (candidates.Exists(other => other.Value.Equals(candidate.Value)))
            {
                continue;
            }

            if (new WarrantProgram(smaller, mechanism).Solve(cancellation) is { } scales)
            {
                return candidate with { Efficiency = scales };
            }

            candidates.Add(candidate);
            if (end.IsDegenerate && AlongEpsilon(candidate, end) is { Warrants.Count: var steps } threat && steps == EpsilonWarrant.Ladder.Count)
            {
                return threat;
            }
        }

        return SmallestEpsilon(RoundedDown(end).Select(pair => new Threat(pair.Mechanism, pair.Evidence, [])).Concat(candidates), end);
    }

    /// <summary>The first candidate that passes the whole ladder of epsilons, or the one that passes most of it.</summary>
    private Threat? SmallestEpsilon(IEnumerable<Threat> candidates, PathEnd end)
    {
        Threat? best = null;
        foreach (Threat candidate in candidates)
        {
            if (AlongEpsilon(candidate, end) is { } threat && threat.Warrants.Count > (best?.Warrants.Count ?? 0))
            {
                best = threat;
            }

            if (best?.Warrants.Count == EpsilonWarrant.Ladder.Count)
            {
                break;
            }
        }

        return best;
    }

    private Threat? AlongEpsilon(Threat candidate, PathEnd end)
    {
        EpsilonWarrant[] warrants = [.. new EpsilonWarrants(smaller, candidate, end.System).From(end, cancellation)];
        return warrants.Length > 0 ? candidate with { Warrants = warrants } : null;
    }

    /// <summary>Guesses that leave nobody worse off than alone, since no solution does (Theorem 3, and its limits).</summary>
    private IEnumerable<TypeVector> Guesses(PathEnd end) => AllGuesses(end).Where(guess => end.System.Types.All(entry =>
        guess[entry.Member, entry.Type] >= subgame.Game.BestAlone(subgame.Players[entry.Member], entry.Type)));

    private IEnumerable<TypeVector> AllGuesses(PathEnd end)
    {
        TypeVector? last = null;
        // From the coarsest that seldom errs to the finest; a path that converges slowly may still be near a simple answer.
        foreach (double distance in new[] { 1e-5, 1e-7, 1e-9, 1e-4, 1e-3 })
        {
            TypeVector guess = TypeVector.Of(subgame.States, (member, type) =>
                SimplestRational.Near(end.Payoff(member, type), distance * end.System.Ranges[member]));
            if (!guess.Equals(last))
            {
                yield return guess;
            }

            last = guess;
        }

        if (new TiedMechanism(end, cancellation).Payoffs() is { } vertex)
        {
            yield return vertex;
        }

        if (!end.IsDegenerate && new TiedScales(end, cancellation).Solve() is { } scales
            && new WarrantEquations(subgame, smaller.Outside(subgame), scales.Weights, scales.Multipliers).Claims() is { } claims)
        {
            TypeVector sums = smaller.ThreatSum(subgame);
            yield return TypeVector.Of(subgame.States, (member, type) => (claims[member, type] + sums[member, type]) / subgame.MemberCount);
        }
    }

    /// <summary>Efficient mechanisms with payoffs at least as good as slightly rounded down ones: where no guess is exact.</summary>
    private IEnumerable<(Mechanism Mechanism, EfficiencyEvidence Evidence)> RoundedDown(PathEnd end)
    {
        foreach (double distance in new[] { 1e-10, 1e-9, 1e-8, 1e-7 })
        {
            TypeVector floors = TypeVector.Of(subgame.States, (member, type) => Rational.Max(
                subgame.Game.BestAlone(subgame.Players[member], type),
                SimplestRational.Near(end.Payoff(member, type) - (1.5 * distance * end.System.Ranges[member]), 0.5 * distance * end.System.Ranges[member])));
            if (_improvement.FindAbove(floors) is { } above)
            {
                yield return above;
            }
        }
    }
}
