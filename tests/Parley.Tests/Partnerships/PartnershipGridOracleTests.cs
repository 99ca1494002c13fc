using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;
using Parley.Grids;
using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The solver against linear programs on grids and against sampling, on random partnerships.</summary>
public sealed class PartnershipGridOracleTests
{
    /// <summary>Finite types are a linear program: the bound is its value, and so is the solver's objective.</summary>
    [Fact]
    public void Atoms_reach_the_value_of_the_exact_program()
    {
        var random = new Random(1983);
        for (int number = 0; number < 60; number++)
        {
            Partnership partnership = Draw(random, random.Next(2, 4), Atoms, withBuyOuts: number % 4 == 3);
            GridPartnership grid = GridPartnership.Finite(partnership, count: 0);
            PartnershipFindings findings = Solve(partnership);

            double budget = ReducedPartnershipProgram.Solve(grid, GridGoal.Budget).Value.ToDouble();
            Assert.Equal(budget < -1e-9, findings.IsInfeasible);
            if (!findings.IsInfeasible)
            {
                double value = ReducedPartnershipProgram.Solve(grid).Value.ToDouble();
                Assert.True(Math.Abs(value - findings.UpperBound) < 1e-9, $"{number}: the program has {value}, the bound is {findings.UpperBound}");
                Assert.True(findings.IsAnswered, $"{number}: {findings.Objective} of {findings.UpperBound}");
                Assert.True(Math.Abs(value - findings.Objective) < 1e-9, $"{number}: the program has {value}, the solver {findings.Objective}");
            }
        }
    }

    /// <summary>Mechanisms that pool the types of a cell are mechanisms: never above the bound, and close with many cells.</summary>
    [Fact]
    public void Pooled_types_approach_the_value_from_below()
    {
        var random = new Random(1997);
        for (int number = 0; number < 16; number++)
        {
            Partnership partnership = Draw(random, number % 4 == 3 ? 3 : 2, Density, withBuyOuts: number % 6 == 5);
            PartnershipFindings findings = Solve(partnership);
            double Short(int cells) => findings.UpperBound - ReducedPartnershipProgram.Solve(GridPartnership.Pooled(partnership, cells)).Value.ToDouble();
            if (findings.IsInfeasible)
            {
                Assert.True(ReducedPartnershipProgram.Solve(GridPartnership.Pooled(partnership, 8), GridGoal.Budget).Value.Sign < 0);
                continue;
            }

            (double coarse, double fine) = (Short(8), Short(16));
            Assert.InRange(fine, -1e-10, 0.02 * (partnership.High - partnership.Low));
            Assert.True(fine < (0.75 * coarse) + 1e-10, $"{number}: {coarse} with 8 cells, {fine} with 16");
        }
    }

    /// <summary>The solver's multiplier, levels and ties, put into the definition of the rule and sampled, bring the payoffs it says.</summary>
    [Fact]
    public void Sampled_payoffs_are_those_found()
    {
        var random = new Random(1963);
        int compared = 0;
        for (int number = 0; number < 16; number++)
        {
            Partnership partnership = Draw(random, random.Next(2, 5), LogConcave, withBuyOuts: false);
            PartnershipFindings findings = Solve(partnership);
            if (findings.Outcome.Rules is not [{ Ties.Count: <= 1 } rule])
            {
                continue;
            }

            compared++;
            var sample = new MonteCarloPartnership([.. partnership.Agents.Select(agent => agent.Type)], RuleOf(partnership, rule), samples: 1_000, seed: number);
            foreach ((int i, Agent agent) in partnership.Agents.Index())
            {
                Estimate payoff = sample.ExpectedPayoff(i, agent.Share, findings.WorstOff(i).Low);
                double expected = findings.Payoffs[i] - (agent.SurplusShare * findings.Budget);
                Assert.True(payoff.Deviation(expected) < 5, $"{number}, partner {i}: found {expected}, sampled {payoff.Mean} +- {payoff.StandardError}");
            }
        }

        Assert.True(compared >= 10, $"only {compared} were compared");
    }

    private static PartnershipFindings Solve(Partnership partnership) => PartnershipFindings.Of(IncompleteInformationBargaining.Solve(partnership), points: 0);

    /// <summary>psi = max(min(theta + (1 - alpha) F/f, z), theta - (1 - alpha)(1 - F)/f), for densities with one piece.</summary>
    private static PriorityRule RuleOf(Partnership partnership, AllocationRule rule)
    {
        Func<double, double> Ironed(int i)
        {
            Agent agent = partnership.Agents[i];
            double beta = 1 - (agent.Weight / rule.Multiplier);
            return type =>
            {
                double density = agent.Type.Density(type, 0);
                double seller = type + (beta * agent.Type.Cdf(type) / density);
                double buyer = type - (beta * agent.Type.Survival(type) / density);
                return Math.Max(Math.Min(seller, rule.Ironing[i]), buyer);
            };
        }

        TieBreaking ties = rule.Ties.Count == 0 ? TieBreaking.Even(partnership.Agents.Count) : rule.Ties[0];
        return new PriorityRule([.. partnership.Agents.Select((_, i) => Ironed(i))], ties.Hierarchies, Tolerance: 1e-12);
    }

    private static Partnership Draw(Random random, int count, Func<Random, Distribution> type, bool withBuyOuts)
    {
        int[] parts = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 5))];
        parts[random.Next(count)]++;
        double[] weights = [.. parts.Select(_ => random.Next(0, 5) / 4.0)];
        weights[random.Next(count)] = 1;
        double?[]? buyOuts = withBuyOuts ? [.. parts.Select((part, i) => i == 0 ? (double?)(random.Next(1, 5) / 8.0) : null)] : null;
        return Partnerships.Of([.. parts.Select(part => (double)part / parts.Sum())], weights, [.. parts.Select(_ => type(random))], buyOuts);
    }

    private static DiscreteDistribution Atoms(Random random)
    {
        int[] values = [.. Enumerable.Range(0, 12).OrderBy(_ => random.Next()).Take(random.Next(1, 6))];
        int[] odds = [.. values.Select(_ => random.Next(1, 5))];
        return new DiscreteDistribution(values.Select((value, k) => new Atom(value / 8.0, (double)odds[k] / odds.Sum())));
    }

    private static Distribution Density(Random random) => random.Next(3) == 0
        ? new PiecewiseDistribution([0, 0.5, 0.75, 1.5], [random.Next(1, 4), random.Next(0, 3), random.Next(1, 6), random.Next(0, 3)])
        : LogConcave(random);

    private static Distribution LogConcave(Random random)
    {
        double low = random.Next(0, 3) / 4.0;
        double high = low + (random.Next(2, 6) / 4.0);
        return random.Next(4) switch
        {
            0 => new BetaDistribution(1 + random.Next(0, 3), 1 + random.Next(0, 3), low, high),
            1 => new PowerDistribution(1 + (random.Next(0, 4) / 2.0), low, high),
            2 => new TruncatedNormalDistribution(low + (random.NextDouble() * (high - low)), 0.25 + random.NextDouble(), low, high),
            _ => new UniformDistribution(low, high),
        };
    }
}
