using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Engines.Coalitions;

/// <summary>
/// A linear function of a coalition's mechanism: a weighted sum, over reported states, members and true types, of what
/// the decision drawn for the report is worth to the true type. It is a sum over a decision's parts, so the best joint
/// decision can be found without listing them.
/// </summary>
internal sealed class PayoffSum
{
    private readonly Subgame _subgame;
    private readonly Rational[]?[] _weights;
    private Rational _lossWeight;

    /// <summary>The function that is zero.</summary>
    public PayoffSum(Subgame subgame)
    {
        _subgame = subgame;
        _weights = new Rational[subgame.States.Count * subgame.MemberCount][];
    }

    private PayoffSum(PayoffSum other)
        : this(other._subgame)
    {
        Add(other, Rational.One);
    }

    /// <summary>The same function, to be changed on its own.</summary>
    public PayoffSum Copy() => new(this);

    /// <summary>Adds a multiple of another function.</summary>
    public void Add(PayoffSum other, Rational factor)
    {
        if (factor.IsZero)
        {
            return;
        }

        _lossWeight += factor * other._lossWeight;
        for (int slot = 0; slot < _weights.Length; slot++)
        {
            if (other._weights[slot] is { } weights)
            {
                Rational[] own = _weights[slot] ??= new Rational[weights.Length];
                for (int type = 0; type < own.Length; type++)
                {
                    own[type] += factor * weights[type];
                }
            }
        }
    }

    /// <summary>Adds a multiple of U_i(mu, reported | type) (3.1).</summary>
    public void AddInterim(int member, int type, int reported, Rational factor) =>
        AddOver(_subgame.States.StatesWith(member, type), member, type, reported, factor);

    /// <summary>
    /// Adds a multiple of what a member of a type expects from a report when it has inferred the dictator's type, times
    /// that type's probability.
    /// </summary>
    public void AddGiven(int dictator, int inferred, int member, int type, int reported, Rational factor) => AddOver(
        _subgame.States.StatesWith(member, type).Where(state => _subgame.States.TypeOf(state, dictator) == inferred), member, type, reported, factor);

    /// <summary>Adds a multiple of what the members lose in expectation, after the fact, against what they could do alone.</summary>
    public void AddLosses(Rational factor) => _lossWeight += factor;

    /// <summary>True where the function depends on what is drawn for a reported state.</summary>
    public bool Concerns(int reported) => !_lossWeight.IsZero
        || Enumerable.Range(0, _subgame.MemberCount).Any(member => _weights[(reported * _subgame.MemberCount) + member] is not null);

    /// <summary>What a decision adds to the function when it is drawn for a reported state.</summary>
    public Rational Value(int decision, int reported)
    {
        Rational sum = Rational.Zero;
        for (int member = 0; member < _subgame.MemberCount; member++)
        {
            int of = member;
            sum += Value(member, reported, state => _subgame.Payoff(decision, state, of));
        }

        return sum;
    }

    /// <summary>What a part of a decision adds.</summary>
    public Rational Value(Part part, int option, int reported)
    {
        Rational sum = Rational.Zero;
        for (int k = 0; k < part.Members.Count; k++)
        {
            int place = k;
            sum += Value(part.Members[k], reported, state => part.Payoff(option, state, place));
        }

        return sum;
    }

    private Rational Value(int member, int reported, Func<int, Rational> payoff)
    {
        Rational sum = Rational.Zero;
        if (_weights[(reported * _subgame.MemberCount) + member] is { } weights)
        {
            for (int type = 0; type < weights.Length; type++)
            {
                if (!weights[type].IsZero)
                {
                    sum += weights[type] * payoff(_subgame.States.WithType(reported, member, type));
                }
            }
        }

        if (!_lossWeight.IsZero)
        {
            Rational alone = _subgame.Game.BestAlone(_subgame.Players[member], _subgame.States.TypeOf(reported, member));
            Rational loss = Rational.Max(Rational.Zero, alone - payoff(reported));
            sum += _lossWeight * _subgame.States.Probability(reported) * loss;
        }

        return sum;
    }

    private void AddOver(IEnumerable<int> states, int member, int type, int reported, Rational factor)
    {
        foreach (int state in states)
        {
            int seen = _subgame.States.WithType(state, member, reported);
            Rational[] weights = _weights[(seen * _subgame.MemberCount) + member] ??= new Rational[_subgame.States.TypeCount(member)];
            weights[type] += factor * _subgame.States.OthersProbability(state, member);
        }
    }
}
