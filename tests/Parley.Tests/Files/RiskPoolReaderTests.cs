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

    private const string Three = """
        scenarios: { probabilities: [1/2, 1/4, 1/4] }
        members:
          ana: { position: [0, -10, -10], utility: { entropic: 1/5 } }
          ben: { position: [0, 0, -10], utility: { entropic: 1/10 }, beliefs: { contamination: 1/10, centre: [0.4, 0.3, 0.3] } }
          cem: { position: [0, 0, 0], utility: { expectedShortfall: 0.9 } }

        """;

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
        Assert.Equal(-5 * Math.Log((1 + Math.Exp(2)) / 2), pool.Members[0].StandAlone, 1e-12);
        double[] prior = new double[3];
        pool.Centres.Prior(1, prior);
        Assert.Equal([0.4, 0.3, 0.3], prior.Select(probability => Math.Round(probability, 15)));
    }

    private static RiskPoolProblem Read(string text) => Assert.IsType<RiskPoolProblem>(ProblemReader.Read(ProblemSource.FromText(text)));
}
