using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>Ties between parts of partners' types: chances against all states, lotteries against targets that can be met.</summary>
public sealed class TiedPartsOracleTests
{
    /// <summary>Every partner is below the level or of one of its tied parts; the first part in line that comes up wins.</summary>
    [Fact]
    public void Chances_are_those_of_all_states()
    {
        var random = new Random(1976);
        for (int number = 0; number < 50; number++)
        {
            TiedLevel level = Draw(random);
            int[] order = Order(level, random);
            var chances = new double[order.Length];
            level.Chances(order, chances);
            for (int own = 0; own < order.Length; own++)
            {
                double expected = level.Others;
                foreach (int[] others in OthersOf(level, own))
                {
                    expected *= 1 - others.Where(k => Array.IndexOf(order, k) < Array.IndexOf(order, own)).Sum(k => level.Parts[k].UpTo - level.Parts[k].Below)
                        - (1 - level.Parts[others[^1]].UpTo);
                }

                Assert.Equal(expected, chances[own], 1e-14);
            }
        }
    }

    [Fact]
    public void Hierarchies_say_what_orders_of_parts_say()
    {
        var random = new Random(1919);
        for (int number = 0; number < 200; number++)
        {
            TiedLevel level = Draw(random);
            int[] order = Order(level, random);
            var chances = new double[order.Length];
            level.Chances(order, chances);
            var hierarchy = new Hierarchy(level.Ranks(order, agents: 5), 1);

            Assert.Equal(chances, level.Chances(new TieBreaking(null, [hierarchy])));
            Assert.Equal(5, hierarchy.Order.Count(rank => rank.Part == TypePart.Pool));
        }
    }

    /// <summary>
    /// What some lottery gives is found again, exactly or within bounds around it, with orders that are monotone. Where parts are a
    /// million times smaller than others, orders are so nearly parallel that a few equations are met to some 1e-10 only.
    /// </summary>
    [Theory]
    [InlineData(0, 1, 1e-14)]
    [InlineData(0.01, 1, 1e-14)]
    [InlineData(0, 1e-6, 1e-9)]
    [InlineData(0.01, 1e-6, 1e-14)]
    public void Targets_that_a_lottery_meets_are_met(double slack, double smallest, double within)
    {
        var random = new Random(2024);
        for (int number = 0; number < 100; number++)
        {
            TiedLevel level = Draw(random, smallest);
            double[] weights = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
            double[] targets = Mean(level, [.. weights.Select(weight => (Order(level, random), weight / weights.Sum()))]);
            TieTarget[] bounds = [.. targets.Select(target => new TieTarget(target - (slack * random.NextDouble()), target + (slack * random.NextDouble())))];

            IReadOnlyList<(int[] Order, double Probability)> found = TieLottery.Find(level, bounds);

            Assert.Equal(1, found.Sum(single => single.Probability), 1e-12);
            Assert.All(found, single => Assert.Equal(single.Order, Monotone(level, single.Order)));
            double[] reached = Mean(level, found);
            Assert.All(bounds.Zip(reached), pair => Assert.True(pair.First.Miss(pair.Second) < within, $"{number}: {pair.First.Miss(pair.Second)}"));
        }
    }

    /// <summary>A rule run on every profile of types gives each type the chance that the interim allocation says.</summary>
    [Fact]
    public void Realised_chances_average_to_interim_allocations()
    {
        Partnership partnership = Partnerships.Of(
            [4.0 / 17, 6.0 / 17, 7.0 / 17], [0.25, 0.5, 0.75],
            new DiscreteDistribution([new Atom(0, 3.0 / 11), new Atom(1, 3.0 / 11), new Atom(2, 2.0 / 11), new Atom(4, 3.0 / 11)]),
            new DiscreteDistribution([new Atom(0, 2.0 / 7), new Atom(1, 1.0 / 7), new Atom(2, 1.0 / 7), new Atom(3, 3.0 / 7)]),
            new DiscreteDistribution([new Atom(0, 0.75), new Atom(4, 0.25)]));
        PartnershipFindings findings = PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership));
        IReadOnlyList<Atom>[] atoms = [.. partnership.Agents.Select(agent => agent.Type.Atoms)];
        var sums = atoms.Select(own => new double[own.Count]).ToArray();
        foreach (int[] profile in from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) from c in Enumerable.Range(0, 2) select new[] { a, b, c })
        {
            RealisedOutcome outcome = RealisedOutcome.At(findings, [.. profile.Select((k, i) => atoms[i][k].Value)]);
            Assert.Equal(1, outcome.Chances.Sum(), 1e-12);
            for (int i = 0; i < 3; i++)
            {
                sums[i][profile[i]] += outcome.Chances[i] * Enumerable.Range(0, 3).Where(j => j != i).Aggregate(1.0, (product, j) => product * atoms[j][profile[j]].Probability);
            }
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.All(atoms[i].Zip(sums[i]), pair => Assert.Equal(findings.Interim(i, pair.First.Value).Allocation, pair.Second, 1e-10));
        }
    }

    [Fact]
    public void Places_have_names_of_their_own()
    {
        var problem = Assert.IsType<PartnershipProblem>(ProblemReader.Read(ProblemSource.FromText("""
            parley: 1
            kind: partnership
            agents:
              ana: { share: 1/2, type: { uniform: [0, 1] } }
              ana (seller): { share: 1/2, type: { uniform: [0, 1] } }
            """)));
        var names = new RankNames(problem.Partnership);

        Assert.Equal("ana", names[new Rank(0)]);
        Assert.Equal("ana (buyer)", names[new Rank(0, TypePart.Buyer)]);
        Assert.Equal("ana (seller)'", names[new Rank(0, TypePart.Seller)]);
        Assert.Equal("ana (seller)", names[new Rank(1)]);
    }

    /// <summary>Two to four partners of up to five, each with one to three parts, a quarter of them smaller by a factor.</summary>
    private static TiedLevel Draw(Random random, double smallest = 1e-6)
    {
        List<TiedPart> parts = [];
        int[] agents = [.. Enumerable.Range(0, 5).OrderBy(_ => random.Next()).Take(random.Next(2, 5)).Order()];
        foreach (int agent in agents)
        {
            double below = random.NextDouble() / 2;
            foreach (TypePart part in Enum.GetValues<TypePart>().OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Order())
            {
                double upTo = below + (random.NextDouble() * (1 - below) * (random.Next(4) == 0 ? smallest : 1));
                parts.Add(new TiedPart(agent, part, below, upTo));
                below = upTo;
            }
        }

        return new TiedLevel(parts, 0.1 + (0.9 * random.NextDouble()));
    }

    private static int[] Order(TiedLevel level, Random random) => Monotone(level, [.. Enumerable.Range(0, level.Parts.Count).OrderBy(_ => random.Next())]);

    /// <summary>The same partners in the same places, each with the higher parts first.</summary>
    private static int[] Monotone(TiedLevel level, int[] order)
    {
        var next = level.Parts.Select((part, k) => (part.Agent, k)).GroupBy(pair => pair.Agent).ToDictionary(own => own.Key, own => new Stack<int>(own.Select(pair => pair.k)));
        return [.. order.Select(k => next[level.Parts[k].Agent].Pop())];
    }

    /// <summary>For each other tied partner, its parts.</summary>
    private static IEnumerable<int[]> OthersOf(TiedLevel level, int own) => level.Parts.Select((part, k) => (part.Agent, k))
        .Where(pair => pair.Agent != level.Parts[own].Agent).GroupBy(pair => pair.Agent, pair => pair.k).Select(parts => parts.ToArray());

    private static double[] Mean(TiedLevel level, IReadOnlyList<(int[] Order, double Probability)> lottery)
    {
        var mean = new double[level.Parts.Count];
        var chances = new double[level.Parts.Count];
        foreach ((int[] order, double probability) in lottery)
        {
            level.Chances(order, chances);
            for (int k = 0; k < mean.Length; k++)
            {
                mean[k] += probability * chances[k];
            }
        }

        return mean;
    }
}
