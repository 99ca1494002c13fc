using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.RiskPools;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.Files;

/// <summary>Risk pools as people write them, well and badly: every refusal has its place and its mend.</summary>
public sealed class RiskPoolReaderTests
{
    private const string Head = "parley: 1\nkind: risk-pool\n";

    private const string Half = "scenarios: { count: 2 }\n";

    private const string Ana = "  ana: { position: [0, -10], utility: { entropic: 1/5 } }\n";

    private const string Two = Half + "members:\n" + Ana + "  ben: { position: [1/3, 0.2], utility: { expected: true } }\n";

    private const string Three = """
        scenarios: { probabilities: [1/2, 1/4, 1/4] }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10], utility: { entropic: 1/10 }, beliefs: { contamination: 1/10, centre: [0.4, 0.3, 0.3] } }
          cem: { position: [0, 0, 0], utility: { expectedShortfall: 0.9 } }

        """;

    /// <summary>In each text « stands before the place that the message names; without it, that is the beginning of the file.</summary>
    [Theory]
    // The problem's keys.
    [InlineData(Half, "the key 'members' is missing", "Add members:")]
    [InlineData("members: {}", "the key 'scenarios' is missing", "Add scenarios:")]
    [InlineData("«scenario: { count: 2 }", "unknown key 'scenario'", "Did you mean 'scenarios'?")]
    [InlineData(Two + "«weather: fine", "unknown key 'weather'", "The keys allowed here are parley, kind, title, scenarios, members, positions, beliefs, menu, average, order")]
    // Scenarios.
    [InlineData("scenarios: «[1/2, 1/2]", "expected a list of scenarios, found a list of 2", "Write { probabilities: [1/2, 1/2] }, { count: 2 } or { file: scenarios.csv, column: probability }")]
    [InlineData("scenarios: «{}", "expected a list of scenarios, found an empty map", "Write { probabilities")]
    [InlineData("scenarios: { «counts: 2 }", "unknown key 'counts'", "Did you mean 'count'?")]
    [InlineData("scenarios: { probabilities: [1], «count: 1 }", "a list of scenarios is described once, and 'probabilities' stands here already", "Keep one of the two")]
    [InlineData("scenarios: { count: 1, «column: p }", "a column belongs to a file", "Write { file: scenarios.csv, column: probability }")]
    [InlineData("scenarios: «{ file: s.csv }", "the key 'column' is missing", "Add column:")]
    [InlineData("scenarios: { file: «s.csv, column: p }", "this problem did not come from a folder, so it cannot name files", "Write the numbers themselves")]
    [InlineData("scenarios: { count: «0 }", "expected an integer from 1 to 10000000, found '0'", null)]
    [InlineData("scenarios: { count: «1.5 }", "expected an integer from 1 to 10000000, found '1.5'", null)]
    [InlineData("scenarios: { probabilities: «[] }", "there is no scenario", "Give at least one scenario, with the probability 1")]
    [InlineData("scenarios: { probabilities: «[1/2, 1/3] }", "the probabilities sum to 5/6, not 1", "Make them sum to exactly 1; fractions such as 1/3 are exact")]
    [InlineData("scenarios: { probabilities: «[0.3333333333, 0.3333333333, 0.3333333333] }", "the probabilities sum to 9999999999/10000000000, not 1", "Make them sum to exactly 1")]
    [InlineData("scenarios: { probabilities: [1, «0] }", "the probability 0 is not allowed", "Remove a scenario that cannot occur")]
    [InlineData("scenarios: { probabilities: [«-1, 2] }", "the probability -1 is not allowed", "Give a number above 0 and at most 1")]
    // Members.
    [InlineData(Half + "members: «[ana, ben]", "expected a map of keys, found a list of 2", "Write key: value lines")]
    [InlineData(Half + "members: «{}", "a pool has 1 to 10000 members, not 0", "List them as ana: { position: [0, -10], utility: { entropic: 1/5 } }, or name { file: members.csv }")]
    [InlineData(Half + "members: «{ file: members.csv }", "members in a file bring positions in a file", "Add positions: { file: positions.npy }")]
    [InlineData(Half + "members: { ana: «7 }", "expected a map of keys, found '7'", "Write key: value lines")]
    [InlineData(Half + "members: { ' ana': {} }", "the name ' ana' begins or ends with a space", "Write a short name on one line", 1)]
    [InlineData(Half + "members: { ana: «{ position: [0, 0] } }", "the key 'utility' is missing", "Add utility:")]
    [InlineData(Half + "members: { ana: «{ utility: { expected: true } } }", "the key 'position' is missing", "Add position:")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, «positoin: [0, 0] } }", "unknown key 'positoin'", "Did you mean 'position'?")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, position: «[0, 0, 1] } }", "a position has one amount of money for each of the 2 scenarios, not 3", "Write 2 numbers")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, position: [0, «much] } }", "expected a number, found 'much'", "Write a number such as 3")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, position: [0, «.nan] } }", "'.nan' is not a finite number", "Leave it out, or write a number")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, position: [0, «1e300 * 1e300] } }", "this number is larger than floating point holds", "Choose a unit in which the numbers are ordinary")]
    [InlineData(Half + "members: «{ ana: { utility: { expected: true }, position: [0, 1.5e300 * 1e8] }, ben: { utility: { expected: true }, position: [0, 1.5e300 * 1e8] } }", "the positions in scenario 2 sum to more than floating point holds", "Choose a larger unit of money")]
    // Utilities.
    [InlineData(Half + "members: { ana: { utility: «entropic } }", "expected a utility, found 'entropic'", "Write { entropic: 1/5 }, { expectedShortfall: 0.9 } or { expected: true }")]
    [InlineData(Half + "members: { ana: { utility: «{} } }", "expected a utility, found an empty map", "Write { entropic: 1/5 }")]
    [InlineData(Half + "members: { ana: { utility: { «entropy: 1 } } }", "unknown key 'entropy'", "Did you mean 'entropic'?")]
    [InlineData(Half + "members: { ana: { utility: { entropic: 1, «expected: true } } }", "a utility is described once, and 'entropic' stands here already", "Keep one of the two")]
    [InlineData(Half + "members: { ana: { utility: { entropic: «0 } } }", "the risk aversion is 0", "Give a number above 0, per unit of money")]
    [InlineData(Half + "members: { ana: { utility: { entropic: «-1/5 } } }", "the risk aversion is -0.2", "Give a number above 0, per unit of money")]
    [InlineData(Half + "members: { ana: { utility: { expectedShortfall: «1 } } }", "the level is 1", "Give a number above 0 and below 1: 0.9 is the mean of the worst tenth")]
    [InlineData(Half + "members: { ana: { utility: { expectedShortfall: «0 } } }", "the level is 0", "the mean of all is { expected: true }")]
    [InlineData(Half + "members: { ana: { utility: { expected: «false } } }", "a member has a utility", "Write { entropic: 1/5 }")]
    [InlineData(Half + "members: { ana: { utility: { expected: «1 } } }", "expected true or false, found '1'", "Write true or false")]
    // Beliefs.
    [InlineData(Two + "beliefs: «[1/2, 1/2]", "expected beliefs, found a list of 2", "Write { contamination: 1/10 }, { prior: [1/2, 1/2] } or")]
    [InlineData(Two + "beliefs: { «contaminated: 1/10 }", "unknown key 'contaminated'", "Did you mean 'contamination'?")]
    [InlineData(Two + "beliefs: { entropy: 1, «contamination: 1/10 }", "a shape of doubt is described once, and 'entropy' stands here already", "Keep one of the two")]
    [InlineData(Two + "beliefs: { contamination: «1.1 }", "the contamination is 1.1", "Give a number from 0 (the centre alone) to 1 (any prior)")]
    [InlineData(Two + "beliefs: { entropy: «-1 }", "the radius is -1", "Give a number of nats, at least 0 (the centre alone)")]
    [InlineData(Two + "beliefs: { totalVariation: «2 }", "the radius is 2", "Give a number from 0 (the centre alone) to 1 (any prior)")]
    [InlineData(Two + "beliefs: { distortion: «2 }", "expected a distortion, found '2'", "Write { power: 2 }")]
    [InlineData(Two + "beliefs: { distortion: { power: «1/2 } }", "the power is 0.5", "Give a number of at least 1 (the centre alone); below 1 the capacity is not convex")]
    [InlineData(Two + "beliefs: { priors: «[] }", "there is no prior", "List at least one: [[1/2, 1/2]]")]
    [InlineData(Two + "beliefs: { priors: [[1/2, 1/2], «[1]] }", "a prior has one probability for each of the 2 scenarios, not 1", "Write 2 numbers")]
    [InlineData(Two + "beliefs: { priors: [«[1/2, 1/3]] }", "the probabilities sum to 5/6, not 1", "Make them sum to exactly 1")]
    [InlineData(Two + "beliefs: { intervals: «[[0, 1]] }", "a list of intervals has one [low, high] for each of the 2 scenarios, not 1", null)]
    [InlineData(Two + "beliefs: { intervals: [[0, 1], «[1/2, 1/4]] }", "[0.5, 0.25] does not bound a probability", "Give two numbers from 0 to 1, the lower one first")]
    [InlineData(Two + "beliefs: { intervals: [[0, 1], «1/2] }", "expected bounds [low, high] of a probability, found '1/2'", "such as [1/4, 1/2]")]
    [InlineData(Two + "beliefs: { intervals: «[[2/3, 1], [1/2, 1]] }", "no prior lies within the intervals: their lower ends sum to 7/6", "Lower them until they sum to at most 1")]
    [InlineData(Two + "beliefs: { intervals: «[[0, 1/3], [0, 1/2]] }", "no prior lies within the intervals: their upper ends sum to 5/6", "Raise them until they sum to at least 1")]
    [InlineData(Two + "beliefs: { events: [«[1]] }", "expected an event and its bounds, found a list of 1", "Write { states: [1, 3], between: [1/4, 1/2] }")]
    [InlineData(Two + "beliefs: { events: [{ states: [«3], between: [0, 1] }] }", "expected an integer from 1 to 2, found '3'", null)]
    [InlineData(Two + "beliefs: { events: [{ states: «[1, 1], between: [0, 1] }] }", "a state stands twice in this event", "List different states, numbered from 1")]
    [InlineData(Two + "beliefs: { events: [{ states: «[], between: [0, 1] }] }", "an event has at least one state", "List different states")]
    [InlineData(Two + "beliefs: { prior: [1/2, 1/2], «centre: [1/2, 1/2] }", "a centre is described once, and 'prior' stands here already", "Keep one of the two")]
    [InlineData(Two + "beliefs: { contamination: 1/10, «prior: [1/2, 1/2] }", "'prior' states beliefs without doubt, and a shape of doubt stands here too", "Write centre: in its place")]
    [InlineData(Two + "beliefs: { contamination: 1/10, «tilt: { loadings: b.npy, factors: f.npy } }", "'tilt' states beliefs without doubt", "Write centre: { tilt: { ... } } for doubt around it")]
    [InlineData(Two + "beliefs: { priors: [[1, 0]], «centre: [1/2, 1/2] }", "these beliefs say themselves which priors are possible, without a centre", "Remove 'centre', or the other key")]
    [InlineData(Two + "beliefs: { prior: [1/2, «-1/2] }", "the probability -0.5 is not allowed", "Give a number from 0 to 1")]
    [InlineData(Two + "beliefs: { centre: { «files: p.npy } }", "unknown key 'files'", "Did you mean 'file'?")]
    [InlineData(Two + "beliefs: { tilt: «b.npy }", "expected a tilt, found 'b.npy'", "Write { loadings: b.npy, factors: f.npy }")]
    [InlineData(Two + "beliefs: { tilt: «{ loadings: b.npy } }", "this problem did not come from a folder", null, 15)]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, beliefs: { «prior: { file: p.npy } } } }", "a member's own centre is a list of probabilities", "Name files of centres in the beliefs of the pool")]
    [InlineData(Half + "members: { ana: { utility: { expected: true }, beliefs: { «tilt: {} } } }", "a member's own centre is a list of probabilities", "Name files of centres in the beliefs of the pool")]
    // Positions in files.
    [InlineData(Half + "positions: {}\nmembers: { ana: { utility: { expected: true }, position: «[0, 0] } }", "positions stand in a file, and a second time here", "Keep one of the two")]
    [InlineData(Half + "positions: «p.npy\nmembers: { ana: { utility: { expected: true } } }", "expected a file of positions, found 'p.npy'", "Write { file: positions.npy }, members x scenarios")]
    [InlineData(Half + "positions: «{}\nmembers: { ana: { utility: { expected: true } } }", "the key 'file' is missing", "Add file:")]
    // Menus.
    [InlineData(Two + "menu: «proportionate", "unknown menu 'proportionate'", "Did you mean 'proportional'?")]
    [InlineData(Two + "menu: «x", "unknown menu 'x'", "The menus are sign-preserving, proportional, comonotone, unrestricted")]
    [InlineData(Two + "menu: «[proportional]", "expected a menu, found a list of 1", "Write sign-preserving, or { allocations:")]
    [InlineData(Two + "menu: { «allocation: [] }", "unknown key 'allocation'", "Did you mean 'allocations'?")]
    [InlineData(Two + "menu: { allocations: «[] }", "there is no allocation to choose from", "Write sign-preserving, or")]
    [InlineData(Two + "menu: { allocations: [«{ ana: [0, 0] }] }", "the allocation has no part for ben", "Add ben: with an amount for each scenario, 0 where nothing is due")]
    [InlineData(Two + "menu: { allocations: [{ ana: [0, 0], «bem: [0, 0] }] }", "unknown key 'bem'", "Did you mean 'ben'?")]
    [InlineData(Two + "menu: { allocations: [{ ana: «[0], ben: [0, 0] }] }", "a part has one amount of money for each of the 2 scenarios, not 1", "Write 2 numbers")]
    [InlineData(Two + "menu: { allocations: [«{ ana: [1/3, -9], ben: [0, 0] }] }", "in scenario 2 the parts sum to -9, and the positions to -9.8", "Make every allocation split the total")]
    [InlineData(Two + "menu: { allocations: [{ ana: [1/3, -9.8], ben: [0, 0] }], weights: «[1/2, 1/2] }", "a menu has one weight for each of its 1 allocations, not 2", "Leave weights out where all are equal")]
    [InlineData(Two + "menu: { allocations: [{ ana: [1/3, -9.8], ben: [0, 0] }], weights: «[0.9] }", "the probabilities sum to 0.9, not 1", "Make them sum to exactly 1")]
    // Averages.
    [InlineData(Two + "average: «some", "expected none, or how to average over the menu, found 'some'", "Write { over: sign-preserving, samples: 20000, seed: 1 } or none")]
    [InlineData(Two + "average: { «sample: 10 }", "unknown key 'sample'", "Did you mean 'samples'?")]
    [InlineData(Two + "average: { over: «proportion }", "unknown measure 'proportion'", "Did you mean 'proportional'?")]
    [InlineData(Two + "average: { samples: «0 }", "expected an integer from 1 to 100000000, found '0'", null)]
    [InlineData(Two + "average: { seed: «-1 }", "expected an integer of at least 0, found '-1'", null)]
    [InlineData(Two + "menu: { allocations: [{ ana: [1/3, -9.8], ben: [0, 0] }] }\naverage: { over: «proportional }", "the weights of a listed menu say how to average over it", "Remove over:")]
    // The order.
    [InlineData(Two + "order: «ana", "expected a list, found 'ana'", "Write [a, b, c]")]
    [InlineData(Two + "order: «[ana]", "ben is missing from the order", "Name every member once; the last one chooses")]
    [InlineData(Two + "order: [ana, «ana]", "'ana' stands twice in the order", "Name each member once")]
    [InlineData(Two + "order: [ana, «bem]", "'bem' is not a member", "Did you mean 'ben'?")]
    public void Mistakes_are_refused_with_their_place_and_mend(string body, string message, string? mend, int behind = 0)
    {
        int mark = body.IndexOf('«', StringComparison.Ordinal);
        string before = mark < 0 ? "" : Head + body[..mark];
        (int line, int column) = (before.Count(letter => letter == '\n') + 1, before.Length - before.LastIndexOf('\n'));

        Diagnostic diagnostic = Refused(Head + body.Replace("«", "", StringComparison.Ordinal));

        Assert.Contains(message, diagnostic.Message);
        if (behind == 0)
        {
            Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
            Assert.StartsWith($"problem.yaml:{line}:{column}: ", diagnostic.ToString());
        }

        if (mend is not null)
        {
            Assert.Contains(mend, diagnostic.Mend);
        }
    }

    [Theory]
    [InlineData(Half + "members: { ana: { utility: { entropic: 0 } } }", "members.ana.utility.entropic")]
    [InlineData(Two + "beliefs: { priors: [[1/2, 1/3]] }", "beliefs.priors[0]")]
    [InlineData(Two + "menu: { allocations: [{ ana: [0, 0] }] }", "menu.allocations[0]")]
    public void A_refusal_names_the_path(string body, string path) => Assert.Equal(path, Refused(Head + body).Path);

    [Fact]
    public void A_pool_is_read_as_it_stands()
    {
        RiskPoolProblem problem = Read(Head + "title: Three farmers\n" + Three + "menu: proportional\naverage: { samples: 7, seed: 3 }\norder: [cem, ana, ben]\n");
        RiskPool pool = problem.Pool;

        Assert.Equal(("risk-pool", "Three farmers", 3), (problem.Kind, pool.Title, pool.Scenarios));
        Assert.Equal([0.5, 0.25, 0.25], pool.Probabilities.ToArray());
        Assert.Equal([0, -10, -20], pool.Total.ToArray());
        Assert.Equal(["ana", "ben", "cem"], pool.Members.Select(member => member.Name));
        Assert.Equal([new Entropic(0.2), new Entropic(0.1), new ExpectedShortfall(0.9)], pool.Members.Select(member => member.Utility));
        Assert.Equal([new SinglePrior(), new Contamination(0.1), new SinglePrior()], pool.Members.Select(member => member.Beliefs));
        Assert.IsType<ProportionalMenu>(pool.Menu);
        Assert.Equal(new MenuAverage(MenuMeasure.Proportional, 7, 3), problem.Average);
        Assert.Equal([2, 0, 1], problem.Order);
        Assert.Equal([0, -10, -10, 0, 0, -10, 0, 0, 0], problem.Positions.ToArray());
        Assert.Equal([0.5, 0.25, 0.25], Prior(pool, 0));
        Assert.Equal([0.4, 0.3, 0.3], Prior(pool, 1));
        Assert.False(pool.Centres.IsCommon);
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        RiskPoolProblem problem = Read(Head + Two);

        Assert.Equal([0.5, 0.5], problem.Pool.Probabilities.ToArray());
        Assert.IsType<SignPreservingMenu>(problem.Pool.Menu);
        Assert.Equal(new MenuAverage(MenuMeasure.SignPreserving, 20_000, 1), problem.Average);
        Assert.Equal([0, 1], problem.Order);
        Assert.True(problem.Pool.Centres.IsCommon);
        Assert.Null(Read(Head + Two + "average: none").Average);
    }

    /// <summary>0.1 + 0.2 - 0.3 is 0, though it is not in floating point.</summary>
    [Fact]
    public void Typed_positions_that_cancel_leave_a_total_of_zero()
    {
        string members = string.Join(", ", new[] { "0.1", "0.2", "-0.3" }.Select((amount, i) => $"m{i}: {{ position: [{amount}, 1], utility: {{ expected: true }} }}"));

        Assert.Equal([0, 3], Read(Head + Half + $"members: {{ {members} }}").Pool.Total.ToArray());
    }

    [Fact]
    public void A_position_alone_is_worth_what_its_utility_says()
    {
        RiskPool pool = Read(Head + """
            scenarios: { probabilities: [1/2, 1/4, 1/4] }
            members:
              ana: { position: [3, -10, 7], utility: { entropic: 1/5 } }
              ben: { position: [3, -10, 7], utility: { expected: true }, beliefs: { contamination: 1/10 } }
              cem: { position: [3, -10, 7], utility: { expected: true }, beliefs: { prior: [0, 1/2, 1/2] } }
              dora: { position: [3, -10, 7], utility: { entropic: 2 }, beliefs: { totalVariation: 1/8 } }
            """).Pool;
        double moment = (0.5 * Math.Exp(-0.6)) + (0.25 * Math.Exp(2)) + (0.25 * Math.Exp(-1.4));

        Assert.Equal(-5 * Math.Log(moment), pool.Members[0].StandAlone, 1e-13);
        Assert.Equal((0.9 * 0.75) - 1, pool.Members[1].StandAlone, 1e-13);
        Assert.Equal(-1.5, pool.Members[2].StandAlone, 1e-13);
        double[] shifted = [0.5 * Math.Exp(-6), 0.375 * Math.Exp(20), 0.125 * Math.Exp(-14)];
        Assert.Equal(-Math.Log(shifted.Sum()) / 2, pool.Members[3].StandAlone, 1e-13);
    }

    [Fact]
    public void Every_shape_of_doubt_is_read()
    {
        RiskPool pool = Read(Head + """
            scenarios: { count: 2 }
            members:
              a: { position: [0, 1], utility: { expected: true }, beliefs: { contamination: 1/10 } }
              b: { position: [0, 1], utility: { expected: true }, beliefs: { entropy: 0.05 } }
              c: { position: [0, 1], utility: { expected: true }, beliefs: { totalVariation: 0.1 } }
              d: { position: [0, 1], utility: { expected: true }, beliefs: { distortion: { power: 2 } } }
              e: { position: [0, 1], utility: { expected: true }, beliefs: { priors: [[1/4, 3/4], [1/2, 1/2]] } }
              f: { position: [0, 1], utility: { expected: true }, beliefs: { intervals: [[1/4, 1], [0, 1/2]] } }
              g: { position: [0, 1], utility: { expected: true }, beliefs: { events: [{ states: [2], between: [1/8, 1/4] }] } }
              h: { position: [0, 1], utility: { expected: true }, beliefs: { prior: [1/3, 2/3] } }
              i: { position: [0, 1], utility: { expected: true }, beliefs: {} }
            """).Pool;
        CredalSet[] beliefs = [.. pool.Members.Select(member => member.Beliefs)];

        Assert.Equal([new Contamination(0.1), new EntropyBall(0.05), new TotalVariationBall(0.1), new DistortedCapacity(2)], beliefs[..4]);
        Assert.Equal([[0.25, 0.75], [0.5, 0.5]], Assert.IsType<PriorHull>(beliefs[4]).Priors);
        var intervals = Assert.IsType<ProbabilityIntervals>(beliefs[5]);
        Assert.Equal([0.25, 0], intervals.Low.ToArray());
        Assert.Equal([1, 0.5], intervals.High.ToArray());
        EventBound bound = Assert.Single(Assert.IsType<EventBounds>(beliefs[6]).Events);
        Assert.Equal([1], bound.States);
        Assert.Equal((0.125, 0.25), (bound.Low, bound.High));
        Assert.Equal([new SinglePrior(), new SinglePrior()], beliefs[7..]);
        Assert.Equal([1 / 3.0, 2 / 3.0], Prior(pool, 7));
        Assert.Equal([0.5, 0.5], Prior(pool, 8));
    }

    /// <summary>The pool's beliefs are everybody's who does not say otherwise; a shape and a centre are looked up separately.</summary>
    [Theory]
    [InlineData("{}", "contamination", 0.25)]
    [InlineData("{ beliefs: { entropy: 1 } }", "entropy", 0.25)]
    [InlineData("{ beliefs: { centre: [0, 1] } }", "contamination", 0)]
    [InlineData("{ beliefs: { entropy: 1, centre: [0, 1] } }", "entropy", 0)]
    [InlineData("{ beliefs: { prior: [0, 1] } }", "none", 0)]
    [InlineData("{ beliefs: {} }", "none", 0.25)]
    public void A_members_beliefs_replace_the_pools(string own, string shape, double first)
    {
        string beliefs = own == "{}" ? "" : ", " + own[1..^1];
        RiskPool pool = Read(Head + Half + "beliefs: { contamination: 1/10, centre: [1/4, 3/4] }\nmembers: { ana: { position: [0, 1], utility: { expected: true }" + beliefs + " } }").Pool;

        CredalSet expected = shape switch { "contamination" => new Contamination(0.1), "entropy" => new EntropyBall(1), _ => new SinglePrior() };
        Assert.Equal(expected, pool.Members[0].Beliefs);
        Assert.Equal([first, 1 - first], Prior(pool, 0));
    }

    [Fact]
    public void A_listed_menu_holds_its_allocations_and_weights()
    {
        RiskPoolProblem problem = Read(Head + Two + "menu: { allocations: [{ ana: [1/3, -9.8], ben: [0, 0] }, { ben: [0, -4.9], ana: [1/3, -4.9] }], weights: [1/4, 3/4] }");
        var menu = Assert.IsType<ListedMenu>(problem.Pool.Menu);

        Assert.Equal([[[1 / 3.0, -9.8], [0, 0]], [[1 / 3.0, -4.9], [0, -4.9]]], menu.Allocations);
        Assert.Equal([0.25, 0.75], menu.Weights);
        Assert.Equal(new MenuAverage(MenuMeasure.Listed, 20_000, 1), problem.Average);
        Assert.Equal([0.5, 0.5], Assert.IsType<ListedMenu>(Read(Head + Two + "menu: { allocations: [{ ana: [1/3, -9.8], ben: [0, 0] }, { ana: [1/3, 0], ben: [0, -9.8] }] }").Pool.Menu).Weights);
    }

    [Theory]
    [InlineData("sign-preserving", typeof(SignPreservingMenu))]
    [InlineData("proportional", typeof(ProportionalMenu))]
    [InlineData("comonotone", typeof(ComonotoneMenu))]
    [InlineData("unrestricted", typeof(UnrestrictedMenu))]
    public void Every_named_menu_is_read(string name, Type menu) => Assert.IsType(menu, Read(Head + Two + $"menu: {name}").Pool.Menu);

    [Fact]
    public void A_member_may_be_called_file() =>
        Assert.Equal("file", Assert.Single(Read(Head + Half + "members: { file: { position: [0, 1], utility: { expected: true } } }").Pool.Members).Name);

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        var problem = (RiskPoolProblem)ProblemReader.Read(ProblemSource.FromText("""
            { "parley": 1, "kind": "risk-pool", "scenarios": { "probabilities": ["1/3", "2/3"] },
              "members": { "ana": { "position": [0, "-1/3"], "utility": { "entropic": 0.5 } } }, "average": "none", "menu": "comonotone" }
            """, "pool.json"));

        Assert.Equal([1 / 3.0, 2 / 3.0], problem.Pool.Probabilities.ToArray());
        Assert.Equal([0, -1 / 3.0], problem.Pool.Total.ToArray());
        Assert.IsType<ComonotoneMenu>(problem.Pool.Menu);
        Assert.Null(problem.Average);
    }

    /// <summary>Rounded at the last digit, because centres are kept as logarithms.</summary>
    private static double[] Prior(RiskPool pool, int member)
    {
        double[] prior = new double[pool.Scenarios];
        pool.Centres.Prior(member, prior);
        return [.. prior.Select(probability => Math.Abs(probability - (1 / 3.0)) < 1e-15 ? 1 / 3.0 : Math.Abs(probability - (2 / 3.0)) < 1e-15 ? 2 / 3.0 : Math.Round(probability, 15))];
    }

    private static RiskPoolProblem Read(string text) => Assert.IsType<RiskPoolProblem>(ProblemReader.Read(ProblemSource.FromText(text)));

    private static Diagnostic Refused(string text) =>
        Assert.Single(Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text))).Diagnostics);
}
