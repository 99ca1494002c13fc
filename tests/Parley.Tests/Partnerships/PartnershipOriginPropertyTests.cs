using System.Globalization;
using Parley.Certificates.Partnerships;
using Parley.Certificates.Partnerships.Today;
using Parley.Engines.Partnerships;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Files.Results;
using Parley.Problems.Partnerships;
using Parley.Tests.Coalitions;

namespace Parley.Tests.Partnerships;

/// <summary>
/// Values that are all larger by a constant, and buy-outs larger by as much of it as the share: the same mechanism, with
/// payments that are larger by the constant times what is got beyond the share.
/// </summary>
public sealed class PartnershipOriginPropertyTests
{
    /// <summary>Supports are multiples of this, so that moving them is exact and the two answers must agree to rounding.</summary>
    private const double Grain = 1.0 / 1024;

    private const int Problems = 20;

    public static TheoryData<int, double> Cases => new(
        from number in Enumerable.Range(0, Problems)
        select (number, new[] { 1000.0, 1_000_000, -1_000_000, 4_000_000_000, -2048 }[number % 5]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_but_types_and_payments_changes(int number, double origin)
    {
        Solved near = Solve(Text(number, 0));
        Solved far = Solve(Text(number, origin));
        double rounding = 1e-12 + (2e-15 * Math.Abs(origin));
        Assert.Equal(0, near.Problem.Partnership.Origin);
        Assert.Equal(origin, far.Problem.Partnership.Origin);
        Assert.Equal(near.Answer.Result.IsAnswered, far.Answer.Result.IsAnswered);
        Assert.DoesNotContain(far.Answer.Result.Promises, promise => promise.IsBroken);
        AssertNear(near.Findings.UpperBound, far.Findings.UpperBound, rounding);
        AssertNear(near.Findings.Objective, far.Findings.Objective, rounding);
        AssertNear(near.Findings.Budget, far.Findings.Budget, rounding);
        AssertNear(near.Findings.EfficientBudget, far.Findings.EfficientBudget, rounding);
        AssertNear(near.Findings.Gains, far.Findings.Gains, rounding);
        AssertNear(origin, far.Findings.Welfare - near.Findings.Welfare, rounding);
        AssertNear(origin, far.Findings.FirstBest - near.Findings.FirstBest, rounding);
        Assert.Equal(near.Findings.IsFirstBestAttained, far.Findings.IsFirstBestAttained);
        for (int i = 0; i < near.Findings.Payoffs.Count; i++)
        {
            AssertNear(near.Findings.Payoffs[i], far.Findings.Payoffs[i], rounding);
            AssertTypesMove(near.Findings, far.Findings, i, origin, rounding);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Payments_at_reports_change_by_the_origin_times_what_is_got_beyond_the_share(int number, double origin)
    {
        Solved near = Solve(Text(number, 0));
        Solved far = Solve(Text(number, origin));
        double rounding = 1e-9 + (2e-15 * Math.Abs(origin));
        if (near.Answer.Realised is not { } realised)
        {
            Assert.True(near.Problem.Reports is null || !near.Answer.Result.IsAnswered);
            return;
        }

        Assert.Equal(near.Answer.Owner, far.Answer.Owner);
        AssertNear(0, far.Answer.Realised!.Payments.Sum(), rounding);
        foreach (var (agent, i) in near.Problem.Partnership.Agents.Select((agent, i) => (agent, i)))
        {
            AssertNear(realised.Chances[i], far.Answer.Realised.Chances[i], 1e-12);
            AssertNear(origin * (realised.Chances[i] - agent.Share), far.Answer.Realised.Payments[i] - realised.Payments[i], rounding);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_beside_the_mechanism_moves_with_the_values(int number, double origin)
    {
        (PartnershipExtras near, PartnershipExtras far) = (Solve(Text(number, 0)).Answer.Extras!, Solve(Text(number, origin)).Answer.Extras!);
        double rounding = 1e-9 + (2e-15 * Math.Abs(origin));
        Assert.Equal(near.Shotgun.Count, far.Shotgun.Count);
        foreach (var (here, there) in near.Shotgun.Zip(far.Shotgun).Append((near.SealedBid!, far.SealedBid!)))
        {
            Assert.Equal(here?.GetType(), there?.GetType());
            if (here is TodayAnswer.Computed one && there is TodayAnswer.Computed other)
            {
                AssertNear(one.Outcome.WelfareGain, other.Outcome.WelfareGain, rounding);
                Assert.All(one.Outcome.Partners.Zip(other.Outcome.Partners), pair => AssertNear(pair.First.Payoff, pair.Second.Payoff, rounding));
                Assert.All(one.Outcome.Partners.Zip(other.Outcome.Partners), pair => AssertNear(origin, pair.Second.WorstType - pair.First.WorstType, 1e-7 + rounding));
                Assert.All(one.Actions.Zip(other.Actions), pair => AssertNear(origin, pair.Second(origin + 0.75) - pair.First(0.75), 1e-7 + rounding));
            }
        }

        if (near.Auction is DoubleAuctionAnswer.Found { Auction: var auction } && far.Auction is DoubleAuctionAnswer.Found { Auction: var moved })
        {
            Assert.True(far.AuctionFindings!.IsEquilibrium && far.AuctionFindings.HasOptimalPayoffs && far.AuctionFindings.HasOptimalAllocation);
            foreach (int agent in new[] { 0, 1 })
            {
                double type = auction.Partnership.Agents[agent].Type.Quantile(0.3);
                double shifted = Math.Round(type / Grain) * Grain;
                AssertNear(origin, moved.Bid(agent, origin + shifted) - auction.Bid(agent, shifted), rounding);
                AssertNear(auction.Tax(agent, shifted), moved.Tax(agent, origin + shifted), rounding);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_result_far_from_zero_is_verified_as_solved(int number, double origin)
    {
        Solved far = Solve(Text(number, origin));
        Assert.Empty(Games.Verify(far.Problem, ResultWriter.ToBytes(far.Answer.Result.Tree)).Findings);
    }

    /// <summary>Decimals that no double holds: input rounding is all that may differ.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    [InlineData(-1_000_000)]
    public void Nine_to_one_far_from_zero_is_Figure_2c(double origin)
    {
        string support = string.Create(CultureInfo.InvariantCulture, $"[{origin + 0.3}, {origin + 1.3}]");
        Solved far = Solve($"agents:\n  ana: {{ share: 9/10, type: {{ uniform: {support} }} }}\n  ben: {{ share: 1/10, type: {{ uniform: {support} }} }}\n");
        Assert.True(far.Answer.Result.IsAnswered);
        double rounding = 1e-12 + (4.5e-16 * Math.Abs(origin));
        AssertNear(0.161756238389093, far.Findings.Objective, rounding);
        AssertNear(1.152073709329145, far.Findings.Outcome.Bound!.Multiplier, 1e-11 + (1e-14 * Math.Abs(origin)));
        Assert.InRange(far.Findings.Tolerance, 0, 1e-11 + (1e-15 * Math.Abs(origin)));
    }

    private static void AssertTypesMove(PartnershipFindings near, PartnershipFindings far, int agent, double origin, double rounding)
    {
        if (near.Outcome.Rules.Count == 0)
        {
            return;
        }

        Agent who = near.Partnership.Agents[agent];
        AssertNear(origin, far.CriticalType(agent) - near.CriticalType(agent), 1e-9 + rounding);
        AssertNear(origin, far.WorstOff(agent).Low - near.WorstOff(agent).Low, 1e-9 + rounding);
        AssertNear(origin, far.WorstOff(agent).High - near.WorstOff(agent).High, 1e-9 + rounding);
        foreach (double probability in new[] { 0, 0.3, 0.8, 1 })
        {
            double type = who.Type.Atoms.Count > 0 ? who.Type.Quantile(probability) : Math.Round(who.Type.Quantile(probability) / Grain) * Grain;
            var (allocation, payment, payoff) = near.Interim(agent, type);
            var moved = far.Interim(agent, origin + type);
            AssertNear(allocation, moved.Allocation, 1e-12);
            AssertNear(payoff, moved.Payoff, rounding);
            AssertNear(payment + (origin * (allocation - who.Share)), moved.Payment, rounding + (1e-12 * Math.Abs(origin)));
        }
    }

    private static void AssertNear(double expected, double actual, double within) => Assert.InRange(actual, expected - within, expected + within);

    private sealed record Solved(PartnershipProblem Problem, PartnershipAnswer Answer)
    {
        public PartnershipFindings Findings => Answer.Findings!;
    }

    private static Solved Solve(string body)
    {
        var problem = Assert.IsType<PartnershipProblem>(ProblemReader.Read(ProblemSource.FromText("parley: 1\nkind: partnership\n" + body)));
        var request = new PartnershipRequest(PartnershipRequest.Equidistant(problem.Partnership, 3), HasDoubleAuction: true);
        return new Solved(problem, PartnershipResult.Of(problem, IncompleteInformationBargaining.Solve(problem.Partnership), request, "test"));
    }

    /// <summary>A random problem whose lowest value is the origin.</summary>
    private static string Text(int number, double origin)
    {
        var random = new Random(number);
        int count = 2 + (number % 3);
        int[] parts = [.. Enumerable.Range(0, count).Select(_ => random.Next(0, 5))];
        parts[random.Next(count)] += 2;
        bool hasAtoms = number % 4 == 3;
        bool hasBuyOut = number % 6 == 1;
        string agents = string.Concat(parts.Select((part, i) =>
        {
            double low = i == 0 ? 0 : random.Next(0, 512) * Grain;
            double length = random.Next(512, 1536) * Grain;
            string type = hasAtoms && i < 2 ? Atoms(random, low, length, origin) : Density(random, i == 0 || hasBuyOut ? 1 + random.Next(2) : random.Next(5), low, length, origin);
            return $"  a{i}: {{ share: {part}/{parts.Sum()}, weight: {(i == 0 ? 4 : random.Next(0, 5))}/4, type: {{ {type} }} }}\n";
        }));
        double buyOut = parts[0] / (double)parts.Sum() * origin;
        string outside = hasBuyOut ? string.Create(CultureInfo.InvariantCulture, $"outside: {{ a0: {buyOut + 0.125:R} }}\n") : "";
        return $"agents:\n{agents}{outside}" + (hasAtoms ? "" : $"reports: {{ {string.Join(", ", parts.Select((_, i) => Shown($"a{i}: ", origin + 0.5 + (i * 3 * Grain))))} }}\n");
    }

    private static string Density(Random random, int family, double low, double length, double origin)
    {
        string support = $"[{Shown("", origin + low)}, {Shown("", origin + low + length)}]";
        return family switch
        {
            0 => $"beta: {{ a: {random.Next(2, 5)}, b: {random.Next(1, 4)}, support: {support} }}",
            1 => $"uniform: {support}",
            2 => $"normal: {{ {Shown("mean: ", origin + low + (length / 4))}, sd: 1/4, support: {support} }}",
            3 => $"power: {{ exponent: 3/2, support: {support} }}",
            _ => $"piecewise: {{ points: [{Shown("", origin + low)}, {Shown("", origin + low + (length / 2))}, {Shown("", origin + low + length)}], density: [{random.Next(1, 4)}, {random.Next(1, 4)}, {random.Next(1, 4)}] }}",
        };
    }

    private static string Atoms(Random random, double low, double length, double origin) => "discrete: { " + string.Join(", ", Enumerable.Range(0, 4)
        .Select(k => Shown("", origin + low + (k * Math.Round(length / 4 / Grain) * Grain)) + ": 1/4")) + " }";

    private static string Shown(string key, double number) => key + number.ToString("F14", CultureInfo.InvariantCulture);
}
