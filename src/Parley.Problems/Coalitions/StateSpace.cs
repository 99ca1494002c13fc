using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// The states of a coalition: every profile of its members' types, numbered with the last member's type running
/// fastest. Types are independent, so a state's probability is a product.
/// </summary>
public sealed class StateSpace
{
    private readonly Player[] _members;
    private readonly int[] _strides;
    private readonly Rational[] _probabilities;
    private readonly Rational[][] _othersProbabilities;

    /// <summary>The states of the members in this order.</summary>
    public StateSpace(IEnumerable<Player> members)
    {
        _members = [.. members];
        _strides = new int[_members.Length];
        Count = 1;
        for (int member = _members.Length - 1; member >= 0; member--)
        {
            _strides[member] = Count;
            Count = checked(Count * _members[member].Types.Count);
        }

        _probabilities = [.. Enumerable.Range(0, Count).Select(state => ProductWithout(state, -1))];
        _othersProbabilities = [.. Enumerable.Range(0, MemberCount).Select(
            member => Enumerable.Range(0, Count).Select(state => ProductWithout(state, member)).ToArray())];
    }

    /// <summary>The number of states.</summary>
    public int Count { get; }

    /// <summary>The number of members.</summary>
    public int MemberCount => _members.Length;

    /// <summary>A member of the coalition, by position in it.</summary>
    public Player Member(int member) => _members[member];

    /// <summary>How many types a member has.</summary>
    public int TypeCount(int member) => _members[member].Types.Count;

    /// <summary>The member's type in a state.</summary>
    public int TypeOf(int state, int member) => state / _strides[member] % TypeCount(member);

    /// <summary>The state that differs only in that the member's type is <paramref name="type"/>.</summary>
    public int WithType(int state, int member, int type) => state + ((type - TypeOf(state, member)) * _strides[member]);

    /// <summary>p(t_S): the probability of a state.</summary>
    public Rational Probability(int state) => _probabilities[state];

    /// <summary>p_i(t_i): the probability of a member's type.</summary>
    public Rational TypeProbability(int member, int type) => _members[member].Types[type].Probability;

    /// <summary>
    /// p(t_{S\i}): the probability of the other members' types in a state, which is what the member believes, whatever
    /// their own type.
    /// </summary>
    public Rational OthersProbability(int state, int member) => _othersProbabilities[member][state];

    /// <summary>The states in which a member has a type, by increasing number.</summary>
    public IEnumerable<int> StatesWith(int member, int type) =>
        Enumerable.Range(0, Count).Where(state => TypeOf(state, member) == type);

    /// <summary>The state whose member k has the type <paramref name="types"/>[k].</summary>
    public int StateOf(ReadOnlySpan<int> types)
    {
        int state = 0;
        for (int member = 0; member < _members.Length; member++)
        {
            state += types[member] * _strides[member];
        }

        return state;
    }

    /// <summary>
    /// The state of a smaller coalition that agrees with a state of this one. <paramref name="positions"/>[k] is the
    /// position here of member k there.
    /// </summary>
    public int Project(int state, StateSpace smaller, ReadOnlySpan<int> positions)
    {
        int projected = 0;
        for (int member = 0; member < positions.Length; member++)
        {
            projected += TypeOf(state, positions[member]) * smaller._strides[member];
        }

        return projected;
    }

    private Rational ProductWithout(int state, int member)
    {
        Rational product = Rational.One;
        for (int other = 0; other < _members.Length; other++)
        {
            if (other != member)
            {
                product *= TypeProbability(other, TypeOf(state, other));
            }
        }

        return product;
    }
}
