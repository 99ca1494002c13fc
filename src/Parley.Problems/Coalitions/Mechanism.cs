using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>A decision and how likely it is drawn.</summary>
/// <param name="Decision">The decision's number in the subgame.</param>
/// <param name="Probability">Positive.</param>
public readonly record struct Draw(int Decision, Rational Probability);

/// <summary>
/// A direct mechanism mu_S: for every state that the members may report, a lottery over the coalition's decisions.
/// </summary>
public sealed class Mechanism
{
    private readonly Draw[][] _lotteries;

    /// <summary>States a mechanism; zero probabilities are dropped and draws are sorted by what is done.</summary>
    /// <param name="subgame">Whose mechanism it is.</param>
    /// <param name="lotteries">One lottery for each state, in order.</param>
    /// <exception cref="ArgumentException">A lottery is missing, has a negative probability or a decision that does not exist or stands twice, or does not sum to 1.</exception>
    public Mechanism(Subgame subgame, IEnumerable<IEnumerable<Draw>> lotteries)
    {
        Subgame = subgame;
        _lotteries = [.. lotteries.Select(lottery => lottery.Where(draw => !draw.Probability.IsZero).OrderBy(draw => subgame.Key(draw.Decision), StringComparer.Ordinal).ToArray())];
        if (_lotteries.Length != subgame.States.Count)
        {
            throw new ArgumentException($"{_lotteries.Length} lotteries for {subgame.States.Count} states", nameof(lotteries));
        }

        foreach (Draw[] lottery in _lotteries)
        {
            CheckLottery(lottery);
        }
    }

    /// <summary>Whose mechanism it is.</summary>
    public Subgame Subgame { get; }

    /// <summary>The lottery of a state.</summary>
    public ReadOnlySpan<Draw> Lottery(int state) => _lotteries[state];

    /// <summary>The mechanism that draws one of several with equal chances and runs it.</summary>
    public static Mechanism Average(IReadOnlyList<Mechanism> mechanisms)
    {
        var chance = new Rational(1, mechanisms.Count);
        Subgame subgame = mechanisms[0].Subgame;
        return new Mechanism(subgame, Enumerable.Range(0, subgame.States.Count).Select(state => mechanisms
            .SelectMany(mechanism => mechanism._lotteries[state])
            .GroupBy(draw => draw.Decision)
            .Select(same => new Draw(same.Key, same.Aggregate(Rational.Zero, (sum, draw) => sum + draw.Probability) * chance))));
    }

    /// <summary>
    /// U_i(mu, tau | t) of (3.1): what a member of type <paramref name="type"/> expects from reporting
    /// <paramref name="reported"/> while the others are truthful.
    /// </summary>
    public Rational InterimPayoff(int member, int type, int reported)
    {
        Rational sum = Rational.Zero;
        foreach (int state in Subgame.States.StatesWith(member, type))
        {
            sum += Subgame.States.OthersProbability(state, member)
                * StatePayoff(member, state, Subgame.States.WithType(state, member, reported));
        }

        return sum;
    }

    /// <summary>What a member gets in a state when the members report <paramref name="reportedState"/>.</summary>
    public Rational StatePayoff(int member, int state, int reportedState)
    {
        Rational sum = Rational.Zero;
        foreach (Draw draw in _lotteries[reportedState])
        {
            sum += draw.Probability * Subgame.Payoff(draw.Decision, state, member);
        }

        return sum;
    }

    /// <summary>U_i(mu | t): what every type of every member expects when all are truthful.</summary>
    public TypeVector Payoffs() => TypeVector.Of(Subgame.States, (member, type) => InterimPayoff(member, type, type));

    private void CheckLottery(Draw[] lottery)
    {
        Rational sum = Rational.Zero;
        for (int k = 0; k < lottery.Length; k++)
        {
            if (lottery[k].Decision < 0 || lottery[k].Decision >= Subgame.DecisionCount
                || (k > 0 && lottery[k].Decision == lottery[k - 1].Decision))
            {
                throw new ArgumentException($"decision {lottery[k].Decision} does not exist or stands twice in a lottery");
            }

            if (lottery[k].Probability.Sign < 0)
            {
                throw new ArgumentException($"'{Subgame.DecisionName(lottery[k].Decision)}' has the negative probability {lottery[k].Probability}");
            }

            sum += lottery[k].Probability;
        }

        if (sum != Rational.One)
        {
            throw new ArgumentException($"the probabilities of a lottery sum to {sum}, not 1");
        }
    }
}
