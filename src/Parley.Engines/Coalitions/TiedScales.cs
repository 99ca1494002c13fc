using Parley.Certificates.Coalitions;
using Parley.Certificates.Programs;
using Parley.Engines.Numerics;
using Parley.Engines.Programs;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Coalitions;

/// <summary>
/// Exact scales near a path's end: those in which the decisions that it uses are worth exactly the same in each state,
/// and only the incentive constraints that bind have a price. Where the solution lies inside a facet of the efficient
/// payoffs they are unique, and so exact.
/// </summary>
internal sealed class TiedScales(PathEnd end, CancellationToken cancellation)
{
    /// <summary>How finely the path's scales are rounded, relative to their size, before the exact program comes as near as it can.</summary>
    private const double Rounding = 1e-9;

    private readonly Subgame _subgame = end.System.Subgame;

    /// <summary>The exact scales nearest to the path's; null where no scales tie its decisions.</summary>
    public EfficiencyEvidence.Supported? Solve()
    {
        double[] converted = end.System.InProblemUnits(end.Point.Scales);
        double sum = converted.Take(end.System.Types.Count).Sum();
        converted = [.. converted.Select(scale => scale / sum)];
        int scales = end.System.ScaleCount;
        int states = _subgame.States.Count;
        var objective = new Rational[scales + states + scales];
        bool[] free = [.. Enumerable.Range(0, objective.Length).Select(variable => variable >= scales && variable < scales + states)];
        List<Row> rows = [new Row(Enumerable.Range(0, end.System.Types.Count).Select(type => new Term(type, 1)), Relation.Equal, 1)];
        for (int column = 0; column < end.System.ColumnCount; column++)
        {
            if (end.Point.Chances[column] > end.Point.Losses[column])
            {
                rows.Add(Tie(column, scales));
            }
        }

        for (int scale = 0; scale < scales; scale++)
        {
            // An absolute distance to the path's scale is minimised; scales whose constraints are slack are zero.
            bool isUsed = scale < end.System.Types.Count || end.Point.Scales[scale] > end.Point.Partners[scale];
            int distance = scales + states + scale;
            Rational target = isUsed ? SimplestRational.Near(converted[scale], Rounding * converted[scale]) : Rational.Zero;
            objective[distance] = -_subgame.PayoffRange(end.System.MemberOf(scale));
            if (isUsed)
            {
                rows.Add(new Row([new Term(scale, 1), new Term(distance, -1)], Relation.AtMost, target));
                rows.Add(new Row([new Term(scale, 1), new Term(distance, 1)], Relation.AtLeast, target));
            }
            else
            {
                rows.Add(new Row([new Term(scale, 1)], Relation.Equal, 0));
            }
        }

        return LinearProgramSolver.Solve(new LinearProgram(objective, free, rows), cancellation) switch
        {
            LinearProgramAnswer.Optimal optimal => Read(optimal.Primal),
            LinearProgramAnswer.Infeasible => null,
            var other => throw MechanismProgram.Unexpected(other, cancellation),
        };
    }

    /// <summary>The decision is worth exactly p(t) W(t) in its state.</summary>
    private Row Tie(int column, int scales)
    {
        int state = end.System.StateOf(column);
        int decision = end.System.DecisionOf(column);
        List<Term> terms = [new Term(scales + state, -1)];
        int pair = end.System.Types.Count;
        for (int member = 0; member < _subgame.MemberCount; member++)
        {
            int type = _subgame.States.TypeOf(state, member);
            Rational probability = _subgame.States.OthersProbability(state, member);
            Rational own = probability * _subgame.Payoff(decision, state, member);
            terms.Add(new Term(end.System.TypeIndex(member, type), own));
            foreach (var (_, truth, reported) in end.System.Pairs.Where(entry => entry.Member == member))
            {
                if (truth == type)
                {
                    terms.Add(new Term(pair, own));
                }
                else if (reported == type)
                {
                    Rational mistaken = _subgame.Payoff(decision, _subgame.States.WithType(state, member, truth), member);
                    terms.Add(new Term(pair, -(probability * mistaken)));
                }

                pair++;
            }
        }

        return new Row(terms, Relation.Equal, 0);
    }

    private EfficiencyEvidence.Supported Read(Rational[] point) => new(
        TypeVector.Of(_subgame.States, (member, type) => point[end.System.TypeIndex(member, type)]),
        new Multipliers(end.System.Pairs.Select((pair, k) => (pair.Member, pair.True, pair.Reported, point[end.System.Types.Count + k]))));
}
