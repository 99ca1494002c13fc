using Parley.Certificates.Coalitions;
using Parley.Certificates.Programs;
using Parley.Engines.Programs;
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
    /// <param name="dictator">The member who dictates.</param>
    /// <param name="outside">U_j^{S\i}, by member and type.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Answer FindStrong(int dictator, IReadOnlyList<Rational[]> outside)
    {
        Mechanism? safe = BestSafe(dictator, outside, exactly: true);
        if (safe is null)
        {
            return new Answer.None("no mechanism is safe (none gives the others exactly what they have without the dictator)");
        }

        var (better, weights, multipliers) = Best(dictator, outside, safe.Payoffs());
        TypeVector gains = TypeVector.Of(subgame.States, (member, type) => better.Payoffs()[member, type] - safe.Payoffs()[member, type]);
        Rational gain = Enumerable.Range(0, subgame.States.TypeCount(dictator)).Aggregate(Rational.Zero, (sum, type) => sum + gains[dictator, type]);
        return gain.IsZero
            ? new Answer.Strong(new Dictatorship(dictator, safe, weights, multipliers))
            : new Answer.None($"the best safe mechanism is dominated by a feasible one, by {gain.ToShortString()} summed over the dictator's types");
    }

    /// <summary>
    /// A mechanism that is best for the dictator among the safe ones, each type counting with its probability; null where
    /// none is safe. With <paramref name="exactly"/> the others get their outside option and no more (4.12b).
    /// </summary>
    public Mechanism? BestSafe(int dictator, IReadOnlyList<Rational[]> outside, bool exactly)
    {
        var program = new MechanismProgram(subgame);
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

        TypeVector weights = TypeVector.Of(subgame.States, (member, type) =>
            member == dictator ? subgame.States.TypeProbability(member, type) : Rational.Zero);
        return LinearProgramSolver.Solve(program.Maximise(weights), cancellation) switch
        {
            LinearProgramAnswer.Optimal optimal => program.Read(optimal.Primal),
            LinearProgramAnswer.Infeasible => null,
            var other => throw Unexpected(other, cancellation),
        };
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

    /// <summary>An answer that the program's shape rules out, or a cancellation.</summary>
    internal static Exception Unexpected(LinearProgramAnswer answer, CancellationToken cancellation) =>
        answer is LinearProgramAnswer.Stopped
            ? new OperationCanceledException(cancellation)
            : new InvalidOperationException($"a program over mechanisms cannot be {answer.GetType().Name}");
}
