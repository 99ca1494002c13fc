using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Files;

/// <summary>Partnerships as people write them, well and badly: every refusal has its place and its mend.</summary>
public sealed class PartnershipReaderTests
{
    private const string Head = "parley: 1\nkind: partnership\n";

    private const string Two = "agents:\n  ana: { share: 1/2, type: { uniform: [0, 1] } }\n  ben: { share: 1/2, type: { uniform: [0, 1] } }\n";

    /// <summary>ben counts half.</summary>
    private const string Light = "agents:\n  ana: { share: 1/2, type: { uniform: [0, 1] } }\n  ben: { share: 1/2, weight: 1/2, type: { uniform: [0, 1] } }\n";

    /// <summary>Whose values are 0 and 1 only, and whose density vanishes at 0.</summary>
    private const string Other = "agents:\n  ana: { share: 1/2, type: { discrete: { 0: 1/2, 1: 1/2 } } }\n  ben: { share: 1/2, type: { beta: { a: 2, b: 2 } } }\n";

    /// <summary>In each text « stands before the place that the message names; without it, that is the beginning of the file.</summary>
    [Theory]
    // The problem's keys.
    [InlineData("title: Nobody\n", "the key 'agents' is missing", "Add agents:")]
    [InlineData("«agent: {}\n", "unknown key 'agent'", "Did you mean 'agents'?")]
    [InlineData(Two + "«weather: fine\n", "unknown key 'weather'", "The keys allowed here are parley, kind, title, agents, surplusShares, outside, reports")]
    [InlineData(Two + "«reports:{ ana: 1 }\n", "unknown key 'reports:{ ana'", null)]
    [InlineData("title: «[a]\n" + Two, "expected a text, found a list of 1", "Write a text here")]
    [InlineData(Two + "«agents: {}\n", "the key 'agents' stands twice", null)]
    // Agents.
    [InlineData("agents: «[ana, ben]", "expected a map of keys, found a list of 2", "Write key: value lines")]
    [InlineData("agents: «ana", "expected a map of keys, found 'ana'", "Write key: value lines")]
    [InlineData("agents: «{}", "a partnership has 2 to 100 agents, not 0", "List them as name: { share: 1/2, type: { uniform: [0, 1] } }")]
    [InlineData("agents: «{ ana: { share: 1, type: { uniform: [0, 1] } } }", "a partnership has 2 to 100 agents, not 1", "List them as")]
    [InlineData("agents: { ana: «1/2, ben: 1/2 }", "expected a map of keys, found '1/2'", "Write key: value lines")]
    [InlineData("agents: { ana: { share: 1/2 }, «ana: { share: 1/2 } }", "the key 'ana' stands twice", null)]
    [InlineData("agents: { «\"\": { share: 1/2 }, ben: { share: 1/2 } }", "a name is empty", "Write a short name on one line")]
    [InlineData("agents: { «\" ana\": { share: 1/2 }, ben: { share: 1/2 } }", "the name ' ana' begins or ends with a space", "Write a short name on one line")]
    [InlineData("agents: { «\"a\\tb\": { share: 1/2 }, ben: { share: 1/2 } }", "holds a control character", "Write a short name on one line")]
    [InlineData("agents: { ana: { share: 1/2, «weigth: 1, type: { uniform: [0, 1] } }, ben: {} }", "unknown key 'weigth'", "Did you mean 'weight'?")]
    [InlineData("agents: { ana: { share: 1/2, «value: { uniform: [0, 1] } }, ben: {} }", "unknown key 'value'", "The keys allowed here are share, weight, type")]
    [InlineData("agents: { ana: «{ type: { uniform: [0, 1] } }, ben: {} }", "the key 'share' is missing", "Add share:")]
    [InlineData("agents: { ana: «{ share: 1/2 }, ben: {} }", "the key 'type' is missing", "Add type:")]
    // Shares.
    [InlineData("agents: { ana: { share: «3/2, type: { uniform: [0, 1] } }, ben: {} }", "a share lies between 0 and 1, not at 1.5", "Write the part of the asset that the agent owns, such as 1/2")]
    [InlineData("agents: { ana: { share: «-1/10, type: { uniform: [0, 1] } }, ben: {} }", "a share lies between 0 and 1, not at -0.1", "Write the part of the asset")]
    [InlineData("agents: { ana: { share: «half, type: { uniform: [0, 1] } }, ben: {} }", "expected a number, found 'half'", "Write a number such as 3")]
    [InlineData("agents: { ana: { share: «50%, type: { uniform: [0, 1] } }, ben: {} }", "'50%' is a percentage", "Write 1/2 instead")]
    [InlineData("agents: { ana: { share: «\"0,5\", type: { uniform: [0, 1] } }, ben: {} }", "'0,5' has a decimal comma", "Write 0.5 with a point")]
    [InlineData("agents: { ana: { share: «[1/2], type: { uniform: [0, 1] } }, ben: {} }", "expected a number, found a list of 1", "Write a number such as 3")]
    [InlineData("agents: { ana: { share: «1/0, type: { uniform: [0, 1] } }, ben: {} }", "'1/0' divides by zero", "denominator other than 0")]
    [InlineData("agents: { ana: { share: 1/2, type: { uniform: [0, 1] } }, ben: { share: «2/5, type: { uniform: [0, 1] } } }", "the shares sum to 0.9, not 1", "fractions such as 1/3 are exact")]
    [InlineData("agents: { ana: { share: 0.6666, type: { uniform: [0, 1] } }, ben: { share: «1/3, type: { uniform: [0, 1] } } }", "the shares sum to 14999/15000, not 1", "Make them sum to exactly 1")]
    // Weights.
    [InlineData("agents: { ana: { share: 1/2, weight: «-1, type: { uniform: [0, 1] } }, ben: {} }", "a weight is at least 0, not -1", "Write 0 for an agent whose payoff does not count")]
    [InlineData("agents: { ana: { share: 1/2, weight: «heavy, type: { uniform: [0, 1] } }, ben: {} }", "expected a number, found 'heavy'", "Write a number such as 3")]
    [InlineData("agents: «{ ana: { share: 1/2, weight: 0, type: { uniform: [0, 1] } }, ben: { share: 1/2, weight: 0, type: { uniform: [0, 1] } } }", "every weight is 0, so nothing is to be maximised", "Give at least one agent a positive weight, such as weight: 1")]
    // Distributions, beyond those of DistributionReaderTests.
    [InlineData("agents: { ana: { share: 1/2, type: «uniform }, ben: {} }", "expected a distribution, found 'uniform'", "such as { uniform: [0, 1] }")]
    [InlineData("agents: { ana: { share: 1/2, type: { «unifrom: [0, 1] } }, ben: {} }", "unknown family 'unifrom'", "Did you mean 'uniform'?")]
    [InlineData("agents: { ana: { share: 1/2, type: { uniform: «[0] } }, ben: {} }", "expected a support [low, high], found a list of 1", "such as [0, 1]")]
    [InlineData("agents: { ana: { share: 1/2, type: { uniform: [0, «.nan] } }, ben: {} }", "a support is bounded, and '.nan' is not a finite number", "Give a bound")]
    [InlineData("agents: { ana: { share: 1/2, type: { beta: { a: «two, b: 1 } } }, ben: {} }", "expected a number, found 'two'", "Write a number such as 3")]
    [InlineData("agents: { ana: { share: 1/2, type: { beta: { a: 1, b: 1, support: «1 } } }, ben: {} }", "expected a support [low, high], found '1'", "such as [0, 1]")]
    [InlineData("agents: { ana: { share: 1/2, type: { normal: «[0, 1] } }, ben: {} }", "expected a map of parameters, found a list of 2", "Write { mean: 0, sd: 1, support: [-1, 1] }")]
    [InlineData("agents: { ana: { share: 1/2, type: { normal: «{ sd: 1, support: [0, 1] } } }, ben: {} }", "the key 'mean' is missing", "Add mean:")]
    [InlineData("agents: { ana: { share: 1/2, type: { normal: { mean: 0, «dev: 1 } } }, ben: {} }", "unknown key 'dev'", "The keys allowed here are mean, sd, support")]
    [InlineData("agents: { ana: { share: 1/2, type: { power: «2 } }, ben: {} }", "expected a map of parameters, found '2'", "Write { exponent: 2, support: [0, 1] }")]
    [InlineData("agents: { ana: { share: 1/2, type: { piecewise: { points: «3, density: [1] } } }, ben: {} }", "expected a list, found '3'", "Write [a, b, c]")]
    [InlineData("agents: { ana: { share: 1/2, type: { piecewise: { points: [0, «x], density: [1, 1] } } }, ben: {} }", "expected a number, found 'x'", "Write a number such as 3")]
    [InlineData("agents: { ana: { share: 1/2, type: { piecewise: { points: [0, 1], density: «1 } } }, ben: {} }", "expected a list, found '1'", "Write [a, b, c]")]
    [InlineData("agents: { ana: { share: 1/2, type: { piecewise: «[[0, 1], [1, 1]] } }, ben: {} }", "expected a map of parameters, found a list of 2", "Write { points: [0, 1, 2], density: [1, 2, 1] }")]
    [InlineData("agents: { ana: { share: 1/2, type: { discrete: { 0: «often } } }, ben: {} }", "expected a number, found 'often'", "Write a number such as 3")]
    [InlineData("agents: { ana: { share: 1/2, type: { discrete: { 0: 1/2, «0.0: 1/2 } } }, ben: {} }", "the value 0.0 stands twice", "Add up its probabilities")]
    [InlineData("agents: { ana: { share: 1/2, type: { empirical: «{ column: n } } }, ben: {} }", "the key 'file' is missing", "Add file:")]
    [InlineData("agents: { ana: { share: 1/2, type: { empirical: { file: «x.csv, column: n } } }, ben: {} }", "this problem did not come from a folder, so it cannot name files", null)]
    // Parts of the surplus.
    [InlineData(Two + "surplusShares: «{ ana: 1/2 }", "the surplus shares sum to 0.5, not 1", "Make them sum to exactly 1")]
    [InlineData(Two + "surplusShares: «{}", "the surplus shares sum to 0, not 1", "Make them sum to exactly 1")]
    [InlineData(Two + "surplusShares: { ana: «-1, ben: 2 }", "a surplus share is at least 0, not -1", "Write 0 for an agent that gets nothing of the surplus")]
    [InlineData(Two + "surplusShares: { «bem: 1 }", "unknown key 'bem'", "Did you mean 'ben'?")]
    [InlineData(Two + "surplusShares: «[1/2, 1/2]", "expected a map of keys, found a list of 2", "Write key: value lines")]
    [InlineData(Light + "surplusShares: { ana: 1/2, ben: «1/2 }", "ben gets a part of the surplus without having the largest weight", "Leave ben out, or raise its weight to the largest")]
    // Buy-outs.
    [InlineData(Two + "outside: { «zoe: 1 }", "unknown key 'zoe'", "The keys allowed here are ana, ben")]
    [InlineData(Two + "outside: { ana: «much }", "expected a number, found 'much'", "Write a number such as 3")]
    [InlineData(Two + "outside: «1/4", "expected a map of keys, found '1/4'", "Write key: value lines")]
    [InlineData(Two + "outside: { ana: «1e300 * 1e300 }", "this number is larger than floating point holds", "Choose a unit in which the numbers are ordinary")]
    [InlineData(Other + "outside: «{ ana: 1/4 }", "the density of ben's value vanishes at its lower end", "Give the density a positive value at its lower end, or remove the buy-outs")]
    // Reports.
    [InlineData(Two + "reports: «{ ana: 0.5 }", "the report of ben is missing", "Add ben: with a value; the mechanism needs everybody's")]
    [InlineData(Two + "reports: { ana: 0.5, «bem: 0.5 }", "unknown key 'bem'", "Did you mean 'ben'?")]
    [InlineData(Two + "reports: { ana: 0.5, ben: 0.5, «zoe: 0.5 }", "unknown key 'zoe'", "The keys allowed here are ana, ben")]
    [InlineData(Two + "reports: { ana: «2, ben: 0.5 }", "ana's values lie between 0 and 1, not at 2", "Report a value that the others think possible, or widen the support")]
    [InlineData(Two + "reports: { ana: 0.5, ben: «-0.01 }", "ben's values lie between 0 and 1, not at -0.01", "Report a value that the others think possible")]
    [InlineData(Two + "reports: { ana: «high, ben: 0.5 }", "expected a number, found 'high'", "Write a number such as 3")]
    [InlineData(Two + "reports: «[0.5, 0.5]", "expected a map of keys, found a list of 2", "Write key: value lines")]
    [InlineData(Other + "reports: { ana: «0.5, ben: 0.5 }", "ana never has the value 0.5", "Report one of 0, 1")]
    public void Mistakes_are_refused_with_their_place_and_mend(string body, string message, string? mend)
    {
        int mark = body.IndexOf('«', StringComparison.Ordinal);
        string before = mark < 0 ? "" : Head + body[..mark];
        (int line, int column) = (before.Count(letter => letter == '\n') + 1, before.Length - before.LastIndexOf('\n'));

        Diagnostic diagnostic = Refused(Head + body.Replace("«", "", StringComparison.Ordinal));

        Assert.Contains(message, diagnostic.Message);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        if (mend is not null)
        {
            Assert.Contains(mend, diagnostic.Mend);
        }

        Assert.StartsWith($"problem.yaml:{line}:{column}: ", diagnostic.ToString());
    }

    [Theory]
    [InlineData("agents: { ana: { share: 1/2, weight: -1 } , ben: {} }", "agents.ana.weight")]
    [InlineData("agents: { ana: { share: 1/2, type: { beta: { a: 0, b: 1 } } }, ben: {} }", "agents.ana.type.beta.a")]
    [InlineData(Two + "reports: { ana: 0.5, ben: 7 }", "reports.ben")]
    public void A_refusal_names_the_path(string body, string path) => Assert.Equal(path, Refused(Head + body).Path);

    [Theory]
    [InlineData("""{"parley": 1, "kind": "partnership", "agents": {"ana": {"share": 1.5, "type": {"uniform": [0, 1]}}, "ben": {}}}""", 1, 66, "a share lies between 0 and 1, not at 1.5")]
    [InlineData("""{"parley": 1, "kind": "partnership", "agents": ["ana", "ben"]}""", 1, 48, "expected a map of keys, found a list of 2")]
    public void Json_is_refused_at_the_same_places(string json, int line, int column, string message)
    {
        Diagnostic diagnostic = Reading.RefusalOf(() => ProblemReader.Read(ProblemSource.FromText(json, "problem.json")));

        Assert.Contains(message, diagnostic.Message);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
    }

    [Fact]
    public void A_hundred_agents_are_read_and_one_more_is_refused()
    {
        string Agents(int count) => Head + "agents:\n" + string.Concat(Enumerable.Range(1, count).Select(k => $"  p{k}: {{ share: 1/{count}, type: {{ uniform: [0, {k}] }} }}\n"));

        Assert.Equal(100, Read(Agents(100)).Partnership.Agents.Count);
        Assert.Contains("a partnership has 2 to 100 agents, not 101", Refused(Agents(101)).Message);
    }

    [Fact]
    public void A_name_too_long_is_refused() =>
        Assert.Contains("a name of 201 characters", Refused(Head + $"agents: {{ {new string('a', 201)}: {{}}, ben: {{}} }}").Message);

    [Fact]
    public void Weights_are_1_unless_they_are_given_and_the_surplus_is_shared_equally()
    {
        Partnership partnership = Read(Head + "title: Two\n" + Two).Partnership;

        Assert.Equal("Two", partnership.Title);
        Assert.Equal(["ana", "ben"], partnership.Agents.Select(agent => agent.Name));
        Assert.All(partnership.Agents, agent => Assert.Equal((0.5, 1, 0.5, null), (agent.Share, agent.Weight, agent.SurplusShare, agent.BuyOut)));
        Assert.Null(Read(Head + Two).Reports);
    }

    [Fact]
    public void Weights_are_scaled_by_the_largest_exactly()
    {
        Partnership partnership = Read(Head + """
            agents:
              ana: { share: 1/3, weight: 1/7, type: { uniform: [0, 1] } }
              ben: { share: 1/3, weight: 3/7, type: { uniform: [0, 1] } }
              cem: { share: 1/3, weight: 0.42857142857142857, type: { uniform: [0, 1] } }
              dora: { share: 0, weight: 0, type: { uniform: [0, 1] } }
            """).Partnership;

        Assert.Equal([1 / 3.0, 1, 1, 0], partnership.Agents.Select(agent => agent.Weight));
        Assert.Equal([0, 1, 0, 0], partnership.Agents.Select(agent => agent.SurplusShare));
    }

    [Theory]
    [InlineData(Two + "surplusShares: { ana: 1/4, ben: 3/4 }", 0.25, 0.75)]
    [InlineData(Two + "surplusShares: { ben: 1 }", 0, 1)]
    [InlineData(Light + "surplusShares: { ana: 1, ben: 0 }", 1, 0)]
    [InlineData(Light, 1, 0)]
    public void The_surplus_is_shared_as_the_file_says(string body, double ana, double ben) =>
        Assert.Equal([ana, ben], Read(Head + body).Partnership.Agents.Select(agent => agent.SurplusShare));

    [Fact]
    public void Numbers_may_be_fractions_and_expressions()
    {
        PartnershipProblem problem = Read(Head + """
            agents:
              ana: { share: 1 - 1/3, weight: "max(2, 1)", type: { uniform: [-1/2, 3 * 5] } }
              ben: { share: 1/3, weight: 2^0, type: { normal: { mean: 1e-3, sd: 1/2, support: [0, 4/2] } } }
            outside: { ben: -(1/4) }
            reports: { ben: 7/4, ana: 0.5 + 1 }
            """);
        Agent[] agents = [.. problem.Partnership.Agents];

        Assert.Equal([2 / 3.0, 1 / 3.0], agents.Select(agent => agent.Share));
        Assert.Equal([1, 0.5], agents.Select(agent => agent.Weight));
        Assert.Equal((-0.5, 15), (agents[0].Type.Low, agents[0].Type.High));
        Assert.Equal([null, -0.25], agents.Select(agent => agent.BuyOut));
        Assert.Equal([1.5, 1.75], problem.Reports!);
    }

    [Fact]
    public void No_buy_outs_leave_every_distribution_allowed() =>
        Assert.All(Read(Head + Other + "outside: {}\nreports: { ana: 1, ben: 0.25 }").Partnership.Agents, agent => Assert.Null(agent.BuyOut));

    [Fact]
    public void Names_may_be_anything_that_prints()
    {
        Partnership partnership = Read(Head + """
            agents:
              "Zoë K., née Ö": { share: 1/2, type: { uniform: [0, 1] } }
              7: { share: 1/4, type: { uniform: [0, 1] } }
              "a=b: [c]": { share: 1/4, type: { uniform: [0, 1] } }
            """).Partnership;

        Assert.Equal(["Zoë K., née Ö", "7", "a=b: [c]"], partnership.Agents.Select(agent => agent.Name));
    }

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        PartnershipProblem problem = Assert.IsType<PartnershipProblem>(ProblemReader.Read(ProblemSource.FromText("""
            {
              "parley": 1, "kind": "partnership", "title": "Two",
              "agents": { "ana": { "share": "9/10", "weight": 2, "type": { "uniform": [0, 1] } },
                          "ben": { "share": 0.1, "type": { "discrete": { "0": "1/3", "1/2": "2/3" } } } },
              "surplusShares": { "ana": 1 },
              "reports": { "ana": "3/5", "ben": 0.5 }
            }
            """, "two.json")));

        Assert.Equal([(0.9, 1.0, 1.0), (0.1, 0.5, 0.0)], problem.Partnership.Agents.Select(agent => (agent.Share, agent.Weight, agent.SurplusShare)));
        Assert.Equal([0.6, 0.5], problem.Reports!);
        Assert.Equal([new Atom(0, 1 / 3.0), new Atom(0.5, 2 / 3.0)], problem.Partnership.Agents[1].Type.Atoms);
    }

    private static PartnershipProblem Read(string text) => Assert.IsType<PartnershipProblem>(ProblemReader.Read(ProblemSource.FromText(text)));

    private static Diagnostic Refused(string text) =>
        Assert.Single(Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text))).Diagnostics);
}
