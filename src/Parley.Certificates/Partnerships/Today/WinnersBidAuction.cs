using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>
/// A sealed-bid auction among the partners: the highest bidder gets the asset and pays every other partner that
/// partner's share of the bid. With equal shares the bid is split equally, and the winner keeps the winner's own part.
/// </summary>
/// <remarks>
/// <para>
/// Source: Cramton, Gibbons and Klemperer, "Dissolving a partnership efficiently", Econometrica 55 (1987);
/// McAfee, "Amicable divorce", Journal of Economic Theory 56 (1992), the winner's bid auction.
/// </para>
/// <para>
/// With n equal shares and one density for all, bidding as type z brings G(z) (t - (n - 1) b(z) / n) + int_z b dG / n,
/// where G = F^(n-1). The first-order condition at z = t is (b F^n)' = t (F^n)', so b(t) = int s dF^n / F^n, which
/// increases; the derivative in z is g(z) (t - z), so the condition is sufficient. The asset goes to the highest value,
/// and everybody expects E max / n. Any other auction with a symmetric increasing equilibrium and no payments from
/// outside, such as that at the loser's bid, pays every type the same (revenue equivalence).
/// </para>
/// <para>
/// Two partners who differ, with densities on supports that begin together, are answered by shooting, if the bids found
/// leave nobody a regret above 1e-6 of the largest value: usually it is 1e-8 or less. That they are the only equilibrium
/// is not claimed. Time: 10 to 25 milliseconds with quantiles in closed form, a second with slow ones; the symmetric case
/// takes microseconds.
/// </para>
/// </remarks>
public static class WinnersBidAuction
{
    private const double EqualShares = 1e-12;
    private const double EqualCdfs = 1e-13;
    private const double Tolerance = 1e-14;
    private const double Rounding = 1e-15;
    private const double LeastShare = 0.01;
    private const double MostRegret = 1e-6;
    private const int Samples = 16;
    private const int FewestNodes = 20;

    /// <summary>What the partners can expect.</summary>
    /// <param name="partnership">The partners, whose weights play no part.</param>
    /// <returns>
    /// Computed where shares are equal and values have one density for all, and for two partners who differ, with
    /// densities on supports that begin together, if the bids found leave nobody a regret above 1e-6 of the largest value;
    /// not established elsewhere.
    /// </returns>
    public static TodayAnswer Evaluate(Partnership partnership)
    {
        return Evaluate(partnership.AboutOrigin().Agents).MovedBy(partnership.Origin);
    }

    private static TodayAnswer Evaluate(IReadOnlyList<Agent> agents)
    {
        return agents.Any(agent => agent.Type.Atoms.Count > 0)
            ? NotEstablished("where a partner has finitely many values; bids are mixed there")
            : IsSymmetric(agents) ? Symmetric(agents)
            : agents.Count > 2 ? NotEstablished("for three or more partners with unequal shares or values that are distributed differently")
            : agents.Any(agent => agent.Share < LeastShare) ? NotEstablished("where one of two partners owns next to nothing")
            : agents[0].Type.Low != agents[1].Type.Low ? NotEstablished("for two partners whose lowest values differ")
            : Unequal(agents);
    }

    /// <summary>The equilibrium bid b(t) = t - int F^n / F(t)^n with equal shares and one density for all.</summary>
    /// <param name="type">The density of everybody's value.</param>
    /// <param name="partners">How many partners, at least 2.</param>
    /// <param name="value">The bidder's value within the support.</param>
    /// <returns>The bid for the whole asset, in money; accurate to 1e-12 of the largest value above the lowest thousandth of values.</returns>
    /// <exception cref="ArgumentException">The distribution has atoms, there are too few partners, or the value is outside the support.</exception>
    public static double Bid(Distribution type, int partners, double value)
    {
        if (type.Atoms.Count > 0 || partners < 2 || !(value >= type.Low && value <= type.High))
        {
            throw new ArgumentException($"a bid needs a density, 2 or more partners and a value within [{type.Low}, {type.High}]");
        }

        double cdf = type.Cdf(value);
        var rule = new GaussKronrod(1, Tolerance * (type.High - type.Low));
        AddOverPieces(rule, type, value, (point, values) => values[0] = cdf == 0 ? 0 : Math.Pow(type.Cdf(point) / cdf, partners));
        return value - rule.Totals[0];
    }

    private static TodayAnswer.NotEstablished NotEstablished(string where) => new($"no equilibrium is computed {where}");

    private static bool IsSymmetric(IReadOnlyList<Agent> agents) =>
        agents.All(agent => Math.Abs(agent.Share - (1.0 / agents.Count)) <= EqualShares && Same(agents[0].Type, agent.Type));

    private static TodayAnswer Unequal(IReadOnlyList<Agent> agents)
    {
        IReadOnlyList<BidNode> nodes = new BidShooting((agents[0].Type, agents[1].Type), (agents[0].Share, agents[1].Share)).Find();
        if (nodes.Count < FewestNodes)
        {
            return NotEstablished("for these two partners: shooting found no bids");
        }

        var auction = new UnequalAuction(agents, nodes);
        TodayOutcome outcome = auction.Outcome();
        double allowed = MostRegret * agents.Max(agent => Math.Max(Math.Abs(agent.Type.Low), Math.Abs(agent.Type.High)));
        return outcome.Regret <= allowed && outcome.Error <= allowed
            ? new TodayAnswer.Computed(outcome) { Actions = [value => auction.Bid(0, value), value => auction.Bid(1, value)] }
            : NotEstablished(
                $"for these two partners: with the bids found somebody could gain {outcome.Regret:g2} by another bid, at an error of {outcome.Error:g2}");
    }

    /// <summary>The same knots, and cdfs that agree to rounding at 16 points of every piece.</summary>
    private static bool Same(Distribution one, Distribution other)
    {
        return ReferenceEquals(one, other) || (one.Knots.SequenceEqual(other.Knots) && one.Knots.Zip(one.Knots.Skip(1)).All(piece =>
            Enumerable.Range(1, Samples).Select(sample => piece.First + ((piece.Second - piece.First) * sample / (Samples + 1)))
                .All(value => Math.Abs(one.Cdf(value) - other.Cdf(value)) < EqualCdfs)));
    }

    /// <summary>
    /// E max = high - int F^n; a type's payoff has the slope F^(n-1), so that it is E max / n - int F^(n-1) (1 - F) at the
    /// lower end, and least against the share where F^(n-1) = 1/n.
    /// </summary>
    private static TodayAnswer.Computed Symmetric(IReadOnlyList<Agent> agents)
    {
        Distribution type = agents[0].Type;
        int n = agents.Count;
        double scale = Math.Max(Math.Abs(type.Low), Math.Abs(type.High));
        var rule = new GaussKronrod(2, Tolerance * scale);
        AddOverPieces(rule, type, type.High, (point, values) =>
        {
            double others = Math.Pow(type.Cdf(point), n - 1);
            (values[0], values[1]) = (others * type.Cdf(point), others * type.Survival(point));
        });
        double highest = type.High - rule.Totals[0];
        double lowestPayoff = (highest / n) - rule.Totals[1];
        double Payoff(double value) => lowestPayoff + OthersBelow(type, n - 1, value);
        PartnerToday[] partners = [.. agents.Select(agent => Partner(agent, highest / n, type.Quantile(Math.Pow(n, -1.0 / (n - 1))), Payoff))];
        double gain = highest - agents.Sum(OutsideOption.Expected), error = rule.Error + (Rounding * scale);
        Func<double, double> bid = value => Bid(type, n, value);
        return new TodayAnswer.Computed(new TodayOutcome(partners, gain, 1, error, 0)) { Actions = [.. agents.Select(_ => bid)] };
    }

    private static PartnerToday Partner(Agent agent, double payoff, double least, Func<double, double> interim)
    {
        (double type, double worst) = OutsideOption.Worst(agent, least, interim);
        return new PartnerToday(agent.Name, payoff - OutsideOption.Expected(agent), type, worst);
    }

    /// <summary>The integral of F^power up to a value.</summary>
    private static double OthersBelow(Distribution type, int power, double value)
    {
        var rule = new GaussKronrod(1, Tolerance * Math.Max(Math.Abs(type.Low), Math.Abs(type.High)));
        AddOverPieces(rule, type, value, (point, values) => values[0] = Math.Pow(type.Cdf(point), power));
        return rule.Totals[0];
    }

    private static void AddOverPieces(GaussKronrod rule, Distribution type, double end, GaussKronrod.Integrand integrand)
    {
        for (int piece = 0; piece + 1 < type.Knots.Count && type.Knots[piece] < end; piece++)
        {
            rule.Add(type.Knots[piece], Math.Min(end, type.Knots[piece + 1]), integrand);
        }
    }
}
