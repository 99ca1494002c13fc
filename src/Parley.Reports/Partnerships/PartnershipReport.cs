using Parley.Certificates.Partnerships;
using Parley.Certificates.Partnerships.Today;
using Parley.Files.Partnerships;
using Parley.Problems.Partnerships;

namespace Parley.Reports.Partnerships;

/// <summary>A solved partnership in words and tables.</summary>
public static class PartnershipReport
{
    /// <summary>The most rows of a table that a person would read; the result file has them all.</summary>
    private const int MostRows = 40;

    /// <summary>The report.</summary>
    public static Report Of(PartnershipProblem problem, PartnershipAnswer answer, PartnershipRequest request)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(answer);
        PartnershipFindings findings = answer.Findings!;
        List<Section> sections = findings.IsAnswered
            ? [Payoffs(findings), FirstBest(findings), .. Outcome(answer, findings), .. Rules(findings), Interim(findings, request), .. Extras(answer, findings, request)]
            : [Bounds(findings)];
        sections.Add(PromiseSection.Of(answer.Result.Promises));
        string guarantee = findings.IsAnswered ? $"every number within {Words.Decimal(findings.Tolerance, 2)}" : "no certified answer";
        return new Report(problem.Partnership.Title, $"partnership · optimal mechanism · {guarantee}", sections);
    }

    private static Section Payoffs(PartnershipFindings findings)
    {
        string budget = findings.Outcome.Bound!.Multiplier > 1
            ? $"Just covering its costs takes a distortion: each unit of money is worth {Number(findings.Outcome.Bound.Multiplier)} units of the heaviest partners' payoffs."
            : $"The mechanism runs a surplus of {Number(Rounded(findings, findings.Budget))}, which the heaviest partners share.";
        return new Section(
            "Who gains what",
            $"Expected gains over staying out. {budget}",
            new Table(
                [new("agent"), new("share", true), new("weight", true), new("value"), new("gains", true), new("gains least at")],
                [.. findings.Partnership.Agents.Select((agent, i) => (IReadOnlyList<Cell>)
                [
                    agent.Name,
                    agent.BuyOut is double sum ? $"{Number(agent.Share)} or {Number(sum)}" : Number(agent.Share),
                    Number(agent.Weight),
                    agent.Type.ToString(),
                    new Cell(Number(Rounded(findings, findings.Payoffs[i])), Tone.Strong),
                    WorstOff(findings, i),
                ])]));
    }

    private static string WorstOff(PartnershipFindings findings, int agent)
    {
        (double low, double high) = findings.WorstOff(agent);
        return high - low > 1e-7 * (findings.Partnership.High - findings.Partnership.Low) ? $"{Value(findings, low)} to {Value(findings, high)}" : Value(findings, low);
    }

    private static Section FirstBest(PartnershipFindings findings)
    {
        string attained = findings.IsFirstBestAttained ? "The asset always goes to who values it most."
            : findings.IsFirstBestAttainable ? "The asset does not always go to who values it most: at these weights that is not what the mechanism maximises, though it could be done without a deficit."
            : $"The asset cannot always go to who values it most: that would need {Number(-findings.EfficientBudget)} from outside.";
        return new Section(
            "How good that is",
            $"{attained} Expected welfare is {Value(findings, findings.Welfare)} of at most {Value(findings, findings.FirstBest)}; {Number(Rounded(findings, findings.Gains))} is gained by trade. {BestShares(findings.Partnership)}");
    }

    private static string BestShares(Partnership partnership)
    {
        if (partnership.Agents.Any(agent => agent.BuyOut is not null))
        {
            return "Which shares would be easiest to dissolve is not said: with a fixed buy-out a share does not matter.";
        }

        Dissolution best = Dissolution.Of(partnership);
        return $"Easiest to dissolve would be the shares {string.Join(", ", partnership.Agents.Take(MostRows).Select((agent, i) => $"{agent.Name} {Number(best.Shares[i])}"))}.";
    }

    private static IEnumerable<Section> Outcome(PartnershipAnswer answer, PartnershipFindings findings)
    {
        if (answer.Realised is not { } realised)
        {
            yield break;
        }

        IReadOnlyList<Agent> agents = findings.Partnership.Agents;
        int[] possible = [.. Enumerable.Range(0, agents.Count).Where(i => realised.Chances[i] > 0)];
        string drawn = possible.Length > 1
            ? $" A lottery decided: {string.Join(", ", possible.Select(i => $"{agents[i].Name} with chance {Number(realised.Chances[i])}"))}."
            : "";
        yield return new Section("At these reports", $"{agents[answer.Owner].Name} gets the asset.{drawn} Payments sum to zero.", new Table(
            [new("agent"), new("pays", true)],
            [.. agents.Select((agent, i) => (IReadOnlyList<Cell>)[agent.Name, new Cell(Value(findings, Rounded(findings, realised.Payments[i])), Tone.Strong)])]));
    }

    private static IEnumerable<Section> Rules(PartnershipFindings findings)
    {
        IReadOnlyList<Agent> agents = findings.Partnership.Agents;
        foreach (AllocationRule rule in findings.Outcome.Rules)
        {
            string chance = rule.Probability < 1 ? $"With chance {Number(rule.Probability)} this rule is drawn. " : "";
            Hierarchy[] orders = [.. rule.Ties.SelectMany(ties => ties.Hierarchies)];
            string ties = orders.Length == 0 ? "" : " Ties between pooled types are broken by lot, so that nobody pooled expects more or less of the asset than the share owned.";
            yield return new Section(
                "The rule",
                $"{chance}The asset goes to the highest ironed virtual type. It lies above the type for sellers and below it for buyers by (1 - alpha) times the inverse hazard, alpha being weight over {Number(rule.Multiplier)}; a partner's types around the ironing parameter are pooled.{ties}",
                new Table(
                    [new("agent"), new("ironing parameter", true), new("critical type", true)],
                    [.. agents.Select((agent, i) => (IReadOnlyList<Cell>)
                        [agent.Name, Value(findings, findings.Partnership.Origin + rule.Ironing[i]), Value(findings, findings.CriticalType(i))])]));
            if (orders.Length > 0)
            {
                var names = new RankNames(findings.Partnership);
                string split = orders.Any(order => order.SplitsPartners) ? "Among one partner's tied types, buyers are those who count for their virtual value, sellers those who count for their virtual cost; the name alone means all others." : "";
                string more = orders.Length > MostRows ? $"The first {MostRows} of {orders.Length}." : "";
                yield return new Section("Who comes first among the tied", $"{more} {split}".Trim(), new Table(
                    [new("order"), new("chance", true)],
                    [.. orders.Take(MostRows).Select(order => (IReadOnlyList<Cell>)[string.Join(", ", order.Order.Select(rank => names[rank])), Number(order.Probability)])]));
            }
        }
    }

    private static Section Interim(PartnershipFindings findings, PartnershipRequest request)
    {
        var rows =
            from agent in Enumerable.Range(0, findings.Partnership.Agents.Count)
            from type in request.Types[agent]
            let interim = findings.Interim(agent, type)
            select (IReadOnlyList<Cell>)
            [
                findings.Partnership.Agents[agent].Name, Value(findings, type), Number(interim.Allocation),
                Value(findings, Rounded(findings, interim.Payment)), Number(Rounded(findings, interim.Payoff)),
            ];
        int count = request.Types.Sum(types => types.Count);
        return new Section(
            "What each type expects",
            count > MostRows ? $"The first {MostRows} of {count} rows; the result file has all." : "",
            new Table([new("agent"), new("value", true), new("gets the asset with chance", true), new("pays", true), new("gains", true)], [.. rows.Take(MostRows)]));
    }

    private static IEnumerable<Section> Extras(PartnershipAnswer answer, PartnershipFindings findings, PartnershipRequest request)
    {
        IReadOnlyList<Agent> agents = findings.Partnership.Agents;
        if (Comparison(answer.Extras!, findings) is { } comparison)
        {
            yield return comparison;
        }

        if (answer.Extras!.Auction is { } auction)
        {
            yield return Auction(auction, findings, request);
        }

        foreach (var (heading, points, coordinate) in new[]
        {
            ("How gains change with the weights", answer.Extras.ByWeight, (Func<Agent, double>)(agent => agent.Weight)),
            ("How gains change with the shares", answer.Extras.ByShare, agent => agent.Share),
        })
        {
            if (points.Count > 0)
            {
                yield return new Section(heading, points.Count > MostRows ? $"{MostRows} of {points.Count} points; the result file has all." : "", new Table(
                    [.. agents.Select(agent => new Column(agent.Name, true)), .. agents.Select(agent => new Column($"{agent.Name} gains", true)), new("multiplier", true)],
                    [.. Spread(points).Select(point => (IReadOnlyList<Cell>)
                    [
                        .. agents.Select((_, i) => (Cell)Number(coordinate(point.Partnership.Agents[i]))),
                        .. agents.Select((_, i) => new Cell(Number(Rounded(point, point.Payoffs[i])), Tone.Strong)),
                        Number(point.Outcome.Bound!.Multiplier),
                    ])]));
            }
        }
    }

    private static Section Auction(DoubleAuctionAnswer answer, PartnershipFindings findings, PartnershipRequest request)
    {
        if (answer is not DoubleAuctionAnswer.Found { Auction: var auction })
        {
            return new Section("As a double auction", $"Not possible: {((DoubleAuctionAnswer.NotApplicable)answer).Reason}.");
        }

        IReadOnlyList<Agent> agents = findings.Partnership.Agents;
        string bids = string.Join(" ", agents.Select((agent, i) => $"{agent.Name} may bid {string.Join(", ", auction.Branches(i).Select(branch => $"{Value(findings, branch.LowBid)} to {Value(findings, branch.HighBid)}"))}."));
        string price = $"The price is {Number(auction.FirstBidWeight)} of {agents[0].Name}'s bid and {Number(1 - auction.FirstBidWeight)} of {agents[1].Name}'s.";
        return new Section(
            "As a double auction",
            $"Both bid for the whole asset. {price} The higher bid gets the asset and pays the price for the other's share; besides, each pays the tax on the own bid to the other, and receives it where it is negative. {bids}",
            new Table(
                [new("agent"), new("value", true), new("bids", true), new("tax", true)],
                [.. agents.SelectMany((agent, i) => request.Types[i].Select(type => (IReadOnlyList<Cell>)
                    [agent.Name, Value(findings, type), new Cell(Value(findings, Rounded(findings, auction.Bid(i, type))), Tone.Strong), Number(Rounded(findings, auction.Tax(i, type)))])).Take(MostRows)]));
    }

    /// <summary>At most so many of the points, the first and the last among them.</summary>
    private static IEnumerable<PartnershipFindings> Spread(IReadOnlyList<PartnershipFindings> points) => points.Count <= MostRows ? points
        : Enumerable.Range(0, MostRows).Select(k => points[(int)((long)k * (points.Count - 1) / (MostRows - 1))]);

    private static Section? Comparison(PartnershipExtras extras, PartnershipFindings findings)
    {
        IReadOnlyList<Agent> agents = findings.Partnership.Agents;
        List<IReadOnlyList<Cell>> rows = [];
        List<string> missing = [];
        void Add(string name, TodayAnswer answer)
        {
            if (answer is TodayAnswer.Computed { Outcome: var outcome })
            {
                rows.Add([name, .. outcome.Partners.Select(partner => (Cell)Number(Rounded(findings, partner.Payoff))), Number(Rounded(findings, outcome.WelfareGain))]);
            }
            else if (answer is TodayAnswer.NotEstablished { Reason: var reason })
            {
                missing.Add($"{name}: {reason}.");
            }
        }

        for (int proposer = 0; proposer < extras.Shotgun.Count; proposer++)
        {
            Add($"shotgun clause, {agents[proposer].Name} names the price", extras.Shotgun[proposer]);
        }

        if (extras.SealedBid is { } sealedBid)
        {
            Add("sealed bids, the winner pays the others", sealedBid);
        }

        if (rows.Count == 0)
        {
            return null;
        }

        rows.Insert(0, [new Cell("this mechanism", Tone.Strong), .. findings.Payoffs.Select(payoff => new Cell(Number(Rounded(findings, payoff)), Tone.Strong)), Number(Rounded(findings, findings.Gains))]);
        return new Section("What people do today would give", string.Join(" ", missing), new Table(
            [new("procedure"), .. agents.Select(agent => new Column(agent.Name, true)), new("together", true)], rows));
    }

    private static Section Bounds(PartnershipFindings findings) => findings.IsInfeasible
        ? new("There is no such mechanism", $"Whatever the rule, at least {Number(findings.Shortfall)} is missing to pay everybody what staying out would bring.")
        : new("No certified answer", $"{(findings.Outcome.Unanswered.Length > 0 ? findings.Outcome.Unanswered : "the bounds do not meet")}. What is certain: the weighted gains can be at least {Number(findings.LowerBound)}{(double.IsFinite(findings.UpperBound) ? $" and at most {Number(findings.UpperBound)}" : "")}.");

    private static double Rounded(PartnershipFindings findings, double number) => Math.Abs(number) < findings.Tolerance ? 0 : number;

    /// <summary>A number of the size of the values, with as many digits as tell values apart.</summary>
    private static string Value(PartnershipFindings findings, double number) => Words.Decimal(number, 6 + findings.Partnership.CommonDigits);

    private static string Number(double number) => Words.Decimal(number);
}
