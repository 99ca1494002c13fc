using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>What a dictator can demand of a coalition whose other members have an outside option (section 4).</summary>
internal sealed class Dictators(Subgame subgame, CancellationToken cancellation)
{
    /// <summary>The answer to "has this dictator a strong solution?".</summary>
    public abstract record Answer
    {
        /// <summary>Yes: the demand, with the scales that prove it undominated.</summary>
        public sealed record Strong(Dictatorship Demand) : Answer;

        /// <summary>No, and why.</summary>
        public sealed record None(string Reason) : Answer;
    }

    /// <summary>
    /// The dictator's strong solution: the best safe mechanism, if no feasible mechanism dominates it. A strong solution
    /// is at least as good as every safe mechanism for every type of the dictator, so one program finds it or shows
    /// that there is none.
    /// </summary>
    /// <remarks>
    /// The others get exactly their outside option (4.12b) where such a demand is strong. Where none is, because the
    /// dictator cannot use all that the others would give up, they may get more, as in Myerson's (1983) definition: in
    /// section 6 players 1 and 2 can only share equally, and neither could ever demand anything if (4.12b) were kept.
    /// </remarks>
    /// <param name="dictator">The member who dictates.</param>
    /// <param name="outside">U_j^{S\i}, by member and type.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Answer FindStrong(int dictator, IReadOnlyList<Rational[]> outside)
    {
        Answer exactly = Judge(dictator, outside, BestSafe(dictator, outside, exactly: true));
        return exactly is Answer.Strong ? exactly : Judge(dictator, outside, BestSafe(dictator, outside, exactly: false));
    }

    private Answer Judge(int dictator, IReadOnlyList<Rational[]> outside, Mechanism? safe)
    {
        if (safe is null)
        {
            return new Answer.None("no mechanism is safe");
        }

        TypeVector payoffs = safe.Payoffs();
        var (better, weights, multipliers) = Best(dictator, outside, payoffs);
        Rational gain = Sum(better.Payoffs(), dictator) - Sum(payoffs, dictator);
        return gain.IsZero
            ? new Answer.Strong(new Dictatorship(dictator, safe, weights, multipliers))
            : new Answer.None($"a feasible mechanism gives the dictator's types {gain.ToShortString()} more in sum than the best safe one");
    }

    private static Rational Sum(TypeVector payoffs, int member) =>
        payoffs.Of(member).ToArray().Aggregate(Rational.Zero, (sum, payoff) => sum + payoff);

    /// <summary>
    /// A mechanism that is best for the dictator among the safe ones, each type counting with its probability; null where
    /// none is safe. Where the others may get more than their outside option, the dictator's indifference is resolved in
    /// their favour.
    /// </summary>
    private Mechanism? BestSafe(int dictator, IReadOnlyList<Rational[]> outside, bool exactly)
    {
        Mechanism? best = Solve(SafeProgram(dictator, outside, exactly), member => member == dictator);
        if (best is null || exactly)
        {
            return best;
        }

        TypeVector payoffs = best.Payoffs();
        MechanismProgram kind = SafeProgram(dictator, outside, exactly);
        for (int type = 0; type < subgame.States.TypeCount(dictator); type++)
        {
            kind.AddFloor(dictator, type, payoffs[dictator, type]);
        }

        return Solve(kind, _ => true);
    }

    /// <summary>The program over the mechanisms that are safe for the dictator (Definition 3).</summary>
    private MechanismProgram SafeProgram(int dictator, IReadOnlyList<Rational[]> outside, bool exactly)
    {
        var program = new MechanismProgram(subgame, cancellation);
        foreach (var (type, reported) in program.FalseReports(dictator))
        {
            program.AddIncentive(dictator, type, reported);
        }

        for (int inferred = 0; inferred < subgame.States.TypeCount(dictator); inferred++)
        {
            for (int member = 0; member < subgame.MemberCount; member++)
            {
                if (member != dictator)
                {
                    program.AddSafety(dictator, inferred, member, outside[member], exactly);
                }
            }
        }

        return program;
    }

    /// <summary>The mechanism that maximises the expected payoffs of the members who count; null where there is none.</summary>
    private Mechanism? Solve(MechanismProgram program, Func<int, bool> counts)
    {
        TypeVector weights = TypeVector.Of(subgame.States, (member, type) =>
            counts(member) ? subgame.States.TypeProbability(member, type) : Rational.Zero);
        return program.Maximise(weights) is MechanismProgram.Answer.Optimal optimal ? optimal.Mechanism : null;
    }

    /// <summary>
    /// The feasible mechanism (Definition 1) that gives every type of the dictator at least its floor and the most in
    /// sum, with the scales of Proposition 2.
    /// </summary>
    private (Mechanism Mechanism, TypeVector Weights, Multipliers Multipliers) Best(
        int dictator, IReadOnlyList<Rational[]> outside, TypeVector floors)
    {
        TypeVector lower = TypeVector.Of(subgame.States, (member, type) => member == dictator ? floors[member, type] : outside[member][type]);
        return new Improvement(subgame, cancellation).Find(
            lower, TypeVector.Of(subgame.States, (member, _) => member == dictator ? Rational.One : Rational.Zero));
    }
}
