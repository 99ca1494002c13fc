using Parley.Certificates.Coalitions;
using Parley.Files.Results;
using Parley.Problems.Coalitions;

namespace Parley.Files.Coalitions;

/// <summary>Writes what each coalition would do on its own.</summary>
internal sealed class ThreatWriter(CoalitionOutcome outcome)
{
    /// <summary>The entry of <c>threats</c>.</summary>
    public ResultMap Write(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        var map = new ResultMap
        {
            ["coalition"] = CoalitionResult.Names(outcome.Game, threat.Coalition),
            ["value"] = CoalitionResult.ByPlayer(subgame, threat.Value),
            ["label"] = CoalitionResult.Labels[(int)threat.Label],
            ["mechanism"] = Mechanism(threat.Mechanism),
        };
        switch (threat.Efficiency)
        {
            case EfficiencyEvidence.Supported(var weights, var multipliers):
                map.Add("weights", CoalitionResult.ByPlayer(subgame, weights));
                map.Add("multipliers", Multipliers(subgame, multipliers));
                break;
            case EfficiencyEvidence.Dominated(var better):
                map.Add("dominatedBy", Demand(better));
                break;
        }

        if (threat.Warrants.Count > 0)
        {
            map.Add("certificate", new ResultList(threat.Warrants.Select(warrant => (ResultNode)Warrant(subgame, warrant))));
        }

        map.Add("claims", CoalitionResult.ByPlayer(subgame, outcome.Claims(subgame, threat.Value)));
        map.Add("dictators", ResultMap.Of(threat.Dictatorships.Select(dictatorship =>
            (subgame.States.Member(dictatorship.Member).Name, (ResultNode)Demand(dictatorship, subgame)))));
        return map;
    }

    /// <summary>Definition 4's evidence for one epsilon.</summary>
    private ResultMap Warrant(Subgame subgame, EpsilonWarrant warrant) => new()
    {
        ["epsilon"] = warrant.Epsilon,
        ["weights"] = CoalitionResult.ByPlayer(subgame, warrant.Weights),
        ["multipliers"] = Multipliers(subgame, warrant.Multipliers),
        ["claims"] = CoalitionResult.ByPlayer(subgame, outcome.Claims(subgame, warrant)),
    };

    /// <summary>A dictator's demand, and whether the others get exactly their outside option in it (4.12b) or more.</summary>
    private ResultMap Demand(Dictatorship dictatorship, Subgame subgame)
    {
        ResultMap map = Demand(dictatorship.Mechanism);
        bool exact = subgame.MemberCount == 1 || StrongSolution.IsExact(dictatorship, outcome.ValueWithout(subgame, dictatorship.Member));
        map.Add("participation", exact ? "exact" : "at-least");
        return map;
    }

    /// <summary>The entry of <c>certificate.threats</c>: the scales that prove each dictator's demand undominated.</summary>
    public static ResultMap Certificate(Threat threat)
    {
        Subgame subgame = threat.Mechanism.Subgame;
        return new ResultMap
        {
            ["coalition"] = CoalitionResult.Names(subgame.Game, threat.Coalition),
            ["dictators"] = ResultMap.Of(threat.Dictatorships.Select(dictatorship => (
                subgame.States.Member(dictatorship.Member).Name,
                (ResultNode)new ResultMap
                {
                    ["weights"] = CoalitionResult.ByPlayer(subgame, dictatorship.Weights),
                    ["multipliers"] = Multipliers(subgame, dictatorship.Multipliers),
                }))),
        };
    }

    /// <summary>What a mechanism's terms are on average, by state.</summary>
    public static ResultList Terms(Mechanism mechanism) => new(ExpectedTerm.Of(mechanism).Select(term => (ResultNode)new ResultMap
    {
        ["state"] = State(mechanism.Subgame.States, term.State),
        ["decision"] = term.Decision,
        ["term"] = term.Name,
        ["chance"] = term.Chance,
        ["mean"] = term.Mean,
    }));

    private static ResultMap Demand(Mechanism mechanism) => new()
    {
        ["payoffs"] = CoalitionResult.ByPlayer(mechanism.Subgame, mechanism.Payoffs()),
        ["mechanism"] = Mechanism(mechanism),
    };

    private static ResultList Mechanism(Mechanism mechanism) => new(
        Enumerable.Range(0, mechanism.Subgame.States.Count).Select(state => (ResultNode)new ResultMap
        {
            ["state"] = State(mechanism.Subgame.States, state),
            ["lottery"] = new ResultList(mechanism.Lottery(state).ToArray().Select(draw => (ResultNode)new ResultMap
            {
                ["decision"] = mechanism.Subgame.DecisionName(draw.Decision),
                ["probability"] = draw.Probability,
            })),
        }));

    private static ResultMap State(StateSpace states, int state) => ResultMap.Of(
        from member in Enumerable.Range(0, states.MemberCount)
        where states.Member(member).HasTypes
        select (states.Member(member).Name, (ResultNode)states.Member(member).Types[states.TypeOf(state, member)].Name));

    private static ResultList Multipliers(Subgame subgame, Multipliers multipliers) => new(multipliers.Entries.Select(entry =>
    {
        Player player = subgame.States.Member(entry.Member);
        return (ResultNode)new ResultMap
        {
            ["player"] = player.Name,
            ["true"] = player.Types[entry.True].Name,
            ["reported"] = player.Types[entry.Reported].Name,
            ["value"] = entry.Value,
        };
    }));
}
