using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// Checks that a double auction does what it is for: bidding as prescribed is best among all used bids, brings what the optimal
/// mechanism brings, and gives the asset to the same partner.
/// </summary>
/// <remarks>
/// A bid's payoff is recomputed from the rules of the auction and the other's bids and taxes (<see cref="BidTable"/>), not from
/// the interim payments from which the taxes were made.
/// </remarks>
public static class DoubleAuctionAudit
{
    /// <summary>Gains this small are rounding, in units of the range of values.</summary>
    public const double Rounding = 1e-9;

    /// <summary>Virtual types this close are tied, with probability zero, in units of the range of values.</summary>
    private const double SameVirtualType = 1e-12;

    private const int Points = 401;
    private const int Profiles = 101;

    /// <summary>Where in each of equally likely cells the compared type lies: irrational, so that it is no type at which a bid jumps.</summary>
    private const double WithinCell = 0.3819660112501051;

    /// <summary>Audits an auction.</summary>
    /// <param name="auction">The auction.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <remarks>
    /// Cost: some ten thousand bids and taxes. Every type of a grid is tried with every bid of a grid; both have more than 401
    /// points, with both bids wherever the bid jumps.
    /// </remarks>
    public static DoubleAuctionFindings Run(DoubleAuction auction, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(auction);
        double origin = auction.Partnership.Origin;
        auction = auction.AboutOrigin;
        double[][][] types = [.. Enumerable.Range(0, 2).Select(agent => auction.Branches(agent).Select(branch => Grid(auction, agent, branch)).ToArray())];
        var tables = new BidTable[2];
        for (int agent = 0; agent < 2; agent++)
        {
            cancellation.ThrowIfCancellationRequested();
            tables[agent] = new BidTable(auction, agent, types[agent]);
        }

        Prospect[][] prospects = [.. types.Select((own, agent) => Prospects(auction, agent, own, tables).ToArray())];
        (int who, Prospect truth, Prospect best, double gain) = LargestGain(prospects);
        int points = prospects.Min(own => own.Length);
        return new DoubleAuctionFindings(
            gain, who, origin + truth.Type, origin + best.Bid, points, points, LargestDifference(auction, prospects),
            Profiles * Profiles, AllocationDifferences(auction), Rounding * (auction.Partnership.High - auction.Partnership.Low));
    }

    /// <summary>Equally spaced types, and those at which the bid bends or jumps.</summary>
    private static double[] Grid(DoubleAuction auction, int agent, BidBranch branch)
    {
        Distribution type = auction.Partnership.Agents[agent].Type;
        double step = (type.High - type.Low) / (Points - 1);
        return [.. Enumerable.Range(0, Points).Select(k => type.Low + (k * step)).Where(at => at > branch.LowType && at < branch.HighType)
            .Concat(branch.Nodes).Order().Distinct()];
    }

    /// <summary>What every bid of a partner's grid brings against the other's bids.</summary>
    private static IEnumerable<Prospect> Prospects(DoubleAuction auction, int agent, double[][] types, BidTable[] tables)
    {
        Partnership partnership = auction.Partnership;
        double share = partnership.Agents[agent].Share;
        double weight = agent == 0 ? auction.FirstBidWeight : 1 - auction.FirstBidWeight;
        BidTable other = tables[1 - agent];
        for (int k = 0; k < types.Length; k++)
        {
            BidBranch branch = auction.Branches(agent)[k];
            foreach (double type in types[k])
            {
                double bid = branch.Bid(type);
                (double chance, double beaten) = Won(auction, agent, bid, other);

                // Whoever gets the asset pays the loser's share of it at the price; so a partner pays the price for what is
                // won beyond the own share.
                double trade = (weight * bid * (chance - share)) + ((1 - weight) * (beaten - (share * other.ExpectedBid)));
                yield return new Prospect(type, bid, chance, trade + branch.Tax(type) - other.ExpectedTax);
            }
        }
    }

    /// <summary>The chance of the asset at a bid, and the other's mean bid counted where it is got.</summary>
    private static (double Chance, double Beaten) Won(DoubleAuction auction, int agent, double bid, BidTable other)
    {
        if (auction.Ties.FirstOrDefault(tie => tie.Bid == bid) is not { } tie)
        {
            return other.Below(bid, withEqual: agent == 0);
        }

        (double below, double meanBelow) = other.Below(bid, withEqual: false);
        (double upTo, double meanUpTo) = other.Below(bid, withEqual: true);
        double chance = agent == 0 ? tie.ChanceOfFirst : 1 - tie.ChanceOfFirst;
        return (below + (chance * (upTo - below)), meanBelow + (chance * (meanUpTo - meanBelow)));
    }

    private static (int Agent, Prospect Truth, Prospect Best, double Gain) LargestGain(Prospect[][] prospects)
    {
        (int Agent, Prospect Truth, Prospect Best, double Gain) worst = (0, prospects[0][0], prospects[0][0], double.NegativeInfinity);
        for (int agent = 0; agent < 2; agent++)
        {
            foreach (Prospect truth in prospects[agent])
            {
                double own = truth.PayoffOf(truth.Type);
                foreach (Prospect other in prospects[agent])
                {
                    double gain = other.PayoffOf(truth.Type) - own;
                    if (gain > worst.Gain && other.Bid != truth.Bid)
                    {
                        worst = (agent, truth, other, gain);
                    }
                }
            }
        }

        return worst;
    }

    private static double LargestDifference(DoubleAuction auction, Prospect[][] prospects) => prospects.SelectMany((own, agent) => own.Select(truth =>
        Math.Abs(truth.PayoffOf(truth.Type) - (auction.Partnership.Agents[agent].Share * truth.Type) - auction.Findings.Interim(agent, truth.Type).Payoff))).Max();

    private static int AllocationDifferences(DoubleAuction auction)
    {
        RuleAccount rule = auction.Findings.Rules[0];
        double same = SameVirtualType * (auction.Partnership.High - auction.Partnership.Low);
        double[][] types = [.. auction.Partnership.Agents.Select(agent => Enumerable.Range(0, Profiles)
            .Select(k => agent.Type.Quantile((k + WithinCell) / Profiles)).ToArray())];
        var virtualTypes = types.Select((own, agent) => own.Select(type => rule.Curves[agent].VirtualTypeOf(type)).ToArray()).ToArray();
        double[][] bids = [.. types.Select((own, agent) => own.Select(type => auction.Bid(agent, type)).ToArray())];
        int differences = 0;
        for (int first = 0; first < Profiles; first++)
        {
            for (int second = 0; second < Profiles; second++)
            {
                double chance = auction.ChanceOfFirst(bids[0][first], bids[1][second]);
                differences += Agrees(rule, virtualTypes[0][first], virtualTypes[1][second], same, chance) ? 0 : 1;
            }
        }

        return differences;
    }

    /// <summary>The higher virtual type gets the asset; two pools at one level draw; other ties have probability zero.</summary>
    private static bool Agrees(RuleAccount rule, (double At, bool IsPooled, TypePart Part) first, (double At, bool IsPooled, TypePart Part) second, double same, double chance)
    {
        if (Math.Abs(first.At - second.At) > same)
        {
            return chance == (first.At > second.At ? 1 : 0);
        }

        double drawn = rule.Evaluation.LotteryAt(first.At).Hierarchies.Where(hierarchy => hierarchy.Order[0].Agent == 0).Sum(hierarchy => hierarchy.Probability);
        return !first.IsPooled || !second.IsPooled || chance == drawn;
    }

    /// <summary>A bid, the type that it is prescribed for, and what it brings: the chance of the asset and the expected payment.</summary>
    private readonly record struct Prospect(double Type, double Bid, double Chance, double Payment)
    {
        public double PayoffOf(double type) => (type * Chance) - Payment;
    }
}
