using Parley.Engines.Numerics;
using Parley.Problems.Numbers;
using Parley.Problems.Partnerships;
using Parley.Problems.Programs;

namespace Parley.Grids;

/// <summary>
/// A partner who is told apart by finitely many values. Variables, numbered for this partner alone: first the chance
/// q_k of the asset for each value k, then payoffs above the outside option, all nonnegative (so that nobody loses).
/// </summary>
/// <param name="values">The values theta_k, increasing.</param>
/// <param name="probabilities">Their probabilities; they sum to 1.</param>
/// <param name="terms">What the partner brings and may get elsewhere.</param>
internal abstract class GridPartner(Rational[] values, Rational[] probabilities, GridTerms terms)
{
    /// <summary>How far a rounded value may lie from the distribution's, in units of the support's length.</summary>
    private const double Rounding = 1e-11;

    /// <summary>The values, increasing.</summary>
    public IReadOnlyList<Rational> Values { get; } = values;

    /// <summary>The probability of each value.</summary>
    public IReadOnlyList<Rational> Probabilities { get; } = probabilities;

    /// <summary>Share, weight and buy-out.</summary>
    public GridTerms Terms { get; } = terms;

    /// <summary>How many values there are.</summary>
    public int Count => Values.Count;

    /// <summary>How many payoffs are variables.</summary>
    public abstract int PayoffCount { get; }

    /// <summary>What honesty demands of the partner's variables.</summary>
    public abstract IEnumerable<Row> Honesty { get; }

    /// <summary>E u: what the partner expects above the outside option.</summary>
    public abstract LinearForm ExpectedPayoff { get; }

    /// <summary>E m = E theta (q - slope) - c - E u: what the partner pays on average.</summary>
    public LinearForm ExpectedPayment => LinearForm.Sum([
        new LinearForm([.. Values.Select((value, k) => new Term(k, Probabilities[k] * value))], -OutsideOption),
        ExpectedPayoff.Times(-1),
    ]);

    /// <summary>What the outside option is worth on average.</summary>
    public Rational OutsideOption => (Terms.Slope * Mean) + (Terms.BuyOut ?? Rational.Zero);

    /// <summary>The expected value.</summary>
    public Rational Mean => Values.Zip(Probabilities, (value, probability) => value * probability).Aggregate((sum, part) => sum + part);

    /// <summary>P(theta &lt; value k) for k from 0 to <see cref="Count"/>.</summary>
    public Rational[] Below()
    {
        var below = new Rational[Count + 1];
        for (int k = 0; k < Count; k++)
        {
            below[k + 1] = below[k] + Probabilities[k];
        }

        return below;
    }

    /// <summary>Ends, means and probabilities of cells that are equally likely.</summary>
    protected static (Rational[] Ends, Rational[] Means, Rational[] Probabilities) Cells(Agent agent, int count)
    {
        double length = agent.Type.High - agent.Type.Low;
        double[] ends = [.. Enumerable.Range(0, count + 1).Select(k => agent.Type.Quantile((double)k / count))];
        double[] sums = [.. ends.Select(agent.Type.PartialMean)];
        Rational Rounded(double value) => SimplestRational.Near(value, Rounding * length);
        return (
            [.. ends.Select(Rounded)],
            [.. Enumerable.Range(0, count).Select(k => Rounded(count * (sums[k + 1] - sums[k])))],
            [.. Enumerable.Repeat(new Rational(1, count), count)]);
    }
}

/// <summary>What does not depend on the partner's type.</summary>
/// <param name="Share">The share owned.</param>
/// <param name="Weight">The bargaining weight.</param>
/// <param name="BuyOut">The payment for staying out in place of the share, or null.</param>
internal sealed record GridTerms(Rational Share, Rational Weight, Rational? BuyOut = null)
{
    /// <summary>How much the outside option rises with the value.</summary>
    public Rational Slope => BuyOut is null ? Share : Rational.Zero;

    /// <summary>An agent's terms as the simplest rationals that are the same doubles.</summary>
    public static GridTerms Of(Agent agent) => new(Simplest(agent.Share), Simplest(agent.Weight), agent.BuyOut is { } sum ? Simplest(sum) : null);

    /// <summary>The simplest rational that is the same double.</summary>
    public static Rational Simplest(double value) => SimplestRational.Near(value, Math.Abs(value) * 1e-16);
}
