using Parley.Certificates.Coalitions;
using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;

namespace Parley.Engines.Coalitions;

/// <summary>
/// The certificate program: for a fixed mechanism, everything that makes it a non-degenerate neutral procedural
/// solution is linear in the weights lambda, the multipliers alpha and the virtual worths W. The program maximises the
/// smallest weight; the mechanism is a solution exactly when that is positive.
/// </summary>
/// <remarks>
/// Only the decisions that bind enter: it starts from those that the mechanism uses and adds, state by state, the one
/// that the current scales value most, until no decision is worth more than the worths say.
/// </remarks>
internal sealed class WarrantProgram
{
    private readonly CoalitionOutcome _smaller;
    private readonly Mechanism _candidate;
    private readonly TypeVector _value;
    private readonly Subgame _subgame;
    private readonly Dictionary<(int Member, int Type), int> _weights = [];
    private readonly Dictionary<(int Member, int True, int Reported), int> _multipliers = [];
    private readonly int _firstWorth;
    private readonly int _smallest;
    private readonly List<Row> _rows = [];

    /// <summary>States the program.</summary>
    /// <param name="smaller">The threats of all smaller coalitions.</param>
    /// <param name="mechanism">The candidate.</param>
    public WarrantProgram(CoalitionOutcome smaller, Mechanism mechanism)
    {
        _smaller = smaller;
        _candidate = mechanism;
        _value = mechanism.Payoffs();
        _subgame = mechanism.Subgame;
        for (int member = 0; member < _subgame.MemberCount; member++)
        {
            for (int type = 0; type < _subgame.States.TypeCount(member); type++)
            {
                _weights.Add((member, type), _weights.Count);
            }
        }

        foreach (var (member, truth, reported) in Pairs())
        {
            _multipliers.Add((member, truth, reported), _weights.Count + _multipliers.Count);
        }

        _firstWorth = _weights.Count + _multipliers.Count;
        _smallest = _firstWorth + _subgame.States.Count;
        AddWeights();
        AddWarrants();
        AddEfficiency();
    }

    /// <summary>Weights and multipliers that certify the candidate, or null where there are none.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public EfficiencyEvidence.Supported? Solve(CancellationToken cancellation)
    {
        var objective = new Rational[_smallest + 1];
        objective[_smallest] = Rational.One;
        bool[] free = [.. Enumerable.Range(0, _smallest + 1).Select(variable => variable >= _firstWorth)];
        while (true)
        {
            LinearProgramAnswer answer = LinearProgramSolver.Solve(new LinearProgram(objective, free, _rows), cancellation);
            switch (answer)
            {
                case LinearProgramAnswer.Infeasible:
                    return null;
                case LinearProgramAnswer.Optimal optimal when optimal.Value.Sign <= 0:
                    return null;
                case LinearProgramAnswer.Optimal optimal:
                    EfficiencyEvidence.Supported scales = Read(optimal.Primal);
                    if (!AddUndervalued(scales, optimal.Primal))
                    {
                        return scales;
                    }

                    break;
                default:
                    throw MechanismProgram.Unexpected(answer, cancellation);
            }
        }
    }

    private EfficiencyEvidence.Supported Read(Rational[] point) => new(
        TypeVector.Of(_subgame.States, (member, type) => point[_weights[(member, type)]]),
        new Multipliers(_multipliers.Select(entry => (entry.Key.Member, entry.Key.True, entry.Key.Reported, point[entry.Value]))));

    /// <summary>Adds the most undervalued decision of every state; false where there is none.</summary>
    private bool AddUndervalued(EfficiencyEvidence.Supported scales, Rational[] point)
    {
        var virtualUtility = new VirtualUtility(_subgame, scales.Weights, scales.Multipliers);
        bool added = false;
        for (int state = 0; state < _subgame.States.Count; state++)
        {
            var (choice, worth) = virtualUtility.Best(state);
            if (worth > point[_firstWorth + state])
            {
                AddDecision(_subgame.WriteDown(choice), state);
                added = true;
            }
        }

        return added;
    }

    /// <summary>The weights sum to 1 and none is below the smallest.</summary>
    private void AddWeights()
    {
        _rows.Add(new Row(_weights.Values.Select(variable => new Term(variable, 1)), Relation.Equal, 1));
        foreach (int variable in _weights.Values)
        {
            _rows.Add(new Row([new Term(variable, -1), new Term(_smallest, 1)], Relation.AtMost, 0));
        }
    }

    /// <summary>M(lambda, alpha) omega = sum of p(t) W(t) over the type's states - p_i(t) R_i(lambda), with omega = |S| U - c.</summary>
    private void AddWarrants()
    {
        TypeVector claims = _smaller.Claims(_subgame, _value);
        for (int member = 0; member < _subgame.MemberCount; member++)
        {
            IReadOnlyList<Rational[]> outside = _subgame.MemberCount == 1 ? [[]] : _smaller.ValueWithout(_subgame, member);
            for (int type = 0; type < _subgame.States.TypeCount(member); type++)
            {
                AddWarrant(claims, member, type, outside);
            }
        }
    }

    private void AddWarrant(TypeVector claims, int member, int type, IReadOnlyList<Rational[]> outside)
    {
        List<Term> terms = [new Term(_weights[(member, type)], claims[member, type])];
        for (int other = 0; other < _subgame.States.TypeCount(member); other++)
        {
            if (other != type)
            {
                terms.Add(new Term(_multipliers[(member, type, other)], claims[member, type]));
                terms.Add(new Term(_multipliers[(member, other, type)], -claims[member, other]));
            }
        }

        terms.AddRange(_subgame.States.StatesWith(member, type).Select(state => new Term(_firstWorth + state, -1)));
        Rational probability = _subgame.States.TypeProbability(member, type);
        for (int other = 0; other < outside.Count; other++)
        {
            terms.AddRange(outside[other].Select((payoff, t) => new Term(_weights[(other, t)], probability * payoff)));
        }

        _rows.Add(new Row(terms, Relation.Equal, 0));
    }

    /// <summary>lambda . U = sum of p(t) W(t), and W(t) is at least what each decision in use is worth.</summary>
    private void AddEfficiency()
    {
        IEnumerable<Term> payoffs = _weights.Select(entry => new Term(entry.Value, _value[entry.Key.Member, entry.Key.Type]));
        IEnumerable<Term> worths = Enumerable.Range(_firstWorth, _subgame.States.Count).Select(variable => new Term(variable, -1));
        _rows.Add(new Row(payoffs.Concat(worths), Relation.Equal, 0));
        for (int state = 0; state < _subgame.States.Count; state++)
        {
            foreach (Draw draw in _candidate.Lottery(state))
            {
                AddDecision(draw.Decision, state);
            }
        }
    }

    /// <summary>Adds p(t) W(t) at least p(t) times the decision's summed virtual utility (3.6).</summary>
    private void AddDecision(int decision, int state)
    {
        List<Term> terms = [new Term(_firstWorth + state, -1)];
        for (int member = 0; member < _subgame.MemberCount; member++)
        {
            int type = _subgame.States.TypeOf(state, member);
            Rational probability = _subgame.States.OthersProbability(state, member);
            Rational own = probability * _subgame.Payoff(decision, state, member);
            terms.Add(new Term(_weights[(member, type)], own));
            for (int other = 0; other < _subgame.States.TypeCount(member); other++)
            {
                if (other != type)
                {
                    terms.Add(new Term(_multipliers[(member, type, other)], own));
                    Rational mistaken = _subgame.Payoff(decision, _subgame.States.WithType(state, member, other), member);
                    terms.Add(new Term(_multipliers[(member, other, type)], -(probability * mistaken)));
                }
            }
        }

        _rows.Add(new Row(terms, Relation.AtMost, 0));
    }

    private IEnumerable<(int Member, int True, int Reported)> Pairs() =>
        from member in Enumerable.Range(0, _subgame.MemberCount)
        from truth in Enumerable.Range(0, _subgame.States.TypeCount(member))
        from reported in Enumerable.Range(0, _subgame.States.TypeCount(member))
        where truth != reported
        select (member, truth, reported);
}
