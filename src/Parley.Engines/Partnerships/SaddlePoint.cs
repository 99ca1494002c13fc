using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// The dual function at one multiplier: the ironing parameters that minimise it, a tie-breaking rule that makes the
/// critical types worst off, and what everybody expects, before any surplus is shared.
/// </summary>
/// <param name="Multiplier">rho.</param>
/// <param name="Dual">D(rho) = rho V(z): an upper bound of the objective.</param>
/// <param name="Budget">pi(rho), the expected payments to the mechanism; the slope of D.</param>
/// <param name="Payoffs">E u_i, net of outside options, with worst-off types at 0.</param>
/// <param name="Ironing">z.</param>
/// <param name="Ties">The lotteries.</param>
internal sealed record SaddlePoint(
    double Multiplier, double Dual, double Budget, double[] Payoffs, double[] Ironing, IReadOnlyList<TieBreaking> Ties)
{
    /// <summary>The objective that the rule reaches if its whole budget, a surplus, goes to partners of weight 1.</summary>
    public double Objective => Dual - ((Multiplier - 1) * Budget);

    /// <summary>The weighted payoffs without the budget.</summary>
    public double Weighted => Dual - (Multiplier * Budget);

    /// <summary>The saddle point at a multiplier.</summary>
    public static SaddlePoint At(Partnership partnership, IReadOnlyList<TypeGrid> grids, double multiplier, CancellationToken cancellation)
    {
        var schedules = new VirtualLevels(partnership, grids, multiplier, []);
        double[] ironing = IroningSearch.Find(schedules, cancellation);
        var sum = new VirtualSums(schedules.With(ironing), ironing);
        sum.Run(cancellation);
        double outside = partnership.Agents.Sum(agent => agent.BuyOut ?? 0);
        double value = sum.Value - outside;
        double budget = value;
        for (int i = 0; i < ironing.Length; i++)
        {
            budget -= schedules.Weights[i] * sum.Payoffs[i];
        }

        return new SaddlePoint(multiplier, multiplier * value, budget, sum.Payoffs, ironing, sum.Ties);
    }
}
