using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>What a rule brings: everybody's curve and expected payoff with worst-off types at 0, and the expected budget.</summary>
internal sealed class RuleAccount
{
    private RuleAccount(RuleEvaluation evaluation, AllocationRule rule)
    {
        (Evaluation, Rule) = (evaluation, rule);
        IReadOnlyList<Agent> agents = evaluation.Levels.Partnership.Agents;
        Curves = [.. agents.Select((_, i) => new InterimCurve(evaluation, i))];
        Payments = [.. agents.Select((agent, i) => evaluation.Values[i] - (agent.OutsideSlope * agent.Type.Mean) - (agent.BuyOut ?? 0) - Curves[i].ExpectedPayoff)];
        Budget = Payments.Sum();
        Welfare = evaluation.Values.Sum();
    }

    /// <summary>The rule.</summary>
    public AllocationRule Rule { get; }

    /// <summary>The integrals.</summary>
    public RuleEvaluation Evaluation { get; }

    /// <summary>One curve for each partner.</summary>
    public IReadOnlyList<InterimCurve> Curves { get; }

    /// <summary>E m_i with worst-off types at 0.</summary>
    public IReadOnlyList<double> Payments { get; }

    /// <summary>pi, the sum of the payments.</summary>
    public double Budget { get; }

    /// <summary>E sum theta_i Q_i.</summary>
    public double Welfare { get; }

    /// <summary>The account of a rule.</summary>
    public static RuleAccount Of(Partnership partnership, IReadOnlyList<TypeGrid> grids, AllocationRule rule, int points, CancellationToken cancellation)
    {
        var schedules = new VirtualLevels(partnership, grids, rule.Multiplier, []);
        return new RuleAccount(RuleEvaluation.Of(schedules, rule, points, cancellation), rule);
    }
}
