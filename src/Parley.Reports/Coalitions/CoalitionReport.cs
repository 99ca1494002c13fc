using System.Globalization;
using Parley.Certificates.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Reports.Coalitions;

/// <summary>A solved coalition problem in words and tables.</summary>
public static class CoalitionReport
{
    /// <summary>The most coalitions whose threats are shown; the result file has them all.</summary>
    private const int MostThreats = 40;

    /// <summary>Games of more players show no table of threats.</summary>
    private const int MostPlayersInThreats = 5;

    /// <summary>The report of a game given by decisions.</summary>
    public static Report Of(CoalitionOutcome outcome, SolvedResult result)
    {
        List<Section> sections = [];
        if (outcome.Unanswered is { } unanswered)
        {
            sections.AddRange(Unanswered(outcome, unanswered));
        }
        else
        {
            Threat grand = outcome.Threats[^1];
            sections.AddRange([Value(grand), Mechanism(grand), .. Terms(grand), .. Leaves(outcome)]);
            if (grand.Dictatorships.Count > 0 && grand.Coalition.Count > 1)
            {
                sections.Add(Dictators(grand));
            }
        }

        if (outcome.Threats.Any(threat => threat.Coalition.Count > 1))
        {
            sections.Add(Threats(outcome));
        }

        if (Search(outcome) is { Length: > 0 } search)
        {
            sections.Add(new Section("Uniqueness", search));
        }

        sections.Add(PromiseSection.Of(result.Promises, outcome.Unanswered is null ? "Promises" : "Promises of the threats that were answered"));
        return new Report(outcome.Game.Title, Subtitle(outcome.Concept, Guarantee(outcome)), sections);
    }

    /// <summary>The report of a game with transferable utility.</summary>
    public static Report Of(WorthOutcome outcome, SolvedResult result) => new(
        outcome.Game.Title,
        Subtitle(outcome.Concept, "every number exact"),
        [
            new Section(
                "Who gets what",
                "",
                new Table(
                    [new("player"), new("gets", true), new("alone", true)],
                    [.. outcome.Game.Players.Select((player, i) => (IReadOnlyList<Cell>)
                        [player, new Cell(Words.Number(outcome.Value[i]), Tone.Strong), Words.Number(outcome.Game.Worth(new Coalition(1u << i)))])])),
            .. outcome.Game.Players.Count <= MostPlayersInThreats ? [Threats(outcome.Game)] : Array.Empty<Section>(),
            PromiseSection.Of(result.Promises),
        ]);

    private static Section Threats(WorthGame game)
    {
        Rational[][] values = WorthAudit.Recursion(game);
        return new Section("What each coalition would do on its own", "", new Table(
            [new("coalition"), new("worth", true), .. game.Players.Select(player => new Column(player, true))],
            [.. game.Everyone.Subcoalitions().Where(coalition => coalition != game.Everyone).Select(coalition => (IReadOnlyList<Cell>)
            [
                Words.Coalition(coalition.Players().Select(player => game.Players[player])),
                Words.Number(game.Worth(coalition)),
                .. Enumerable.Range(0, game.Players.Count).Select(player => coalition.Contains(player)
                    ? (Cell)Words.Number(values[coalition.Bits][Array.IndexOf(coalition.Players(), player)])
                    : new Cell("–", Tone.Quiet)),
            ])]));
    }

    private static string Subtitle(CoalitionConcept concept, string guarantee) => $"coalition · {concept.Name()} · {guarantee}";

    private static string Guarantee(CoalitionOutcome outcome) => outcome.Unanswered is not null ? "no certified answer"
        : outcome.IsExact ? "every number exact"
        : $"the definition holds up to an epsilon of {outcome.Tolerance.ToDouble():0.#e+0}";

    private static Section Value(Threat grand)
    {
        Subgame subgame = grand.Mechanism.Subgame;
        bool anyTypes = subgame.Game.Players.Any(player => player.HasTypes);
        var rows =
            from member in Enumerable.Range(0, subgame.MemberCount)
            let player = subgame.States.Member(member)
            from type in Enumerable.Range(0, player.Types.Count)
            select (IReadOnlyList<Cell>)
            [
                type == 0 ? player.Name : "",
                .. anyTypes ? [player.Types[type].Name, player.HasTypes ? Words.Number(player.Types[type].Probability) : ""] : Array.Empty<Cell>(),
                new Cell(Words.Number(grand.Value[member, type]), Tone.Strong),
                Words.Number(subgame.Game.BestAlone(subgame.Players[member], type)),
            ];
        return new Section("Who gets what", "", new Table(
            [new("player"), .. anyTypes ? [new("type"), new("chance", true)] : Array.Empty<Column>(), new("gets", true), new("alone", true)], [.. rows]));
    }

    private static Section Mechanism(Threat grand)
    {
        Subgame subgame = grand.Mechanism.Subgame;
        int[] informed = [.. Enumerable.Range(0, subgame.MemberCount).Where(member => subgame.States.Member(member).HasTypes)];
        List<IReadOnlyList<Cell>> rows = [];
        for (int state = 0; state < subgame.States.Count; state++)
        {
            bool first = true;
            foreach (Draw draw in grand.Mechanism.Lottery(state))
            {
                rows.Add([
                    .. informed.Select(member => (Cell)(first ? subgame.States.Member(member).Types[subgame.States.TypeOf(state, member)].Name : "")),
                    Words.Number(draw.Probability),
                    subgame.DecisionName(draw.Decision),
                ]);
                first = false;
            }
        }

        string how = subgame.MemberCount == 1 ? "" : grand.Label switch
        {
            ThreatLabel.RandomDictatorship => "It gives each type what it would expect if every member were equally likely to dictate. ",
            ThreatLabel.Limit => "A solution in the limit (degenerate): the weight of some type vanishes. ",
            _ => "A solution of the warrant equations that is no average of what the members would demand. ",
        } + "Of the mechanisms with these payoffs, this one was chosen to hurt least after the fact.";
        return new Section("The mechanism", how, new Table(
            [.. informed.Select(member => new Column($"{subgame.States.Member(member).Name} reports")), new("chance", true), new("decision")], rows));
    }

    private static IEnumerable<Section> Terms(Threat grand)
    {
        StateSpace states = grand.Mechanism.Subgame.States;
        int[] informed = [.. Enumerable.Range(0, states.MemberCount).Where(member => states.Member(member).HasTypes)];
        IReadOnlyList<ExpectedTerm> terms = ExpectedTerm.Of(grand.Mechanism);
        if (terms.Count > 0)
        {
            yield return new Section("Expected terms", "", new Table(
                [.. informed.Select(member => new Column($"{states.Member(member).Name} reports")), new("decision"), new("term"), new("chance", true), new("mean", true)],
                [.. terms.Select(term => (IReadOnlyList<Cell>)
                [
                    .. informed.Select(member => (Cell)states.Member(member).Types[states.TypeOf(term.State, member)].Name),
                    term.Decision,
                    term.Name,
                    Words.Number(term.Chance),
                    Words.Number(term.Mean),
                ])]));
        }
    }

    private static IEnumerable<Section> Leaves(CoalitionOutcome outcome)
    {
        var leaving = Secession.Of(outcome);
        if (leaving.Count > 0)
        {
            yield return new Section(
                "Who would rather leave",
                "These coalitions get more on their own, by the numbers shown; no solution of this kind promises otherwise.",
                new Table(
                    [new("coalition"), .. TypeColumns(outcome.Game.Players)],
                    [.. leaving.Select(pair => (IReadOnlyList<Cell>)
                    [
                        Words.Coalition(pair.Threat.Coalition.Players().Select(player => outcome.Game.Players[player].Name)),
                        .. Payoffs(pair.Threat.Mechanism.Subgame, pair.Gains),
                    ])]));
        }
    }

    private static Section Dictators(Threat grand)
    {
        Subgame subgame = grand.Mechanism.Subgame;
        return new Section("What each would demand as dictator", "", new Table(
            [new("dictator"), .. TypeColumns(subgame.Game.Players)],
            [.. grand.Dictatorships.Select(dictatorship => (IReadOnlyList<Cell>)
                [subgame.States.Member(dictatorship.Member).Name, .. Payoffs(subgame, dictatorship.Mechanism.Payoffs())])]));
    }

    private static Section Threats(CoalitionOutcome outcome)
    {
        Threat[] shown = [.. outcome.Threats.Where(threat => threat.Coalition != outcome.Game.Everyone || outcome.Unanswered is not null).Take(MostThreats)];
        string rest = outcome.Threats.Count > MostThreats + 1 ? $"The first {MostThreats} of {outcome.Threats.Count}; the result file has all." : "";
        return new Section("What each coalition would do on its own", rest, new Table(
            [new("coalition"), .. TypeColumns(outcome.Game.Players), new("how")],
            [.. shown.Select(threat => (IReadOnlyList<Cell>)
            [
                Words.Coalition(threat.Coalition.Players().Select(player => outcome.Game.Players[player].Name)),
                .. Payoffs(threat.Mechanism.Subgame, threat.Value),
                new Cell(How(threat), Tone.Quiet),
            ])]));
    }

    /// <summary>Whether the search from other starts led elsewhere, in a sentence; empty where nothing was searched.</summary>
    private static string Search(CoalitionOutcome outcome)
    {
        Search[] searches = [.. outcome.Threats.Select(threat => threat.Search).OfType<Search>()];
        return searches.Length == 0 ? ""
            : searches.All(search => search.Others.Count == 0)
                ? $"Not established in general. Searches from {searches.Min(search => search.Starts)} or more starts for each coalition all led to the same payoffs."
                : $"Not established. From other starts, {searches.Count(search => search.Others.Count > 0)} of {searches.Length} searched coalitions led to other payoffs too (not certified): {string.Join("; ", searches.SelectMany(search => search.Others).Take(3).Select(Payoffs))}.";
    }

    private static string Payoffs(TypeVector payoffs) => $"({string.Join(", ", Enumerable.Range(0, payoffs.MemberCount)
        .SelectMany(member => payoffs.Of(member).ToArray()).Select(payoff => payoff.ToDouble().ToString("G4", CultureInfo.InvariantCulture)))})";

    private static string How(Threat threat) => threat.Coalition.Count == 1 ? "alone"
        : threat.Label == ThreatLabel.RandomDictatorship ? "random dictatorship"
        : threat.Label == ThreatLabel.Limit ? "limit"
        : threat.Warrants.Count > 0 ? "interior, within epsilon" : "interior";

    private static IEnumerable<Column> TypeColumns(IReadOnlyList<Player> players) => players.SelectMany(
        player => player.Types.Select(type => new Column($"{player.Name} {type.Name}".TrimEnd(), true)));

    /// <summary>One cell for every type of every player of the game, a dash for those outside the coalition.</summary>
    private static IEnumerable<Cell> Payoffs(Subgame subgame, TypeVector payoffs) =>
        from player in Enumerable.Range(0, subgame.Game.Players.Count)
        let belongs = subgame.Coalition.Contains(player)
        from type in Enumerable.Range(0, subgame.Game.Players[player].Types.Count)
        select belongs ? (Cell)Words.Number(payoffs[subgame.MemberOf(player), type]) : new Cell("–", Tone.Quiet);

    private static IEnumerable<Section> Unanswered(CoalitionOutcome outcome, Unanswered unanswered)
    {
        string names = Words.Coalition(unanswered.Coalition.Players().Select(player => outcome.Game.Players[player].Name));
        yield return new Section("No certified answer", $"{names}: {unanswered.Reason}.", unanswered.Tried.Count == 0 ? null : new Table(
            [new("what was tried")], [.. unanswered.Tried.Select(attempt => (IReadOnlyList<Cell>)[attempt])]));
        IReadOnlyList<IReadOnlyList<PayoffBounds>> bounds = ProvedBounds.Of(outcome.Game, outcome.Threats);
        yield return new Section("What is certain all the same", "Every solution with the threats below gives each type at least the first and at most the second number.", new Table(
            [new("player"), new("type"), new("at least", true), new("at most", true)],
            [.. from player in Enumerable.Range(0, outcome.Game.Players.Count)
                from type in Enumerable.Range(0, outcome.Game.Players[player].Types.Count)
                select (IReadOnlyList<Cell>)
                [
                    outcome.Game.Players[player].Name,
                    outcome.Game.Players[player].Types[type].Name,
                    Words.Number(bounds[player][type].Lower),
                    Words.Number(bounds[player][type].Upper),
                ]]));
    }
}
