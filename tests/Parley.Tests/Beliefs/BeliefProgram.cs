using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Beliefs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Tests.Beliefs;

/// <summary>The second method: every polyhedral set as rows of an exact linear program over its priors, one row for each event where it takes that.</summary>
internal sealed class BeliefProgram
{
    private readonly int _scenarios;
    private readonly List<Row> _rows = [];
    private int _variables;

    public BeliefProgram(CredalSet set, double[] centre)
    {
        _variables = _scenarios = centre.Length;
        Bound(Enumerable.Range(0, _scenarios), Relation.Equal, 1);
        Add(set, centre);
    }

    /// <summary>The greatest expectation.</summary>
    public double Greatest(double[] loss) => Solve([.. loss]);

    /// <summary>The least expectation under tilts with <c>q &lt;= v/tail</c>.</summary>
    public double LeastShortfall(double[] position, double tail)
    {
        int first = _variables;
        _variables += _scenarios;
        for (int s = 0; s < _scenarios; s++)
        {
            Row([(first + s, tail), (s, -1)], Relation.AtMost, 0);
        }

        Bound(Enumerable.Range(first, _scenarios), Relation.Equal, 1);
        return -Solve([.. new double[first], .. position.Select(amount => -amount)]);
    }

    /// <summary>The largest difference of a probability between a vector and the nearest prior.</summary>
    public double Distance(double[] prior)
    {
        int distance = _variables++;
        for (int s = 0; s < _scenarios; s++)
        {
            Row([(s, 1), (distance, -1)], Relation.AtMost, prior[s]);
            Row([(s, 1), (distance, 1)], Relation.AtLeast, prior[s]);
        }

        double[] objective = new double[_variables];
        objective[distance] = -1;
        return -Solve(objective);
    }

    private void Add(CredalSet set, double[] centre)
    {
        switch (set)
        {
            case SinglePrior:
                EachScenario(s => Bound([s], Relation.Equal, centre[s]));
                break;
            case Contamination contamination:
                EachScenario(s => Bound([s], Relation.AtLeast, (1 - contamination.Weight) * centre[s]));
                break;
            case TotalVariationBall ball:
                EachEvent(states => Bound(states, Relation.AtMost, states.Sum(s => centre[s]) + ball.Radius));
                break;
            case DistortedCapacity capacity:
                EachEvent(states => Bound(states, Relation.AtLeast, Math.Pow(states.Sum(s => centre[s]), capacity.Power)));
                break;
            case ProbabilityIntervals intervals:
                EachScenario(s => Bound([s], Relation.AtLeast, intervals.Low[s]));
                EachScenario(s => Bound([s], Relation.AtMost, intervals.High[s]));
                break;
            case EventBounds bounds:
                foreach (EventBound bound in bounds.Events)
                {
                    Bound(bound.States, Relation.AtLeast, bound.Low);
                    Bound(bound.States, Relation.AtMost, bound.High);
                }

                break;
            case PriorHull hull:
                _variables += hull.Priors.Count;
                EachScenario(s => Row([(s, -1), .. hull.Priors.Select((prior, k) => (_scenarios + k, prior[s]))], Relation.Equal, 0));
                Bound(Enumerable.Range(_scenarios, hull.Priors.Count), Relation.Equal, 1);
                break;
            default:
                throw new ArgumentException("not a polyhedral set", nameof(set));
        }
    }

    private void EachScenario(Action<int> row)
    {
        for (int s = 0; s < _scenarios; s++)
        {
            row(s);
        }
    }

    private void EachEvent(Action<int[]> row)
    {
        for (int bits = 1; bits < 1 << _scenarios; bits++)
        {
            row([.. Enumerable.Range(0, _scenarios).Where(s => (bits >> s & 1) == 1)]);
        }
    }

    private void Bound(IEnumerable<int> states, Relation relation, double bound) => Row([.. states.Select(s => (s, 1.0))], relation, bound);

    private void Row((int Index, double Value)[] terms, Relation relation, double bound) =>
        _rows.Add(new Row(terms.Select(term => new Term(term.Index, Rational.FromDouble(term.Value))), relation, Rational.FromDouble(bound)));

    private double Solve(double[] objective)
    {
        Rational[] coefficients = [.. Enumerable.Range(0, _variables).Select(k => k < objective.Length ? Rational.FromDouble(objective[k]) : Rational.Zero)];
        LinearProgramAnswer answer = LinearProgramSolver.Solve(new LinearProgram(coefficients, [], _rows));
        return Assert.IsType<LinearProgramAnswer.Optimal>(answer).Value.ToDouble();
    }
}
